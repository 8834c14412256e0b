-- Who sees what: by area, by involvement, and nothing that is closed. docs/decisions/0090-who-sees-what.md says why it looks like this.

create schema access;
grant usage on schema access to trellis_app, trellis_steward;

-- What a connection is told besides record.areas() and record.circles(). Not told: null, and null matches nothing.
-- Areas whose records the asker sees whole.
create function access.sees() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('trellis.sees', true), ''), ',') $$;
-- As whom they may be let in: agency:CODE, staff:ID.
create function access.holders() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('trellis.holders', true), ''), ',') $$;
create function access.me() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('trellis.user', true), '')::uuid $$;
create function access.now() returns timestamptz language sql stable parallel safe
  as $$ select nullif(current_setting('trellis.at', true), '')::timestamptz $$;
-- What is closed to them. Told that nothing is: an empty list. Not told of one or the other: null, so that every policy below
-- shows nothing.
create function access.closed_matters() returns uuid[] language sql stable parallel safe
  as $$ select case when current_setting('trellis.closed_people', true) <> '' then nullif(current_setting('trellis.closed_matters', true), '')::uuid[] end $$;
create function access.closed_people() returns uuid[] language sql stable parallel safe
  as $$ select case when current_setting('trellis.closed_matters', true) <> '' then nullif(current_setting('trellis.closed_people', true), '')::uuid[] end $$;
create function access.nothing_closed() returns boolean language sql stable parallel safe
  as $$ select access.closed_matters() = '{}' and access.closed_people() = '{}' $$;

-- Worked out when a connection is told who asks.
create function access.closed_to(staff uuid, at timestamptz) returns table (matters uuid[], people uuid[])
  language sql stable security definer set search_path = access, pg_temp as $$ select '{}'::uuid[], '{}'::uuid[] $$;
revoke execute on function access.closed_to from public;
grant execute on function access.closed_to to trellis_app, trellis_steward;

-- Who is let into which matter and to which person: flat, filled by triggers from what is recorded (source), never by the program.
-- full: everything that is not kept to a circle. summary: the matter and whom it is about. own: that, and what the agency did itself.
-- anywhere: a person by name, or an agency of another area. An agency that covers several areas is let in where its people act.
-- Asked by the application, each shows what is open to who asks, now: the policies of all other tables need only find a row.
create table access.open_to (
  matter_id uuid not null,
  holder text not null check (holder ~ '^(agency:[a-z0-9-]+|staff:[0-9a-f-]{36})$'),
  source uuid not null,
  level text not null check (level in ('full', 'summary', 'own')),
  area text not null,
  anywhere boolean not null,
  until timestamptz,
  primary key (matter_id, holder, source)
);
create index on access.open_to (holder, matter_id);
create table access.person_open_to (
  person_id uuid not null,
  holder text not null check (holder ~ '^(agency:[a-z0-9-]+|staff:[0-9a-f-]{36})$'),
  source uuid not null,
  level text not null check (level in ('full', 'summary', 'own')),
  area text not null,
  anywhere boolean not null,
  until timestamptz,
  primary key (person_id, holder, source)
);
create index on access.person_open_to (holder, person_id);
alter table access.open_to enable row level security;
alter table access.person_open_to enable row level security;
create policy see on access.open_to for select to trellis_app using (
  matter_id <> all((select access.closed_matters())::uuid[]) and holder = any((select access.holders())::text[])
  and (anywhere or area = any((select record.areas())::text[])) and (until is null or until > (select access.now())));
create policy see on access.person_open_to for select to trellis_app using (
  person_id <> all((select access.closed_people())::uuid[]) and holder = any((select access.holders())::text[])
  and (anywhere or area = any((select record.areas())::text[])) and (until is null or until > (select access.now())));
grant select on access.open_to, access.person_open_to to trellis_app;

-- What rows repeat so that their policy needs no other table. Nothing of the sealed record changes.
alter table casework.step add column edition integer not null default 0;
alter table casework.participant add column unseen_by text;
alter table casework.step_person add column matter_id uuid, add column agency text;
alter table casework.version add column matter_id uuid, add column agency text;
alter table casework.draft add column matter_id uuid, add column agency text;
alter table casework.draft_before add column matter_id uuid, add column agency text;
alter table record.status_period add column matter_id uuid;
alter table record.deadline add column agency text;

