-- Lists of people that agencies send: what became of each line, and undoing all of it. docs/decisions/0153-agencies-lists.md says why.

-- held: the file, locked, until it is taken in or thrown away. Counts are of lines.
create table people.agency_list (
  id uuid primary key,
  area text not null,
  agency text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  hash bytea not null,
  state text not null check (state in ('looked-at', 'taken-in', 'undone', 'thrown-away')),
  begun_by uuid not null,
  begun_at timestamptz not null,
  taken_in_at timestamptz,
  ended_at timestamptz,
  held text,
  linked integer not null default 0,
  added integer not null default 0,
  to_review integer not null default 0,
  unchanged integer not null default 0,
  left_out integer not null default 0,
  kept integer not null default 0,
  edition integer not null,
  check ((held is not null) = (state = 'looked-at'))
);
create index on people.agency_list (area, begun_at);

-- said: what the line says, until somebody has decided about it; what was decided then lies in people.source_record.
create table people.agency_list_line (
  id uuid primary key,
  list_id uuid not null references people.agency_list,
  area text not null,
  line integer not null,
  number text not null,
  outcome text not null check (outcome in ('linked', 'added', 'review', 'unchanged', 'left-out')),
  why text not null,
  probability real,
  person_id uuid references people.person on delete cascade,
  source_id uuid references people.source_record on delete cascade,
  said json,
  decided_by uuid,
  decided_at timestamptz,
  check (outcome not in ('linked', 'added', 'unchanged') or person_id is not null),
  check ((outcome = 'review') = (said is not null))
);
create unique index on people.agency_list_line (list_id, line);
create index on people.agency_list_line (person_id);
create index on people.agency_list_line (source_id);

alter table people.agency_list enable row level security;
alter table people.agency_list_line enable row level security;
create constraint trigger needs_an_act after insert or update or delete on people.agency_list deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on people.agency_list_line deferrable initially deferred for each row execute function record.needs_an_act();
create policy see on people.agency_list for select to trellis_app using (area = any((select access.sees())::text[]));
create policy say on people.agency_list for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on people.agency_list for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
-- A line about somebody whose record is closed to the reader is not there for them.
create policy see on people.agency_list_line for select to trellis_app using (
  area = any((select access.sees())::text[]) and (person_id is null or person_id <> all((select access.closed_people())::uuid[])));
create policy say on people.agency_list_line for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy change on people.agency_list_line for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
grant select, insert on people.agency_list, people.agency_list_line to trellis_app;
grant update (state, taken_in_at, ended_at, held, linked, added, to_review, unchanged, left_out, kept, edition) on people.agency_list to trellis_app;
grant update (outcome, why, person_id, source_id, said, decided_by, decided_at) on people.agency_list_line to trellis_app;

-- Whom a list added and nobody has said anything of since (what the system notices by itself is no use of a record); each is kept from being used until the transaction ends.
create function people.added_and_unused(list uuid) returns uuid[] language plpgsql security definer set search_path = people, pg_temp as $$
declare unused uuid[];
begin
  perform from agency_list l where l.id = list and l.area = any(record.areas()) and l.state = 'taken-in';
  if not found then raise exception 'there is no list % taken in here', list using errcode = '42501'; end if;
  perform from person p where p.id in (select person_id from agency_list_line where list_id = list and outcome = 'added') for update;
  select coalesce(array_agg(distinct l.person_id), '{}') into unused from agency_list_line l
    where l.list_id = list and l.outcome = 'added'
      and not exists (select from record.fact f join record.act a on a.id = f.act_id where f.person_id = l.person_id and a.user_id <> '00000000-0000-7000-8000-000000000001' and a.word not in ('agency-list.take-in', 'agency-list.decide', 'agency-list.undo'))
      and not exists (select from source_record s where s.person_id = l.person_id and s.id not in (select source_id from agency_list_line where list_id = list and source_id is not null))
      and not exists (select from agency_list_line o where o.person_id = l.person_id and o.list_id <> list);
  return unused;
end $$;

-- Takes away what a list brought: what it said, its lines, and whom it added, of those named. Within the act that undoes it.
create function people.take_away(list uuid, unused uuid[]) returns integer language plpgsql security definer set search_path = people, pg_temp as $$
declare gone integer; still uuid[] := added_and_unused(list);
begin
  if exists (select unnest(unused) except select unnest(still)) then raise exception 'somebody the list added is in use' using errcode = '23503'; end if;
  delete from source_record s where s.id in (select source_id from agency_list_line where list_id = list and source_id is not null);
  delete from agency_list_line where list_id = list;
  delete from person p where p.id = any(unused);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function people.added_and_unused(uuid), people.take_away(uuid, uuid[]) from public;
grant execute on function people.added_and_unused(uuid), people.take_away(uuid, uuid[]) to trellis_app;
