-- What a stranger found: docs/decisions/0066-what-a-stranger-found.md.

-- A day without end has no place in a chain of hashes: one such row would stop the sealing of all that come after it.
alter table record.fact add constraint finite_time check (isfinite(occurred_on) and isfinite(occurred_at)) not valid;
do $$
begin
  if exists (select from record.fact where not (isfinite(occurred_on) and isfinite(occurred_at))) then
    raise warning 'facts without a finite day are in the record: see "record verify"';
  else
    alter table record.fact validate constraint finite_time;
  end if;
end $$;

-- Names are looked for as they sound and look without their accents: both the name asked for and the name kept.
-- unaccent may be given another dictionary, so PostgreSQL does not call it immutable; this one names its own.
create function people.plain(name text) returns text language sql immutable strict parallel safe
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, normalize(name, nfc))) $$;
drop index people.person_lower_idx;
create index person_name on people.person using gin (people.plain(given_name || ' ' || family_name) public.gin_trgm_ops);
create or replace function people.search(name text, born_on date, amount integer) returns table (id uuid, area text, mine boolean, likeness real)
  language sql stable security definer set search_path = people, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
  with asked as (select plain(search.name) as name, (select record.areas()) as areas),
  near as (
    select p.id, p.area, similarity(plain(p.given_name || ' ' || p.family_name), asked.name) as likeness, p.born
    from person p, asked where asked.name <> '' and plain(p.given_name || ' ' || p.family_name) % asked.name
    union
    select p.id, p.area, similarity(plain(p.given_name || ' ' || p.family_name), asked.name), p.born
    from person p, asked where born_on is not null and p.born = born_on
  )
  select n.id, n.area, n.area = any(asked.areas), (n.likeness + case when n.born = born_on then 0.5 else 0 end)::real
  from near n, asked
  where asked.areas is not null
  order by 4 desc, n.id limit amount $$;

-- What follows is worked out whoever asks, and still only for the areas they act in.
create or replace function record.facts_about(people uuid[], in_area text) returns setof record.fact
  language sql stable security definer set search_path = record, pg_temp
  as $$ select * from record.fact where person_id = any(people) and area = in_area and in_area = any(record.areas()) $$;
create or replace function record.details_about(people uuid[], in_area text) returns setof record.fact_detail
  language sql stable security definer set search_path = record, pg_temp
  as $$ select d.* from record.fact f join record.fact_detail d on d.fact_id = f.id where f.person_id = any(people) and f.area = in_area and in_area = any(record.areas()) $$;
create or replace function record.statuses_about(people uuid[], in_area text) returns setof record.status_period
  language sql stable security definer set search_path = record, pg_temp
  as $$ select * from record.status_period where person_id = any(people) and area = in_area and in_area = any(record.areas()) $$;
create or replace function record.deadlines_about(people uuid[], in_area text) returns setof record.deadline
  language sql stable security definer set search_path = record, pg_temp
  as $$ select * from record.deadline where person_id = any(people) and area = in_area and in_area = any(record.areas()) $$;

-- A row of no area is for those who act somewhere, never for nobody; a view of no area (a search) for who looked.
create function record.asker() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('trellis.user', true), '')::uuid $$;
alter policy area on record.act
  using ((area is null and (select record.areas()) is not null) or area = any((select record.areas())::text[]));
alter policy area on record.words
  using (((area is null and (select record.areas()) is not null) or area = any((select record.areas())::text[]))
    and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]));
alter policy area on record.view
  using ((area is null and (select record.areas()) is not null and user_id = (select record.asker())) or area = any((select record.areas())::text[]));

-- The practice model and calendar under which deadlines and statuses are kept.
create table record.drawn_under (
  one boolean primary key default true check (one),
  version text not null,
  at timestamptz not null default now()
);

-- Whoever disposes of facts works out anew what follows from those that are left.
grant select, insert on record.status_period, record.deadline to trellis_steward;
grant execute on function record.facts_about, record.details_about, record.statuses_about, record.deadlines_about, record.forget_consequences to trellis_steward;