-- Writing these is not a change of what the rows say: no act.
alter table casework.step_person disable trigger needs_an_act;
alter table casework.version disable trigger needs_an_act;
update casework.step_person r set matter_id = s.matter_id, agency = s.agency from casework.step s where s.id = r.step_id;
update casework.version r set matter_id = s.matter_id, agency = s.agency from casework.step s where s.id = r.step_id;
update casework.draft r set matter_id = s.matter_id, agency = s.agency from casework.step s where s.id = r.step_id;
update casework.draft_before r set matter_id = s.matter_id, agency = s.agency from casework.step s where s.id = r.step_id;
alter table casework.step_person enable trigger needs_an_act;
alter table casework.version enable trigger needs_an_act;
update record.status_period r set matter_id = f.matter_id from record.fact f where f.id = r.started_by and f.matter_id is not null;
update record.deadline r set agency = s.agency from record.fact f join casework.step s on s.id = f.source_id where f.id = r.started_by and s.agency is not null;
alter table casework.step_person alter matter_id set not null;
alter table casework.version alter matter_id set not null;
alter table casework.draft alter matter_id set not null;
alter table casework.draft_before alter matter_id set not null;

create function casework.as_its_step() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  select s.matter_id, s.agency into new.matter_id, new.agency from step s where s.id = new.step_id;
  return new;
end $$;
create trigger as_its_step before insert on casework.step_person for each row execute function casework.as_its_step();
create trigger as_its_step before insert on casework.version for each row execute function casework.as_its_step();
create trigger as_its_step before insert on casework.draft for each row execute function casework.as_its_step();
create trigger as_its_step before insert on casework.draft_before for each row execute function casework.as_its_step();
create function record.as_what_began_it() returns trigger language plpgsql security definer set search_path = record, pg_temp as $$
begin
  select f.matter_id into new.matter_id from fact f where f.id = new.started_by;
  return new;
end $$;
create trigger as_what_began_it before insert on record.status_period for each row execute function record.as_what_began_it();
create function casework.whose_clock() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  select s.agency into new.agency from record.fact f join step s on s.id = f.source_id where f.id = new.started_by;
  return new;
end $$;
create trigger whose_clock before insert on record.deadline for each row execute function casework.whose_clock();

-- An agency, or a member of staff, let into a matter: by name, to a level, from a day until another.
create table casework.involvement (
  id uuid primary key,
  matter_id uuid not null references casework.matter,
  area text not null,
  agency text references agencies.agency (code),
  staff_id uuid references agencies.staff,
  level text not null check (level in ('full', 'summary', 'own')),
  from_at timestamptz not null,
  until_at timestamptz,
  check ((agency is null) <> (staff_id is null)),
  check (until_at >= from_at)
);
create index on casework.involvement (matter_id);
alter table casework.involvement enable row level security;
create constraint trigger needs_an_act after insert or update or delete on casework.involvement
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on casework.involvement to trellis_app;

-- Whether a holder is let in wherever they act: a member of staff by name, or an agency that belongs to another area.
create function casework.lets_in_anywhere(holder text, area text) returns boolean language sql stable security definer set search_path = casework, pg_temp as $$
  select holder like 'staff:%' or exists (select from agencies.agency a where a.code = substr(holder, 8) and a.area <> lets_in_anywhere.area) $$;
revoke execute on function casework.lets_in_anywhere from public;

-- Lets a holder into a matter and to the people in it; again with other words for the same source: those stand from then on.
-- Whoever began a matter about somebody they were not shown is not shown them by it.
create function casework.let_in(matter uuid, holder text, source uuid, level text, area text, until timestamptz) returns void
  language sql security definer set search_path = casework, pg_temp as $$
  insert into access.open_to (matter_id, holder, source, level, area, anywhere, until)
    values (let_in.matter, let_in.holder, let_in.source, let_in.level, let_in.area, lets_in_anywhere(let_in.holder, let_in.area), let_in.until)
    on conflict (matter_id, holder, source) do update set level = excluded.level, until = excluded.until;
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere, until)
    select p.person_id, let_in.holder, let_in.source, let_in.level, p.area, lets_in_anywhere(let_in.holder, p.area), let_in.until from participant p
    where p.matter_id = let_in.matter and (let_in.level <> 'own' or p.unseen_by is null or let_in.holder <> 'agency:' || p.unseen_by)
    on conflict (person_id, holder, source) do update set level = excluded.level, until = excluded.until; $$;
revoke execute on function casework.let_in from public;

