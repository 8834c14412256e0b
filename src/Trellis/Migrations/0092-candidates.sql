-- The index of people in memory, and how each process learns what changed. docs/decisions/0151-the-index-at-the-front-door.md says why it
-- looks like this.

create schema candidates;
grant usage on schema candidates to trellis_app, trellis_steward;

-- Whose record changed, in which transaction: nothing of what. Whoever keeps an index reads what is at or after the oldest transaction
-- that was open when they last read, so that one that commits late is not missed. No record: a fortnight old, it goes.
create table candidates.change (
  person_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now()
);
create index on candidates.change (xid);
create index on candidates.change (at);
alter table candidates.change enable row level security;
-- The system keeps the index; nobody else has to know who changed.
create policy see on candidates.change for select to trellis_app using ((select access.me()) = '00000000-0000-7000-8000-000000000001' and (select access.closed_people()) is not null);
create policy forget on candidates.change for delete to trellis_app using ((select access.me()) = '00000000-0000-7000-8000-000000000001' and (select access.closed_people()) is not null);
grant select, delete on candidates.change to trellis_app;

create function candidates.changed() returns trigger language plpgsql security definer set search_path = candidates, pg_temp as $$
begin
  execute format('insert into candidates.change (person_id) select distinct %I from touched', tg_argv[0]);
  perform pg_notify('candidates', '');
  return null;
end $$;
revoke execute on function candidates.changed from public;
do $$
declare t record;
begin
  for t in select * from (values ('person', 'id'), ('name', 'person_id'), ('address', 'person_id'), ('identifier', 'person_id'), ('registration', 'person_id')) as v (name, id) loop
    execute format('create trigger index_begins after insert on people.%I referencing new table as touched for each statement execute function candidates.changed(%L)', t.name, t.id);
    execute format('create trigger index_changes after update on people.%I referencing new table as touched for each statement execute function candidates.changed(%L)', t.name, t.id);
    execute format('create trigger index_ends after delete on people.%I referencing old table as touched for each statement execute function candidates.changed(%L)', t.name, t.id);
  end loop;
end $$;

-- Which database this is, so that an index saved of another, or of one that was set back, is not taken for this one's.
create function candidates.world() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select format('%s-%s-%s', (select system_identifier from pg_control_system()), (select timeline_id from pg_control_checkpoint()), (select oid from pg_database where datname = current_database())) $$;
revoke execute on function candidates.world from public;
grant execute on function candidates.world to trellis_app;

-- Somebody looked at who may be the one typed, and it was none of them, or there was nobody. Who was shown is in the fact.
create table candidates.ruled_out (
  id uuid primary key,
  area text not null,
  agency text,
  by_id uuid not null,
  at timestamptz not null
);
alter table candidates.ruled_out enable row level security;
create constraint trigger needs_an_act after insert or update or delete on candidates.ruled_out
  deferrable initially deferred for each row execute function record.needs_an_act();
create policy see on candidates.ruled_out for select to trellis_app using (
  (select access.closed_people()) is not null and (by_id = (select access.me()) or area = any((select access.sees())::text[])));
create policy say on candidates.ruled_out for insert to trellis_app with check (by_id = (select access.me()) and area = any((select record.areas())::text[]));
grant select, insert on candidates.ruled_out to trellis_app;

-- What the asker may know of people, whoever found them: open, known in an area and no more, restricted. Who is hidden is not there.
create function people.told_of(people uuid[]) returns table (id uuid, area text, access text)
  language sql stable security definer set search_path = people, pg_temp as $$
  with asked as materialized (select (select record.areas()) as areas, (select access.hidden_people()) as hidden)
  select p.id, p.area,
    case when p.id = any((select access.closed_people())::uuid[]) then 'restricted'
      when p.area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = p.id and o.holder = any((select access.holders())::text[])
        and (o.anywhere or o.area = any(asked.areas)) and (o.until is null or o.until > (select access.now())))
      then 'open'
      else 'known' end
  from asked, people.person p
  where p.id = any(told_of.people) and asked.areas is not null and (select access.closed_people()) is not null and p.id <> all(asked.hidden) $$;
revoke execute on function people.told_of from public;
grant execute on function people.told_of to trellis_app;

create or replace function people.search(name text, born_on date, amount integer) returns table (id uuid, area text, access text, likeness real, matched uuid)
  language sql stable security definer set search_path = people, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
  with asked as (select plain(search.name) as name, upper(regexp_replace(search.name, '\s', '', 'g')) as number),
  near as (
    select p.id, p.born, similarity(plain(p.given_name || ' ' || p.family_name), asked.name) as likeness, null::uuid as matched
    from person p, asked where asked.name <> '' and plain(p.given_name || ' ' || p.family_name) % asked.name
    union all
    select n.person_id, p.born, similarity(plain(n.given_name || ' ' || n.family_name), asked.name), n.id
    from people.name n join person p on p.id = n.person_id, asked where asked.name <> '' and plain(n.given_name || ' ' || n.family_name) % asked.name and n.corrected_at is null
    union all
    select i.person_id, p.born, 1, i.id from identifier i join person p on p.id = i.person_id, asked where asked.number ~ '[0-9]' and i.value = asked.number and i.corrected_at is null
    union all
    select p.id, p.born, similarity(plain(p.given_name || ' ' || p.family_name), asked.name), null
    from person p, asked where born_on is not null and p.born = born_on
  ),
  best as materialized (select distinct on (n.id) n.id, n.born, n.likeness, n.matched from near n order by n.id, n.likeness desc, n.matched nulls first)
  select t.id, t.area, t.access, (b.likeness + case when b.born = born_on then 0.5 else 0 end)::real, b.matched
  from told_of(array(select b.id from best b)) t join best b on b.id = t.id
  order by 4 desc, t.id limit amount $$;
