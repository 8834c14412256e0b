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
