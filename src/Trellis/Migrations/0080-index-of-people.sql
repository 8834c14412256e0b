-- The index of people: every name, address, number, school and family tie somebody ever had, each with from when until when and who said
-- so. docs/decisions/0140-the-index-of-people.md says why it looks like this.

-- How well the date of birth is known; of "expected" it is the day the child is expected on.
alter table people.person
  add column born_as text not null default 'day' check (born_as in ('day', 'month', 'year', 'about', 'expected')),
  add column identity text not null default 'known' check (identity in ('known', 'unknown', 'pseudonym')),
  -- Where they live now is kept to a circle: the address is in people.address alone, and not in this row.
  add column confidential_address boolean not null default false;
alter table people.person add check (not confidential_address or (address is null and postcode is null));

-- agency: who said so. source_id: the source record they said it in. said_by: the fact. corrected_at: found to be wrong then, and another
-- row may stand in its place. Never overwritten.
create table people.name (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text,
  source_id uuid,
  from_on date,
  until_on date,
  recorded_at timestamptz not null,
  said_by uuid,
  corrected_at timestamptz,
  corrected_by_id uuid,
  kind text not null,
  given_name text not null check (length(given_name) <= 100),
  family_name text not null check (length(family_name) <= 100),
  check (length(given_name) + length(family_name) > 0),
  check (until_on >= from_on)
);
create index on people.name (person_id);
create index name_plain on people.name using gin (people.plain(given_name || ' ' || family_name) public.gin_trgm_ops);

-- visible_to: the circles that alone see a confidential address.
create table people.address (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text,
  source_id uuid,
  from_on date,
  until_on date,
  recorded_at timestamptz not null,
  said_by uuid,
  corrected_at timestamptz,
  corrected_by_id uuid,
  kind text not null,
  text text,
  postcode text,
  uprn text check (uprn ~ '^[0-9]{1,12}$'),
  visible_to text,
  check (text is not null or postcode is not null or uprn is not null or kind = 'none'),
  check (until_on >= from_on)
);
create index on people.address (person_id);

create table people.identifier (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text,
  source_id uuid,
  from_on date,
  until_on date,
  recorded_at timestamptz not null,
  said_by uuid,
  corrected_at timestamptz,
  corrected_by_id uuid,
  kind text not null,
  value text not null check (value ~ '^[0-9A-Z/.-]{1,40}$'),
  check (until_on >= from_on)
);
create index on people.identifier (person_id);
create index on people.identifier (value);

-- Where they are known by name and number: school, nursery, GP practice.
create table people.registration (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text,
  source_id uuid,
  from_on date,
  until_on date,
  recorded_at timestamptz not null,
  said_by uuid,
  corrected_at timestamptz,
  corrected_by_id uuid,
  kind text not null,
  place text not null check (length(place) between 1 and 200),
  number text check (number ~ '^[0-9A-Z]{1,12}$'),
  check (until_on >= from_on)
);
create index on people.registration (person_id);

-- What is true of them in codes of practice/codes: gender, languages, the need of an interpreter, disabilities.
create table people.trait (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text,
  source_id uuid,
  from_on date,
  until_on date,
  recorded_at timestamptz not null,
  said_by uuid,
  corrected_at timestamptz,
  corrected_by_id uuid,
  kind text not null,
  answer text not null,
  check (until_on >= from_on)
);
create index on people.trait (person_id);

-- One row for each of the two, so that each has a policy by its own person: what other_id is to person_id.
create table people.relationship (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text,
  source_id uuid,
  from_on date,
  until_on date,
  recorded_at timestamptz not null,
  said_by uuid,
  corrected_at timestamptz,
  corrected_by_id uuid,
  pair_id uuid not null,
  other_id uuid not null references people.person on delete cascade,
  other_area text not null,
  kind text not null,
  responsible boolean,
  check (other_id <> person_id),
  check (until_on >= from_on)
);
create index on people.relationship (person_id);
create index on people.relationship (other_id);
create unique index on people.relationship (pair_id, person_id);