create function casework.step_lets_in() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  perform let_in(new.matter_id, 'agency:' || new.agency, new.id, 'own', new.area, null);
  return null;
end $$;
create trigger lets_in after insert on casework.step for each row when (new.agency is not null) execute function casework.step_lets_in();

create function casework.involvement_lets_in() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  perform let_in(new.matter_id, coalesce('agency:' || new.agency, 'staff:' || new.staff_id), new.id, new.level, new.area, new.until_at);
  return null;
end $$;
create trigger lets_in after insert or update on casework.involvement for each row execute function casework.involvement_lets_in();

create function casework.person_is_let_in_on() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere, until)
    select new.person_id, o.holder, o.source, o.level, new.area, o.anywhere, o.until from access.open_to o
    where o.matter_id = new.matter_id and (o.level <> 'own' or new.unseen_by is null or o.holder <> 'agency:' || new.unseen_by)
    on conflict (person_id, holder, source) do nothing;
  return null;
end $$;
create trigger lets_in after insert on casework.participant for each row execute function casework.person_is_let_in_on();

-- Whoever adds somebody sees whom they added.
create function people.adding_lets_in() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
    select new.person_id, 'agency:' || a.agency, new.id, 'own', new.area, false from record.act a where a.id = new.act_id and a.agency is not null
    on conflict (person_id, holder, source) do nothing;
  return null;
end $$;
create trigger lets_in after insert on record.fact for each row when (new.kind = 'person.added' and new.person_id is not null and not new.void) execute function people.adding_lets_in();

-- As if it had always been so.
insert into access.open_to (matter_id, holder, source, level, area, anywhere)
  select s.matter_id, 'agency:' || s.agency, s.id, 'own', s.area, casework.lets_in_anywhere('agency:' || s.agency, s.area) from casework.step s where s.agency is not null;
insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
  select p.person_id, o.holder, o.source, o.level, p.area, o.anywhere from access.open_to o join casework.participant p on p.matter_id = o.matter_id;
insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
  select f.person_id, 'agency:' || a.agency, f.id, 'own', f.area, false from record.fact f join record.act a on a.id = f.act_id
  where f.kind = 'person.added' and f.person_id is not null and not f.void and a.agency is not null;

-- The policies. Reading: of an area seen whole, or let in, and never what is closed. Writing: in the areas one acts in, as before.
drop policy area on people.person;
create policy see on people.person for select to trellis_app using (
  id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.person_open_to o where o.person_id = person.id)));
create policy say on people.person for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on people.person for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));

drop policy area on casework.matter;
create policy see on casework.matter for select to trellis_app using (
  id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.open_to o where o.matter_id = matter.id)));
create policy say on casework.matter for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.matter for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));

drop policy area on casework.participant;
create policy see on casework.participant for select to trellis_app using (
  matter_id <> all((select access.closed_matters())::uuid[]) and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.open_to o where o.matter_id = participant.matter_id)));
create policy say on casework.participant for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.participant for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));

create policy see on casework.involvement for select to trellis_app using (
  matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.open_to o where o.matter_id = involvement.matter_id and (o.level = 'full' or o.source = involvement.id))));
create policy say on casework.involvement for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.involvement for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));

drop policy area on casework.step;
create policy see on casework.step for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[])
    or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))
    or exists (select from access.open_to o where o.matter_id = step.matter_id and o.level = 'full')));
create policy say on casework.step for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.step for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));

drop policy area on casework.step_person;
create policy see on casework.step_person for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[]) and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))
    or exists (select from access.open_to o where o.matter_id = step_person.matter_id and o.level = 'full')));
create policy say on casework.step_person for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.step_person for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));

drop policy area on casework.version;
create policy see on casework.version for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[])
    or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))
    or exists (select from access.open_to o where o.matter_id = version.matter_id and o.level = 'full')));
create policy say on casework.version for insert to trellis_app with check (area = any((select record.areas())::text[]));

-- What is typed and not completed is no record: whoever was let in reads what was completed.
drop policy area on casework.draft;
create policy see on casework.draft for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[]) or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))));
create policy say on casework.draft for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.draft for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
create policy drop on casework.draft for delete to trellis_app using (area = any((select record.areas())::text[]));
drop policy area on casework.draft_before;
create policy see on casework.draft_before for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[]) or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))));
create policy say on casework.draft_before for insert to trellis_app with check (area = any((select record.areas())::text[]));

