-- Two records of one person, different people who look alike, and a record that was about two: each is a link that can be undone, and
-- nothing is moved. docs/decisions/0141-a-merge-is-a-link.md says why it looks like this.

-- folded: leads to kept while it is in force. joined_at: in force from then. parting: asked to be undone, and a second has to agree.
create table people.same_person (
  id uuid primary key,
  folded_id uuid not null references people.person on delete cascade,
  kept_id uuid not null references people.person on delete cascade,
  area text not null,
  other_area text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  needs_second boolean not null,
  agreed_by uuid,
  joined_at timestamptz,
  parting_by uuid,
  parting_at timestamptz,
  ended_at timestamptz,
  check (folded_id <> kept_id),
  check (agreed_by <> proposed_by),
  check (not needs_second or joined_at is null or agreed_by is not null)
);
create unique index on people.same_person (folded_id) where ended_at is null;
create index on people.same_person (kept_id) where ended_at is null;

-- Known to be two: twins, a father and a son of one name.
create table people.different_person (
  id uuid primary key,
  one_id uuid not null references people.person on delete cascade,
  other_id uuid not null references people.person on delete cascade,
  area text not null,
  other_area text not null,
  from_at timestamptz not null,
  ended_at timestamptz,
  check (one_id < other_id)
);
create unique index on people.different_person (one_id, other_id) where ended_at is null;
create index on people.different_person (other_id);

-- Matters that stand in the record of one and are about another. They stay where they are, and are shown with whom they are about.
create table people.split (
  id uuid primary key,
  from_id uuid not null references people.person on delete cascade,
  to_id uuid not null references people.person on delete cascade,
  area text not null,
  other_area text not null,
  matters uuid[] not null check (cardinality(matters) > 0),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  needs_second boolean not null,
  agreed_by uuid,
  joined_at timestamptz,
  parting_by uuid,
  parting_at timestamptz,
  ended_at timestamptz,
  check (from_id <> to_id),
  check (agreed_by <> proposed_by),
  check (not needs_second or joined_at is null or agreed_by is not null)
);
create index on people.split (from_id) where ended_at is null;
create index on people.split (to_id) where ended_at is null;

-- Seen by whoever may see both records: nobody is led from the one to the other who could not open it.
do $$
declare t record;
begin
  for t in select * from (values ('same_person', 'folded_id', 'kept_id'), ('different_person', 'one_id', 'other_id'), ('split', 'from_id', 'to_id')) as v (name, one, other) loop
    execute format('alter table people.%I enable row level security', t.name);
    execute format('create constraint trigger needs_an_act after insert or update or delete on people.%I deferrable initially deferred for each row execute function record.needs_an_act()', t.name);
    execute format('create policy see on people.%1$I for select to trellis_app using (
      %2$I <> all((select access.closed_people())::uuid[]) and %3$I <> all((select access.closed_people())::uuid[])
      and (area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = %1$I.%2$I))
      and (other_area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = %1$I.%3$I)))', t.name, t.one, t.other);
    execute format('create policy say on people.%I for insert to trellis_app with check (area = any((select record.areas())::text[]) and other_area = any((select record.areas())::text[]))', t.name);
    execute format('create policy change on people.%1$I for update to trellis_app using (area = any((select record.areas())::text[]) and other_area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]) and other_area = any((select record.areas())::text[]))', t.name);
    execute format('grant select, insert on people.%I to trellis_app', t.name);
  end loop;
end $$;
grant update (agreed_by, joined_at, parting_by, parting_at, ended_at) on people.same_person, people.split to trellis_app;
grant update (ended_at) on people.different_person to trellis_app;

-- Every record of one person, whoever asks: for what must hold of all of them.
create function people.cluster(person uuid) returns uuid[] language sql stable security definer set search_path = people, pg_temp as $$
  with recursive tie as (select folded_id, kept_id from same_person where joined_at is not null and ended_at is null),
  one (id) as (select cluster.person union select case when t.folded_id = o.id then t.kept_id else t.folded_id end from one o join tie t on o.id in (t.folded_id, t.kept_id))
  select array(select id from one) $$;

-- Why two records are not joined: they must stay apart, they are known to be two, they are one already. Null: they may be. For who sees both.
create function people.not_joined(one uuid, other uuid) returns text language sql stable security definer set search_path = people, pg_temp as $$
  select case
    when exists (select from unnest(cluster(not_joined.one)) a, unnest(cluster(not_joined.other)) b where access.apart(a, b)) then 'apart'
    when not_joined.one <> not_joined.other and cluster(not_joined.one) @> array[not_joined.other] then 'linked'
    when exists (select from different_person d where d.ended_at is null
      and ((d.one_id = any(cluster(not_joined.one)) and d.other_id = any(cluster(not_joined.other))) or (d.one_id = any(cluster(not_joined.other)) and d.other_id = any(cluster(not_joined.one))))) then 'different' end
  where access.closed_people() is not null and not_joined.one <> all(access.closed_people()) and not_joined.other <> all(access.closed_people()) $$;

-- Whether any of these records, which the asker may open, is closed to others: then a second has to agree.
create function people.is_closed(records uuid[]) returns boolean language sql stable security definer set search_path = people, pg_temp as $$
  select exists (select from access.closure c where c.person_id = any(records) and c.until_at is null and c.person_id <> all(access.closed_people())) $$;
