-- Copies of records that leave the partnership: subject access, court, another parent. docs/decisions/0114-copies-that-leave.md says why it looks like this.

create schema disclosure;
grant usage on schema disclosure to trellis_app;

create table disclosure.request (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  area text not null,
  kind text not null check (kind in ('subject-access', 'court', 'other-parent')),
  recipient text not null,
  verified text not null,
  purpose text not null,
  received_on date not null,
  due_on date not null,
  extended boolean not null default false,
  opened_by uuid not null references agencies.staff,
  opened_at timestamptz not null,
  prepared_by uuid references agencies.staff,
  prepared_at timestamptz,
  signed_by uuid references agencies.staff,
  signed_at timestamptz,
  check (signed_by <> prepared_by),
  check (signed_by is null or prepared_by is not null)
);
-- What is in it, question by question, as it stood when it was gathered. mark: why somebody has to decide.
create table disclosure.item (
  id uuid primary key,
  request_id uuid not null references disclosure.request on delete cascade,
  person_id uuid not null,
  matter_id uuid,
  area text not null,
  position integer not null,
  part text not null,
  label text not null,
  text text not null,
  mark text check (mark in ('third-party', 'agency', 'sensitive', 'confidential')),
  decision text check (decision in ('keep', 'redact')),
  reason text,
  decided_by uuid references agencies.staff,
  check ((decision is null) = (decided_by is null)),
  check (decision is null or reason is not null)
);
create index on disclosure.item (request_id, position);
create table disclosure.copy (
  id uuid primary key,
  request_id uuid not null unique references disclosure.request on delete cascade,
  person_id uuid not null,
  area text not null,
  html text not null,
  json text not null,
  hash bytea not null,
  made_at timestamptz not null
);
create table disclosure.handover (
  id uuid primary key,
  request_id uuid not null references disclosure.request on delete cascade,
  person_id uuid not null,
  area text not null,
  recipient text not null,
  how text not null,
  given_by uuid not null references agencies.staff,
  given_at timestamptz not null
);
create index on disclosure.handover (request_id);

do $$
declare t text;
begin
  foreach t in array array['request', 'item', 'copy', 'handover'] loop
    execute format('alter table disclosure.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on disclosure.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('create policy see on disclosure.%I for select to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[]) and person_id <> all((select access.closed_people())::uuid[]))', t);
    execute format('create policy say on disclosure.%I for insert to trellis_app with check ((select access.governs()) and area = any((select record.areas())::text[]))', t);
  end loop;
end $$;
-- What is closed to its reader is not in the list either.
drop policy see on disclosure.item;
create policy see on disclosure.item for select to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])
  and person_id <> all((select access.closed_people())::uuid[]) and coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[]));
create policy change on disclosure.request for update to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])) with check ((select access.governs()) and area = any((select record.areas())::text[]));
create policy change on disclosure.item for update to trellis_app using ((select access.governs()) and area = any((select record.areas())::text[])) with check ((select access.governs()) and area = any((select record.areas())::text[]));
grant select, insert on disclosure.copy, disclosure.handover to trellis_app;
grant select, insert, update on disclosure.request, disclosure.item to trellis_app;

-- Whoever opens a request is let into what it is about, until it is signed: they gather it, and decide line by line. Not into what is
-- closed to them, nor into what is kept to a circle.
create function disclosure.lets_in() returns trigger language plpgsql security definer set search_path = disclosure, pg_temp as $$
begin
  perform casework.let_in(m.id, 'staff:' || new.opened_by, new.id, 'full', m.area, new.signed_at)
    from casework.participant p join casework.matter m on m.id = p.matter_id where p.person_id = new.person_id and m.area = new.area;
  insert into access.person_open_to (person_id, holder, source, level, area, anywhere, until)
    values (new.person_id, 'staff:' || new.opened_by, new.id, 'full', new.area, true, new.signed_at)
    on conflict (person_id, holder, source) do update set until = excluded.until;
  return null;
end $$;
create trigger lets_in after insert or update on disclosure.request for each row execute function disclosure.lets_in();

-- What is not in it and known to be there: restricted matters, steps kept to circles the reader is not in. Of what is hidden, nothing.
create function disclosure.kept_back(person uuid) returns table (reference text, why text, steps bigint)
  language sql stable security definer set search_path = disclosure, pg_temp as $$
  select m.reference, 'restricted', 0::bigint from casework.participant p join casework.matter m on m.id = p.matter_id
  where p.person_id = kept_back.person and access.governs() and m.area = any(record.areas()) and m.id = any(access.closed_matters()) and m.id <> all(access.hidden_matters())
  union all
  select m.reference, s.visible_to, count(*) from casework.participant p join casework.matter m on m.id = p.matter_id join casework.step s on s.matter_id = m.id
  where p.person_id = kept_back.person and access.governs() and m.area = any(record.areas()) and m.id <> all(access.closed_matters())
    and s.visible_to is not null and s.state = 'done' and not coalesce(string_to_array(s.visible_to, ',') && record.circles(), false)
  group by 1, 2 $$;
-- Which agencies looked at somebody, and how often: a right of access goes to the recipients, not to names of staff.
create function disclosure.agencies_that_looked(person uuid) returns table (agency text, looks bigint, first_at timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = disclosure, pg_temp as $$
  select v.agency, count(*), min(v.at), max(v.at) from record.view v
  where v.people @> array[agencies_that_looked.person] and v.agency is not null and access.governs() and coalesce(v.matter_id, v.id) <> all(access.closed_matters())
    and exists (select from people.person p where p.id = agencies_that_looked.person and p.area = any(record.areas()) and p.id <> all(access.closed_people()))
  group by 1 order by 1 $$;
create function disclosure.messages_about(person uuid) returns table (kind text, at timestamptz)
  language sql stable security definer set search_path = disclosure, pg_temp as $$
  select distinct m.kind, m.at from messages.message m join casework.step s on s.id = m.about_id join casework.step_person p on p.step_id = s.id
  where p.person_id = messages_about.person and access.governs() and s.area = any(record.areas()) and s.visible_to is null and s.matter_id <> all(access.closed_matters()) and p.person_id <> all(access.closed_people())
  order by 2 $$;
revoke execute on function disclosure.kept_back, disclosure.agencies_that_looked, disclosure.messages_about from public;
grant execute on function disclosure.kept_back, disclosure.agencies_that_looked, disclosure.messages_about to trellis_app;
