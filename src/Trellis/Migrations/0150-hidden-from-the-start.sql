-- Matters of a process that is hidden, from the moment they begin, and people who are known by them alone.
-- docs/decisions/0190-hidden-by-the-process.md says why it looks like this.

-- The circle that alone knows of it, besides staff who are let in by name; null: it is hidden only where somebody closed it.
alter table casework.matter add column hidden_to text;
create index on casework.matter (hidden_to) where hidden_to is not null;

-- Somebody who was added for a hidden matter: to others there is no such person, until they come into a matter that is not hidden.
-- Flat, filled by triggers, never by the program.
create table access.kept_person (
  person_id uuid primary key references people.person on delete cascade,
  hidden_to text not null,
  area text not null
);
alter table access.kept_person enable row level security;

-- What bars somebody at a time, in these circles and areas: each closure and conflict in force, unless the glass stands broken; and what the
-- process keeps to a circle they are not in. Circles and areas are given, not asked: the connection is being told them in the same breath.
drop function access.closed_to(uuid, timestamptz);
drop function access.bars(uuid, timestamptz) cascade;
create function access.bars(staff uuid, at timestamptz, circles text[], areas text[]) returns table (kind text, person_id uuid, matter_id uuid, closure_id uuid)
  language sql stable security definer set search_path = access, pg_temp as $$
  select c.kind, c.person_id, c.matter_id, c.id from closure c
  where bars.staff <> all(c.named) and c.from_at <= bars.at and (c.until_at is null or c.until_at > bars.at)
    and not (c.kind = 'restricted' and exists (select from glass g where g.closure_id = c.id and g.staff_id = bars.staff and g.broken_at <= bars.at and g.until_at > bars.at))
  union all
  select 'hidden', f.person_id, null, null from conflict f
  where f.staff_id = bars.staff and f.from_at <= bars.at and (f.until_at is null or f.until_at > bars.at)
  union all
  select 'hidden', null, m.id, null from casework.matter m
  where m.hidden_to is not null and not (m.hidden_to = any(coalesce(bars.circles, '{}')) and m.area = any(coalesce(bars.areas, '{}')))
    and not exists (select from open_to o where o.matter_id = m.id and o.holder = 'staff:' || bars.staff and (o.until is null or o.until > bars.at))
  union all
  select 'hidden', k.person_id, null, null from kept_person k
  where not (k.hidden_to = any(coalesce(bars.circles, '{}')) and k.area = any(coalesce(bars.areas, '{}')))
    and not exists (select from person_open_to o where o.person_id = k.person_id and o.holder = 'staff:' || bars.staff and (o.until is null or o.until > bars.at)) $$;
revoke execute on function access.bars from public;

create function access.closed_to(staff uuid, at timestamptz, circles text[], areas text[]) returns table (matters uuid[], people uuid[])
  language sql stable security definer set search_path = access, pg_temp as $$
  with b as (select * from bars(closed_to.staff, closed_to.at, closed_to.circles, closed_to.areas) where closed_to.staff <> '00000000-0000-7000-8000-000000000001')
  select
    array(select b.matter_id from b where b.matter_id is not null
      union select p.matter_id from casework.participant p where p.person_id in (select b.person_id from b where b.person_id is not null)),
    array(select distinct b.person_id from b where b.person_id is not null) $$;
revoke execute on function access.closed_to from public;
grant execute on function access.closed_to to trellis_app, trellis_steward;

create or replace function access.hidden_people() returns uuid[] language sql stable security definer set search_path = access, pg_temp as $$
  select array(select distinct b.person_id from bars(me(), access.now(), record.circles(), record.areas()) b where b.kind = 'hidden' and b.person_id is not null) $$;
create or replace function access.hidden_matters() returns uuid[] language sql stable security definer set search_path = access, pg_temp as $$
  select array(select b.matter_id from bars(me(), access.now(), record.circles(), record.areas()) b where b.kind = 'hidden' and b.matter_id is not null
    union select p.matter_id from casework.participant p where p.person_id = any(hidden_people())) $$;

create or replace function access.barred(thing uuid) returns table (why text, what text, closure_id uuid, closed_person uuid, closed_matter uuid, person_id uuid, matter_id uuid, area text)
  language sql stable security definer set search_path = access, pg_temp as $$
  with it as (
    select 'person' as what, p.id as person_id, null::uuid as matter_id, p.area, array[p.id] as people, null::text as agency, null::text as visible_to from people.person p where p.id = barred.thing
    union all
    select 'matter', null, m.id, m.area, array(select p.person_id from casework.participant p where p.matter_id = m.id), null, null from casework.matter m where m.id = barred.thing
    union all
    select 'step', null, s.matter_id, s.area, array(select p.person_id from casework.participant p where p.matter_id = s.matter_id), coalesce(s.agency, ''), s.visible_to from casework.step s where s.id = barred.thing
  ),
  bar as (
    select b.kind, b.closure_id from it, bars(me(), access.now(), record.circles(), record.areas()) b where b.person_id = any(it.people) or b.matter_id = it.matter_id
  ),
  first as (select min(bar.closure_id::text)::uuid as id from bar where bar.kind = 'restricted'),
  theirs as (
    select it.area = any(sees())
      or (it.agency <> '' and 'agency:' || it.agency = any(holders()) and it.area = any(record.areas()))
      or exists (select from open_to o where o.matter_id = it.matter_id and (it.agency is null or o.level = 'full') and o.holder = any(holders()) and (o.anywhere or o.area = any(record.areas())) and (o.until is null or o.until > access.now()))
      or exists (select from person_open_to o where o.person_id = it.person_id and o.holder = any(holders()) and (o.anywhere or o.area = any(record.areas())) and (o.until is null or o.until > access.now())) as seen
    from it
  )
  select
    case when exists (select from bar where bar.kind = 'hidden') then 'hidden'
      when not coalesce(theirs.seen, false) then 'elsewhere'
      when first.id is not null then 'restricted'
      when it.visible_to is not null and not coalesce(string_to_array(it.visible_to, ',') && record.circles(), false) then 'elsewhere'
      else 'nothing' end,
    it.what, first.id, c.person_id, c.matter_id, it.person_id, it.matter_id, it.area
  from it cross join theirs cross join first left join closure c on c.id = first.id
  where access.closed_people() is not null $$;