revoke execute on function people.cluster, people.not_joined, people.is_closed from public;
grant execute on function people.not_joined, people.is_closed to trellis_app;

-- What must hold, whoever writes: never two of a new identity, never two known to be different, nothing kept that is folded itself.
create function people.may_be_one() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  if new.ended_at is not null then return null; end if;
  if access.apart(new.folded_id, new.kept_id) or exists (select from unnest(cluster(new.folded_id)) a, unnest(cluster(new.kept_id)) b where access.apart(a, b)) then
    raise exception 'two records of a new identity are not linked' using errcode = '23514';
  end if;
  if new.joined_at is not null and exists (select from different_person d where d.ended_at is null and d.one_id = least(new.folded_id, new.kept_id) and d.other_id = greatest(new.folded_id, new.kept_id)) then
    raise exception 'these are known to be two people' using errcode = '23514';
  end if;
  if new.joined_at is not null and exists (select from same_person s where s.folded_id = new.kept_id and s.joined_at is not null and s.ended_at is null) then
    raise exception 'what is kept leads to another record itself' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger may_be_one after insert or update on people.same_person deferrable initially deferred for each row execute function people.may_be_one();
create function people.may_be_two() returns trigger language plpgsql security definer set search_path = people, pg_temp as $$
begin
  if access.apart(new.one_id, new.other_id) then raise exception 'two records of a new identity are not linked' using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger may_be_two after insert on people.different_person deferrable initially deferred for each row execute function people.may_be_two();

-- How long one record of somebody is kept follows from all of them.
create or replace function retention.candidates(one uuid, born_before date) returns table (person_id uuid, reference text, area text, born date, died_on date, last_at timestamptz, processes text[], closed timestamptz[], matters uuid[])
  language sql stable security definer set search_path = retention, pg_temp as $$
  select p.id, p.reference, p.area, p.born, p.died_on, (select max(f.recorded) from record.fact f where f.person_id = p.id),
    coalesce(m.processes, '{}'), coalesce(m.closed, '{}'), coalesce(m.matters, '{}')
  from people.person p
  left join lateral (select people.cluster(p.id) as ids where exists (select from people.same_person s where p.id in (s.folded_id, s.kept_id) and s.ended_at is null)) c on true
  left join lateral (
    select array_agg(m.process order by m.id) as processes, array_agg(m.closed_at order by m.id) as closed, array_agg(m.id order by m.id) as matters
    from (select distinct c2.matter_id from casework.participant c2 where c2.person_id = p.id or c2.person_id = any(c.ids)) t join casework.matter m on m.id = t.matter_id) m on true
  where access.governs() and access.closed_people() is not null and p.area = any(record.areas()) and p.id <> all(access.hidden_people())
    and (candidates.one is null or p.id = candidates.one) and (candidates.born_before is null or p.born is null or p.died_on is not null or p.born <= candidates.born_before or m.matters is null)
    and not exists (select from casework.participant o join casework.matter m2 on m2.id = o.matter_id where (o.person_id = p.id or o.person_id = any(c.ids)) and m2.closed_at is null) $$;

-- A copy of somebody's record is gathered from every record of theirs.
create or replace function disclosure.lets_in() returns trigger language plpgsql security definer set search_path = disclosure, pg_temp as $$
begin
  perform casework.let_in(m.id, 'staff:' || new.opened_by, new.id, 'full', m.area, new.signed_at)
    from casework.matter m where m.area = new.area and exists (select from casework.participant p where p.matter_id = m.id and p.person_id = any(people.cluster(new.person_id)));
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere, until)
    select p.id, 'staff:' || new.opened_by, new.id, 'full', new.area, true, new.signed_at from people.person p where p.id = any(people.cluster(new.person_id)) and p.area = new.area
    on conflict (person_id, holder, source) do update set until = excluded.until;
  return null;
end $$;

-- What others' records say of somebody who is disposed of, that they are family or the same, goes with them.
create index on record.fact_detail (code) where field = 'other';
create or replace function retention.to_erase(person uuid) returns table (facts uuid[], words uuid[]) language sql stable security definer set search_path = retention, pg_temp as $$
  with own as materialized (select own_matters(to_erase.person) as ids),
  fact as materialized (select f.id, f.act_id from record.fact f, own where f.person_id = to_erase.person or (f.person_id is null and f.matter_id = any(own.ids))
    union select f.id, f.act_id from record.fact_detail d join record.fact f on f.id = d.fact_id where d.field = 'other' and d.code = to_erase.person::text and f.matter_id is null),
  step as (select s.id from casework.step s, own where s.matter_id = any(own.ids)
    or (exists (select from casework.step_person p where p.step_id = s.id and p.person_id = to_erase.person) and not exists (select from casework.step_person p where p.step_id = s.id and p.person_id <> to_erase.person)))
  select array(select id from fact),
    array(select v.id from casework.version v where v.step_id in (select id from step)
      union select w.id from record.words w where w.kind = 'reason' and w.act_id in (select act_id from fact) and not exists (select from record.fact f where f.act_id = w.act_id and f.id not in (select id from fact))) $$;