-- A fact of nobody and of no matter (an agency was added, figures were brought in) is its area's.
drop policy area on record.fact;
create policy area on record.fact for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[]) and coalesce(person_id, id) <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or (matter_id is null and person_id is null and area = any((select record.areas())::text[]))
    or exists (select from access.open_to o where o.matter_id = fact.matter_id and (o.level = 'full' or (o.level = 'own' and o.holder = 'agency:' || fact.agency))
     )
    or (matter_id is null and exists (select from access.person_open_to o where o.person_id = fact.person_id and (o.level = 'full' or (o.level = 'own' and o.holder = 'agency:' || fact.agency))
     ))));

-- Details, acts and words are seen with the fact they belong to; of an area seen whole, with nothing closed, that need not be asked.
drop policy area on record.fact_detail;
create policy area on record.fact_detail for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((area = any((select access.sees())::text[]) and (select access.nothing_closed()))
    or exists (select from record.fact f where f.id = fact_detail.fact_id)));
drop policy area on record.act;
create policy area on record.act for select to trellis_app using (
  coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()))
    or exists (select from record.fact f where f.act_id = act.id)));
drop policy area on record.words;
create policy area on record.words for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()))
    or (kind = 'reason' and exists (select from record.act a where a.id = words.act_id))
    or exists (select from casework.version v where v.id = words.id)));

-- Everybody sees what they looked at themselves; an area's oversight also what others did. Nobody writes that somebody else looked.
drop policy area on record.view;
drop policy say on record.view;
create policy area on record.view for select to trellis_app using (
  coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[]) and not people && (select access.closed_people())::uuid[]
  and (user_id = (select access.me()) or area = any((select access.sees())::text[])));
create policy say on record.view for insert to trellis_app with check (user_id = (select access.me()));
drop function record.asker();

drop policy area on record.status_period;
create policy area on record.status_period for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[]) and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.person_open_to o where o.person_id = status_period.person_id and o.level = 'full')));
drop policy area on record.deadline;
create policy area on record.deadline for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[]) and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))
    or exists (select from access.open_to o where o.matter_id = deadline.matter_id and o.level = 'full')
    or (matter_id is null and exists (select from access.person_open_to o where o.person_id = deadline.person_id and o.level = 'full'))));

-- Whoever sees only part of a matter must not close it over what they do not see.
create function casework.others_have_work_in(matter uuid, seen uuid[]) returns boolean
  language sql stable security definer set search_path = casework, pg_temp as $$
  select exists (select from step s where s.matter_id = others_have_work_in.matter and s.state in ('open', 'waiting') and s.id <> all(seen)) $$;
revoke execute on function casework.others_have_work_in from public;
grant execute on function casework.others_have_work_in to trellis_app;

-- Search: whoever may open somebody is given them; of others it says that they are known, and where.
drop function people.search;
create function people.search(name text, born_on date, amount integer) returns table (id uuid, area text, access text, likeness real)
  language sql stable security definer set search_path = people, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
  with asked as (select plain(search.name) as name, (select record.areas()) as areas),
  near as (
    select p.id, p.area, similarity(plain(p.given_name || ' ' || p.family_name), asked.name) as likeness, p.born
    from person p, asked where asked.name <> '' and plain(p.given_name || ' ' || p.family_name) % asked.name
    union
    select p.id, p.area, similarity(plain(p.given_name || ' ' || p.family_name), asked.name), p.born
    from person p, asked where born_on is not null and p.born = born_on
  )
  select n.id, n.area,
    case when n.area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = n.id and o.holder = any((select access.holders())::text[])
        and (o.anywhere or o.area = any(asked.areas)) and (o.until is null or o.until > (select access.now())))
      then 'open' else 'known' end,
    (n.likeness + case when n.born = born_on then 0.5 else 0 end)::real
  from near n, asked
  where asked.areas is not null and n.id <> all((select access.closed_people())::uuid[])
  order by 4 desc, n.id limit amount $$;
revoke execute on function people.search from public;
grant execute on function people.search to trellis_app;

-- Somebody known in an area the asker acts in, whom they need not be able to open: where. Nothing else is said of them.
create function people.known(person uuid) returns text
  language sql stable security definer set search_path = people, pg_temp as $$
  select p.area from person p where p.id = known.person and p.area = any(record.areas()) and p.id <> all(access.closed_people()) $$;
revoke execute on function people.known from public;
grant execute on function people.known to trellis_app;