-- What an agency said of somebody, as it said it. Never changed: what follows from it is in the tables above. visible_to: the circles that
-- alone see it, once an address in it is confidential.
create table people.source_record (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  agency text not null,
  number text,
  said json not null,
  received_at timestamptz not null,
  visible_to text
);
create index on people.source_record (person_id);
create index on people.source_record (agency, number) where number is not null;

do $$
declare t text;
begin
  foreach t in array array['name', 'address', 'identifier', 'registration', 'trait', 'relationship', 'source_record'] loop
    execute format('alter table people.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on people.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('create policy say on people.%I for insert to trellis_app with check (area = any((select record.areas())::text[]))', t);
    if t <> 'source_record' then
      execute format('create policy change on people.%1$I for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]))', t);
      execute format('grant select, insert on people.%1$I to trellis_app', t);
      execute format('grant update (until_on, corrected_at, corrected_by_id) on people.%1$I to trellis_app', t);
    else
      execute format('grant select, insert on people.%1$I to trellis_app', t);
    end if;
  end loop;
  -- Who they are: for whoever sees the person.
  foreach t in array array['name', 'registration'] loop
    execute format('create policy see on people.%1$I for select to trellis_app using (
      person_id <> all((select access.closed_people())::uuid[])
      and (area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = %1$I.person_id)))', t);
  end loop;
  -- What is known of them: for the area, whoever is let in in full, and the agency that said it.
  foreach t in array array['identifier', 'trait'] loop
    execute format('create policy see on people.%1$I for select to trellis_app using (
      person_id <> all((select access.closed_people())::uuid[])
      and (area = any((select access.sees())::text[])
        or exists (select from access.person_open_to o where o.person_id = %1$I.person_id and (o.level = ''full'' or (o.level = ''own'' and o.holder = ''agency:'' || %1$I.agency)))))', t);
  end loop;
end $$;

create policy see on people.source_record for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.person_open_to o where o.person_id = source_record.person_id and (o.level = 'full' or (o.level = 'own' and o.holder = 'agency:' || source_record.agency)))));
create policy change on people.source_record for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
grant update (visible_to) on people.source_record to trellis_app;

-- A confidential address: for its circles alone. What was open by mistake becomes as confidential.
grant update (visible_to) on people.address to trellis_app;
create policy see on people.address for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and person_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = address.person_id)));

-- Who is who to them: where both records are open to the reader.
create policy see on people.relationship for select to trellis_app using (
  person_id <> all((select access.closed_people())::uuid[]) and other_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[])
    or exists (select from access.person_open_to o where o.person_id = relationship.person_id and (o.level = 'full' or (o.level = 'own' and o.holder = 'agency:' || relationship.agency))))
  and (other_area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = relationship.other_id)));

-- Two records of a new identity are not said to be family of one another, nor to be different people.
create function people.never_related() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  if access.apart(new.person_id, new.other_id) then raise exception 'two records of a new identity are not linked' using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger never_related after insert on people.relationship deferrable initially deferred for each row execute function people.never_related();

-- As if it had always been so.
alter table people.name disable trigger needs_an_act;
alter table people.address disable trigger needs_an_act;
alter table people.registration disable trigger needs_an_act;
with since as materialized (select f.person_id, min(f.recorded) as at from record.fact f where f.kind = 'person.added' and f.person_id is not null group by 1)
insert into people.name (id, person_id, area, recorded_at, kind, given_name, family_name)
  select uuidv7(), p.id, p.area, coalesce(s.at, now()), 'legal', p.given_name, p.family_name from people.person p left join since s on s.person_id = p.id;
