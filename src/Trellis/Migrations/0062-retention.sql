-- How long records are kept, what holds them, and what becomes of them. docs/decisions/0112-kept-and-disposed-of.md says why it looks like this.

create schema retention;
grant usage on schema retention to trellis_app, trellis_steward;

-- Of a person, a matter, a process, or everything in the area (none of them).
create table retention.hold (
  id uuid primary key,
  title text not null,
  authority text not null,
  area text not null,
  person_id uuid references people.person,
  matter_id uuid references casework.matter,
  process text,
  from_on date not null,
  until_on date,
  lifted_at timestamptz,
  check (num_nonnulls(person_id, matter_id, process) <= 1),
  check (until_on >= from_on)
);
create index on retention.hold (area) where lifted_at is null;

-- reference stays when the person is gone: it names nobody.
create table retention.proposal (
  id uuid primary key,
  person_id uuid references people.person,
  reference text not null,
  area text not null,
  schedule text not null,
  keep_until date not null,
  proposed_by uuid not null references agencies.staff,
  proposed_at timestamptz not null,
  decided_by uuid references agencies.staff,
  decided_at timestamptz,
  approved boolean,
  disposed_act uuid references record.act,
  disposed_at timestamptz,
  check ((decided_by is null) = (approved is null) and (decided_by is null) = (decided_at is null)),
  check (decided_by <> proposed_by),
  check (disposed_act is null or approved)
);
create unique index on retention.proposal (person_id) where approved is null or approved and disposed_act is null;

alter table retention.hold enable row level security;
alter table retention.proposal enable row level security;
create constraint trigger needs_an_act after insert or update or delete on retention.hold
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on retention.proposal
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on retention.hold, retention.proposal to trellis_app;
create policy see on retention.hold for select to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])
  and coalesce(person_id, id) <> all((select access.hidden_people())::uuid[]) and coalesce(matter_id, id) <> all((select access.hidden_matters())::uuid[]));
create policy say on retention.hold for insert to trellis_app with check ((select access.governs()) and area = any((select record.areas())::text[]));
create policy change on retention.hold for update to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])) with check ((select access.governs()) and area = any((select record.areas())::text[]));
create policy see on retention.proposal for select to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])
  and coalesce(person_id, id) <> all((select access.hidden_people())::uuid[]));
create policy say on retention.proposal for insert to trellis_app with check ((select access.governs()) and area = any((select record.areas())::text[]) and proposed_by = (select access.me()));
create policy change on retention.proposal for update to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])) with check ((select access.governs()) and area = any((select record.areas())::text[]) and decided_by = (select access.me()));

-- What figures counted of people who are gone: numbers alone, added up over all of them.
create table figures.disposed (
  figure text not null,
  by text not null,
  area text not null,
  year text not null,
  part text not null,
  counted bigint not null,
  good bigint not null,
  lengths integer[] not null,
  primary key (figure, by, area, year, part)
);
-- Acts under which people went whose part was added up: what is left of their facts is not counted again.
create table figures.disposed_act (act uuid primary key references record.act);
grant select on figures.disposed_act to trellis_counter, trellis_app;
grant select, insert on figures.disposed_act to trellis_steward;
grant select on figures.disposed to trellis_counter, trellis_app;
create constraint trigger needs_an_act after insert or update or delete on figures.disposed
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on figures.disposed_act
  deferrable initially deferred for each row execute function record.needs_an_act();
grant usage on schema figures to trellis_steward;
grant select, insert, update on figures.disposed to trellis_steward;

-- Whose record could be due: people of the asker's areas without an open matter, with what their time is worked out from. For whoever
-- governs information, by references.
create function retention.candidates(one uuid, born_before date) returns table (person_id uuid, reference text, area text, born date, died_on date, last_at timestamptz, processes text[], closed timestamptz[], matters uuid[])
  language sql stable security definer set search_path = retention, pg_temp as $$
  select p.id, p.reference, p.area, p.born, p.died_on, (select max(f.recorded) from record.fact f where f.person_id = p.id),
    coalesce(m.processes, '{}'), coalesce(m.closed, '{}'), coalesce(m.matters, '{}')
  from people.person p left join lateral (
    select array_agg(m.process order by m.id) as processes, array_agg(m.closed_at order by m.id) as closed, array_agg(m.id order by m.id) as matters
    from casework.participant c join casework.matter m on m.id = c.matter_id where c.person_id = p.id) m on true
  where access.governs() and access.closed_people() is not null and p.area = any(record.areas()) and p.id <> all(access.hidden_people())
    and (candidates.one is null or p.id = candidates.one) and (candidates.born_before is null or p.born is null or p.died_on is not null or p.born <= candidates.born_before or m.matters is null)
    and not exists (select from casework.participant c join casework.matter m on m.id = c.matter_id where c.person_id = p.id and m.closed_at is null) $$;