-- Of a hidden matter an agency is never let in; whoever brings it forward is, by name.
create or replace function casework.step_lets_in() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  if exists (select from matter m where m.id = new.matter_id and m.hidden_to is not null) then
    if access.me() is not null then perform let_in(new.matter_id, 'staff:' || access.me(), new.id, 'own', new.area, null); end if;
    return null;
  end if;
  perform let_in(new.matter_id, 'agency:' || new.agency, new.id, 'own', new.area, null);
  if new.because_id is not null then
    insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
      select p.person_id, 'agency:' || new.agency, new.id, 'own', p.area, lets_in_anywhere('agency:' || new.agency, p.area) from participant p where p.matter_id = new.matter_id
      on conflict (person_id, holder, source) do nothing;
  end if;
  return null;
end $$;

-- Who began it about somebody they were not shown is not shown them by it, as an agency or by name.
create or replace function casework.let_in(matter uuid, holder text, source uuid, level text, area text, until timestamptz) returns void
  language sql security definer set search_path = casework, pg_temp as $$
  insert into access.open_to (matter_id, holder, source, level, area, anywhere, until)
    values (let_in.matter, let_in.holder, let_in.source, let_in.level, let_in.area, lets_in_anywhere(let_in.holder, let_in.area), let_in.until)
    on conflict (matter_id, holder, source) do update set level = excluded.level, until = excluded.until;
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere, until)
    select p.person_id, let_in.holder, let_in.source, let_in.level, p.area, lets_in_anywhere(let_in.holder, p.area), let_in.until from participant p
    where p.matter_id = let_in.matter and (let_in.level <> 'own' or p.unseen_by is null or (let_in.holder <> 'agency:' || p.unseen_by and let_in.holder not like 'staff:%'))
    on conflict (person_id, holder, source) do update set level = excluded.level, until = excluded.until; $$;
create or replace function casework.person_is_let_in_on() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere, until)
    select new.person_id, o.holder, o.source, o.level, new.area, o.anywhere, o.until from access.open_to o
    where o.matter_id = new.matter_id and (o.level <> 'own' or new.unseen_by is null or (o.holder <> 'agency:' || new.unseen_by and o.holder not like 'staff:%'))
    on conflict (person_id, holder, source) do nothing;
  return null;
end $$;

-- Added for a hidden matter (the fact is kept to the circle): kept, and whoever added them sees them by name.
create or replace function people.adding_lets_in() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  if new.visible_to is not null then
    insert into access.kept_person (person_id, hidden_to, area) values (new.person_id, new.visible_to, new.area) on conflict (person_id) do nothing;
    insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
      select new.person_id, 'staff:' || a.user_id, new.id, 'own', new.area, false from record.act a where a.id = new.act_id
      on conflict (person_id, holder, source) do nothing;
    return null;
  end if;
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere)
    select new.person_id, 'agency:' || a.agency, new.id, 'own', new.area, false from record.act a where a.id = new.act_id and a.agency is not null
    on conflict (person_id, holder, source) do nothing;
  return null;
end $$;

-- In a matter that is not hidden they are known like everybody in it.
create function casework.is_known_now() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  delete from access.kept_person k using matter m where k.person_id = new.person_id and m.id = new.matter_id and m.hidden_to is null;
  return null;
end $$;
create trigger is_known_now after insert on casework.participant for each row execute function casework.is_known_now();

-- Somebody a matter concerns without being about them: the child an allegation is about, who saw it. Nothing of the matter is said of them.
create table casework.linked (
  id uuid primary key,
  matter_id uuid not null references casework.matter on delete cascade,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  part text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  check (until_at >= from_at)
);
create unique index on casework.linked (matter_id, person_id) where until_at is null;
create index on casework.linked (person_id);
alter table casework.linked enable row level security;
create constraint trigger needs_an_act after insert or update or delete on casework.linked
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on casework.linked to trellis_app;
create policy see on casework.linked for select to trellis_app using (
  matter_id <> all((select access.closed_matters())::uuid[]) and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[]) or exists (select from access.open_to o where o.matter_id = linked.matter_id and o.level = 'full')));
create policy say on casework.linked for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on casework.linked for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
