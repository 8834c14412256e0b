-- Two records that may be one person's, found each night and decided by people. docs/decisions/0152-possible-duplicates.md says why it
-- looks like this.

create schema duplicates;
grant usage on schema duplicates to trellis_app, trellis_steward;

-- said_of: in whose record the facts are. why: how each field agreed and its bits, no value of a record. state second: a second reviewer is
-- to look, who is told nothing of the first; manager: the two said otherwise; gone: no longer likely. round: raised by one when it is found
-- again or taken up again, so that earlier reviews are not mistaken for these.
create table duplicates.pair (
  id uuid primary key,
  one_id uuid not null references people.person on delete cascade,
  other_id uuid not null references people.person on delete cascade,
  area text not null,
  other_area text not null,
  said_of uuid not null,
  probability double precision not null check (probability between 0 and 1),
  outcome text not null check (outcome in ('same', 'review')),
  guard text not null check (guard in ('none', 'no-given-name', 'other-birth-date', 'two-numbers', 'number-but-not-name')),
  why jsonb not null,
  model text not null,
  found_at timestamptz not null,
  state text not null check (state in ('waiting', 'cannot-tell', 'second', 'manager', 'same', 'different', 'gone')),
  round integer not null default 1,
  first_by uuid references agencies.staff,
  second_by uuid references agencies.staff,
  edition integer not null,
  check (one_id < other_id),
  check (said_of in (one_id, other_id)),
  unique (one_id, other_id)
);
create index on duplicates.pair (state, probability desc, id);
create index on duplicates.pair (other_id);

-- What a reviewer said: nobody reviews a pair twice in one round, so the second is never the first, nor the manager either of them.
create table duplicates.review (
  id uuid primary key,
  pair_id uuid not null references duplicates.pair on delete cascade,
  round integer not null,
  turn text not null check (turn in ('first', 'second', 'manager')),
  by_id uuid not null references agencies.staff,
  at timestamptz not null,
  said text not null check (said in ('same', 'different', 'cannot-tell')),
  settles text not null default '',
  unique (pair_id, round, turn),
  unique (pair_id, round, by_id)
);

-- When everybody was last gone through, by which model. No record.
create table duplicates.pass (one boolean primary key default true check (one), began_at timestamptz not null, ended_at timestamptz not null, model text not null, found integer not null, gone integer not null, waiting integer not null);
alter table duplicates.pass enable row level security;
create policy see on duplicates.pass for select to trellis_app using ((select access.closed_people()) is not null);
create policy say on duplicates.pass for insert to trellis_app with check ((select access.me()) = '00000000-0000-7000-8000-000000000001');
create policy change on duplicates.pass for update to trellis_app using ((select access.me()) = '00000000-0000-7000-8000-000000000001');
grant select, insert, update on duplicates.pass to trellis_app;

alter table duplicates.pair enable row level security;
alter table duplicates.review enable row level security;
create constraint trigger needs_an_act after insert or update or delete on duplicates.pair deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on duplicates.review deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on duplicates.pair, duplicates.review to trellis_app;
grant update (area, other_area, said_of, probability, outcome, guard, why, model, found_at, state, round, first_by, second_by, edition) on duplicates.pair to trellis_app;

-- Seen by whoever may open both records in full, and never where two records must stay apart: there the system alone, which lets it go.
create policy see on duplicates.pair for select to trellis_app using (
  one_id <> all((select access.closed_people())::uuid[]) and other_id <> all((select access.closed_people())::uuid[])
  and (area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = pair.one_id and o.level = 'full'))
  and (other_area = any((select access.sees())::text[]) or exists (select from access.person_open_to o where o.person_id = pair.other_id and o.level = 'full'))
  and ((select access.me()) = '00000000-0000-7000-8000-000000000001' or not access.apart(one_id, other_id)));
create policy say on duplicates.pair for insert to trellis_app with check (
  (select access.me()) = '00000000-0000-7000-8000-000000000001' and area = any((select record.areas())::text[]) and other_area = any((select record.areas())::text[]));
create policy change on duplicates.pair for update to trellis_app
  using (area = any((select record.areas())::text[]) and other_area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]) and other_area = any((select record.areas())::text[]));

-- While a second reviewer is to look, what the first said is seen by the first alone.
create policy see on duplicates.review for select to trellis_app using (
  exists (select from duplicates.pair p where p.id = review.pair_id and (p.state <> 'second' or review.by_id = (select access.me()))));
create policy say on duplicates.review for insert to trellis_app with check (
  by_id = (select access.me()) and exists (select from duplicates.pair p where p.id = review.pair_id));

-- What the first said, for the act of the second: to be compared with, once the second has said theirs.
create function duplicates.first_said(pair uuid) returns text language sql stable security definer set search_path = duplicates, pg_temp as $$
  select r.said from review r join duplicates.pair p on p.id = r.pair_id and p.round = r.round
  where r.pair_id = first_said.pair and r.turn = 'first' and p.state = 'second' and r.by_id <> access.me()
    and p.one_id <> all(access.closed_people()) and p.other_id <> all(access.closed_people()) $$;
revoke execute on function duplicates.first_said from public;
grant execute on function duplicates.first_said to trellis_app;

-- Two of a new identity are never a pair, whoever writes.
create function duplicates.never_apart() returns trigger language plpgsql security definer set search_path = duplicates, pg_temp as $$
begin
  if access.apart(new.one_id, new.other_id) and new.state <> 'gone' then raise exception 'two records of a new identity are not linked' using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger never_apart after insert or update on duplicates.pair deferrable initially deferred for each row execute function duplicates.never_apart();

-- Of so many pairs of records, those that nothing is known about: not one already or about to be, not known to be two, not family of one
-- another, not a new identity. bearer: the one in whose record it is said, the closed one where the other is open. For the system, which
-- goes through everybody.
create function people.undecided(ones uuid[], others uuid[]) returns table (one uuid, other uuid, area text, other_area text, bearer uuid, one_household boolean)
  language sql stable security definer set search_path = people, pg_temp as $$
  select a.id, b.id, a.area, b.area,
    case when exists (select from access.closure c where c.person_id = b.id and c.until_at is null) and not exists (select from access.closure c where c.person_id = a.id and c.until_at is null) then b.id else a.id end, coalesce(a.household_id = b.household_id, false)
  from unnest(undecided.ones, undecided.others) u (a, b) join person a on a.id = u.a join person b on b.id = u.b
  where access.me() = '00000000-0000-7000-8000-000000000001' and not_joined(a.id, b.id) is null
    and not exists (select from same_person s where s.ended_at is null and ((s.folded_id = a.id and s.kept_id = b.id) or (s.folded_id = b.id and s.kept_id = a.id)))
    and not exists (select from relationship r where r.person_id = a.id and r.other_id = b.id and r.corrected_at is null) $$;
revoke execute on function people.undecided from public;
grant execute on function people.undecided to trellis_app;
