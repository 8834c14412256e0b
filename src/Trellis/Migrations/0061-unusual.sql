-- Looks that are out of the ordinary, for somebody else to look at. docs/decisions/0111-unusual-looks.md says why it looks like this.

create table oversight.flag (
  id uuid primary key,
  rule text not null check (rule ~ '^[a-z0-9.-]+$'),
  staff_id uuid not null references agencies.staff,
  person_id uuid references people.person,
  area text not null,
  day date not null,
  occasion text not null unique,
  raised_at timestamptz not null,
  reviewed_by uuid references agencies.staff,
  reviewed_at timestamptz,
  review text check (review in ('accepted', 'followed-up')),
  check ((review is null) = (reviewed_by is null) and (review is null) = (reviewed_at is null)),
  check (reviewed_by <> staff_id)
);
create index on oversight.flag (area, raised_at) where review is null;
create index on oversight.flag (staff_id);
alter table oversight.flag enable row level security;
create constraint trigger needs_an_act after insert or update or delete on oversight.flag
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on oversight.flag to trellis_app;
-- For whoever governs information in that area, never for whom it is about, and nothing of what is hidden from them.
create policy see on oversight.flag for select to trellis_app using (
  (select access.closed_people()) is not null and (select access.governs()) and area = any((select record.areas())::text[]) and staff_id <> (select access.me())
  and coalesce(person_id, id) <> all((select access.hidden_people())::uuid[]));
create policy say on oversight.flag for insert to trellis_app with check (access.me() = '00000000-0000-7000-8000-000000000001' and area = any((select record.areas())::text[]));
create policy change on oversight.flag for update to trellis_app
  using ((select access.governs()) and area = any((select record.areas())::text[]) and staff_id <> (select access.me()))
  with check ((select access.governs()) and area = any((select record.areas())::text[]) and reviewed_by = (select access.me()));

-- By when a look came: the job asks for the latest days of all of them.
create index on record.view using brin (at) with (pages_per_range = 32);

-- Up to when looks have been gone through. Worked out again from a day before; what was flagged is not flagged twice.
create table oversight.gone_through (one boolean primary key default true check (one), until timestamptz not null);
grant select, insert, update on oversight.gone_through to trellis_app;

-- What the system alone asks: looks at people in a time, with the day and hour of London and the role of the post.
create function oversight.looked(from_at timestamptz, to_at timestamptz) returns table (at timestamptz, day date, hour integer, user_id uuid, role text, agency text, area text, sort text, people uuid[], matter_id uuid)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select v.at, (v.at at time zone 'Europe/London')::date, extract(hour from v.at at time zone 'Europe/London')::int, v.user_id, p.role, v.agency, coalesce(v.area, p.areas[1]), oversight.sort(v.what), v.people, v.matter_id
  from record.view v join agencies.post p on p.id = v.post_id
  where v.at >= looked.from_at and v.at < looked.to_at and cardinality(v.people) > 0 and oversight.sort(v.what) <> 'overseen' and v.what <> 'person-known'
    and access.me() = '00000000-0000-7000-8000-000000000001' $$;

create function oversight.by_the_hour(from_at timestamptz, to_at timestamptz) returns table (user_id uuid, role text, area text, day date, hour integer)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select distinct user_id, role, area, day, hour from looked(from_at, to_at) $$;

-- Opened, and their agency neither leads in the area of the person nor was ever let in, nor they themselves; or behind broken glass.
create function oversight.outside_network(from_at timestamptz, to_at timestamptz) returns table (user_id uuid, role text, area text, day date, person_id uuid)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select distinct l.user_id, l.role, p.area, l.day, p.id
  from looked(from_at, to_at) l cross join lateral unnest(l.people) person join people.person p on p.id = person
  where l.sort = 'opened' and (
    (not exists (select from agencies.agency a where a.code = l.agency and a.area = p.area)
      and not exists (select from access.person_open_to o where o.person_id = p.id and o.holder in ('agency:' || l.agency, 'staff:' || l.user_id)))
    or exists (select from access.glass g where g.staff_id = l.user_id and l.at >= g.broken_at and l.at <= g.until_at and (g.person_id = p.id or g.matter_id = l.matter_id))) $$;