revoke execute on function retention.candidates from public;
grant execute on function retention.candidates to trellis_app;

-- Matters that are about nobody else.
create function retention.own_matters(person uuid) returns uuid[] language sql stable security definer set search_path = retention, pg_temp as $$
  select array(select c.matter_id from casework.participant c where c.person_id = own_matters.person
    and not exists (select from casework.participant o where o.matter_id = c.matter_id and o.person_id <> c.person_id)) $$;
-- Facts about them, and of matters about nobody else; the words of steps about nobody else, and the reasons of acts that said nothing else.
create function retention.to_erase(person uuid) returns table (facts uuid[], words uuid[]) language sql stable security definer set search_path = retention, pg_temp as $$
  with own as materialized (select own_matters(to_erase.person) as ids),
  fact as materialized (select f.id, f.act_id from record.fact f, own where f.person_id = to_erase.person or (f.person_id is null and f.matter_id = any(own.ids))),
  step as (select s.id from casework.step s, own where s.matter_id = any(own.ids)
    or (exists (select from casework.step_person p where p.step_id = s.id and p.person_id = to_erase.person) and not exists (select from casework.step_person p where p.step_id = s.id and p.person_id <> to_erase.person)))
  select array(select id from fact),
    array(select v.id from casework.version v where v.step_id in (select id from step)
      union select w.id from record.words w where w.kind = 'reason' and w.act_id in (select act_id from fact) and not exists (select from record.fact f where f.act_id = w.act_id and f.id not in (select id from fact))) $$;

-- What the record stood on: rows of people and casework that say who they were. Steps shared with others stay, without them.
create function retention.erase(person uuid, proposal uuid, act uuid, at timestamptz) returns void language plpgsql security definer set search_path = retention, pg_temp as $$
declare
  own uuid[] := own_matters(erase.person);
  gone uuid[];
begin
  if session_user <> 'trellis_steward' then raise exception 'only the steward disposes' using errcode = '42501'; end if;
  gone := array(select s.id from casework.step s where s.matter_id = any(own)
    or (exists (select from casework.step_person p where p.step_id = s.id and p.person_id = erase.person) and not exists (select from casework.step_person p where p.step_id = s.id and p.person_id <> erase.person)));
  delete from messages.email_message e using messages.message m where e.message_id = m.id and m.about_id = any(gone);
  delete from messages.message where about_id = any(gone);
  delete from casework.draft_before where step_id = any(gone);
  delete from casework.draft where step_id = any(gone);
  delete from casework.version where step_id = any(gone);
  delete from casework.step_person where step_id = any(gone) or person_id = erase.person;
  delete from casework.step where id = any(gone);
  delete from casework.involvement where matter_id = any(own);
  delete from access.glass where person_id = erase.person or matter_id = any(own);
  delete from access.closure where person_id = erase.person or matter_id = any(own);
  delete from access.conflict where person_id = erase.person;
  delete from access.open_to where matter_id = any(own);
  delete from access.person_open_to where person_id = erase.person;
  update oversight.flag set person_id = null, occasion = id::text where person_id = erase.person;
  delete from retention.hold where person_id = erase.person or matter_id = any(own);
  delete from casework.participant where person_id = erase.person;
  delete from casework.matter where id = any(own);
  update retention.proposal p set person_id = null, disposed_act = case when p.id = erase.proposal then erase.act else p.disposed_act end, disposed_at = case when p.id = erase.proposal then erase.at else p.disposed_at end where p.person_id = erase.person;
  delete from people.person where id = erase.person;
end $$;
revoke execute on function retention.own_matters, retention.to_erase, retention.erase from public;
grant execute on function retention.to_erase, retention.erase to trellis_steward;