with since as materialized (select f.person_id, min(f.recorded) as at from record.fact f where f.kind = 'person.added' and f.person_id is not null group by 1)
insert into people.address (id, person_id, area, recorded_at, kind, text, postcode)
  select uuidv7(), p.id, p.area, coalesce(s.at, now()), 'home', nullif(p.address, ''), nullif(p.postcode, '') from people.person p left join since s on s.person_id = p.id
  where coalesce(nullif(p.address, ''), nullif(p.postcode, '')) is not null;
with since as materialized (select f.person_id, min(f.recorded) as at from record.fact f where f.kind = 'person.added' and f.person_id is not null group by 1)
insert into people.registration (id, person_id, area, recorded_at, kind, place)
  select uuidv7(), p.id, p.area, coalesce(s.at, now()), 'school', p.school from people.person p left join since s on s.person_id = p.id where p.school <> '';
alter table people.name enable trigger needs_an_act;
alter table people.address enable trigger needs_an_act;
alter table people.registration enable trigger needs_an_act;

-- What would bring two records of a new identity together: also that one is family of the other.
create or replace function access.together(one uuid, other uuid) returns text language sql stable security definer set search_path = access, pg_temp as $$
  select case
    when exists (select from casework.participant a join casework.participant b on b.matter_id = a.matter_id where a.person_id = together.one and b.person_id = together.other) then 'matter'
    when exists (select from people.person a join people.person b on b.household_id = a.household_id where a.id = together.one and b.id = together.other) then 'household'
    when exists (select from people.relationship r where r.person_id = together.one and r.other_id = together.other)
      or exists (select from record.fact f join record.fact_detail d on d.fact_id = f.id where f.person_id = together.one and d.field = 'other' and d.code = together.other::text) then 'linked'
    when exists (select from identity i where together.one in (i.old_id, i.new_id) or together.other in (i.old_id, i.new_id)) then 'identity' end
  where together.one <> all(closed_people()) and together.other <> all(closed_people()) $$;

-- Search: by any name they ever had and by any number, as well as by the name they are listed under. matched: the name or number that was
-- found, when it is another; whoever may see that row is told which.
drop function people.search;
create function people.search(name text, born_on date, amount integer) returns table (id uuid, area text, access text, likeness real, matched uuid)
  language sql stable security definer set search_path = people, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
  with asked as (select plain(search.name) as name, upper(regexp_replace(search.name, '\s', '', 'g')) as number, (select record.areas()) as areas, (select access.hidden_people()) as hidden),
  near as (
    select p.id, similarity(plain(p.given_name || ' ' || p.family_name), asked.name) as likeness, null::uuid as matched
    from person p, asked where asked.name <> '' and plain(p.given_name || ' ' || p.family_name) % asked.name
    union all
    select n.person_id, similarity(plain(n.given_name || ' ' || n.family_name), asked.name), n.id
    from people.name n, asked where asked.name <> '' and plain(n.given_name || ' ' || n.family_name) % asked.name and n.corrected_at is null
    union all
    select i.person_id, 1, i.id from identifier i, asked where asked.number ~ '[0-9]' and i.value = asked.number and i.corrected_at is null
    union all
    select p.id, similarity(plain(p.given_name || ' ' || p.family_name), asked.name), null
    from person p, asked where born_on is not null and p.born = born_on
  ),
  best as (select distinct on (n.id) n.id, n.likeness, n.matched from near n order by n.id, n.likeness desc, n.matched nulls first)
  select p.id, p.area,
    case when p.id = any((select access.closed_people())::uuid[]) then 'restricted'
      when p.area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = p.id and o.holder = any((select access.holders())::text[])
        and (o.anywhere or o.area = any(asked.areas)) and (o.until is null or o.until > (select access.now())))
      then 'open'
      else 'known' end,
    (b.likeness + case when p.born = born_on then 0.5 else 0 end)::real, b.matched
  from best b join person p on p.id = b.id, asked
  where asked.areas is not null and (select access.closed_people()) is not null and p.id <> all(asked.hidden)
  order by 4 desc, p.id limit amount $$;
revoke execute on function people.search from public;
grant execute on function people.search to trellis_app;