-- How many records somebody opened within some minutes up to each look, at the most of a day. Of a household the first is who was opened.
create function oversight.many_people(from_at timestamptz, to_at timestamptz, minutes integer, more_than integer) returns table (user_id uuid, role text, area text, day date)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  with opened as materialized (select l.user_id, l.role, l.area, l.day, l.at, l.people[1] as person from looked(from_at, to_at) l where l.sort = 'opened'),
  busy as (select o.user_id from opened o group by o.user_id having count(distinct o.person) > many_people.more_than),
  -- One look at a person is followed by others at the same: of each person in each minute one is enough.
  thin as materialized (select distinct on (o.user_id, o.person, date_trunc('minute', o.at)) o.* from opened o where o.user_id in (select user_id from busy) order by o.user_id, o.person, date_trunc('minute', o.at), o.at)
  select t.user_id, min(t.role), min(t.area), t.day from thin t
  where (select count(distinct b.person) from thin b where b.user_id = t.user_id and b.at <= t.at and b.at > t.at - make_interval(mins => many_people.minutes)) > many_people.more_than
  group by t.user_id, t.day $$;

-- Opened the record of somebody whose family name is the last of their own, unless the name says nothing because many bear it.
create function oversight.same_surname(from_at timestamptz, to_at timestamptz, common integer) returns table (user_id uuid, role text, area text, day date, person_id uuid)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select l.user_id, min(l.role), p.area, min(l.day), p.id
  from looked(from_at, to_at) l cross join lateral unnest(l.people) person join people.person p on p.id = person join agencies.staff s on s.id = l.user_id
  where l.sort = 'opened' and people.plain(p.family_name) <> '' and people.plain(p.family_name) = people.plain(regexp_replace(s.name, '^.*\s', ''))
    and (same_surname.common is null or (select count(*) from people.person o where o.area = p.area and people.plain(o.family_name) = people.plain(p.family_name)) < same_surname.common)
  group by l.user_id, p.area, p.id $$;

-- Opened the record of somebody of the household, or of the address, of a person they have a conflict of interest about.
create function oversight.same_household(from_at timestamptz, to_at timestamptz) returns table (user_id uuid, role text, area text, day date, person_id uuid)
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select l.user_id, min(l.role), p.area, min(l.day), p.id
  from looked(from_at, to_at) l cross join lateral unnest(l.people) person join people.person p on p.id = person
    join access.conflict c on c.staff_id = l.user_id and c.from_at <= l.at and (c.until_at is null or c.until_at > l.at) join people.person other on other.id = c.person_id and other.id <> p.id
  where l.sort = 'opened'
    and (other.household_id = p.household_id or (nullif(trim(other.address), '') = p.address and nullif(trim(other.postcode), '') = p.postcode))
  group by l.user_id, p.area, p.id $$;

-- Which occasions there are already, also those nobody asking may see.
create function oversight.flagged(occasions text[]) returns text[]
  language sql stable security definer set search_path = oversight, pg_temp as $$
  select array(select f.occasion from flag f where f.occasion = any(flagged.occasions) and access.me() = '00000000-0000-7000-8000-000000000001') $$;

-- What whoever looked at a flag said of it, and whom it is about by the reference: for whoever sees the flag.
create function oversight.why_reviewed(flag uuid) returns text language sql stable security definer set search_path = oversight, pg_temp as $$
  select w.body from flag g join record.fact f on f.source_id = g.id and f.kind = 'access.flag-reviewed' join record.words w on w.act_id = f.act_id and w.kind = 'reason'
  where g.id = why_reviewed.flag and access.governs() and g.area = any(record.areas()) and g.staff_id <> access.me() limit 1 $$;

revoke execute on function oversight.looked, oversight.by_the_hour, oversight.outside_network, oversight.many_people, oversight.same_surname, oversight.same_household, oversight.flagged, oversight.why_reviewed from public;
grant execute on function oversight.by_the_hour, oversight.outside_network, oversight.many_people, oversight.same_surname, oversight.same_household, oversight.flagged, oversight.why_reviewed to trellis_app;
