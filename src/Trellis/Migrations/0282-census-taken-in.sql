-- A checked census taken into the records of children: what each file brought, so that a later one corrects it and a whole one can be undone.
-- docs/decisions/0254-a-census-becomes-facts.md says why.

create table returns.intake (
  id uuid primary key,
  area text not null,
  agency text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  sha256 bytea not null,
  ending integer not null,
  reference_date date not null,
  state text not null check (state in ('taken-in', 'undone')),
  taken_by uuid not null,
  taken_at timestamptz not null,
  undone_at timestamptz,
  children integer not null,
  linked integer not null,
  added integer not null,
  left_out integer not null,
  came integer not null,
  changed integer not null,
  went integer not null,
  unchanged integer not null,
  kept integer not null default 0,
  edition integer not null
);
create index on returns.intake (area, taken_at);

-- What a census says as of now: one row of it is known again by its key, whatever file it comes in. ending: the latest year it was told in.
create table returns.told (
  area text not null,
  key uuid not null,
  person_id uuid not null references people.person on delete cascade,
  ending integer not null,
  said uuid not null,
  fact_id uuid not null,
  primary key (area, key, person_id)
);
create index on returns.told (person_id);

-- What one file did to it. before_*: what stood there, for undoing; null of what came new. fact_id: the fact that file said.
create table returns.change (
  intake_id uuid not null references returns.intake deferrable initially deferred,
  area text not null,
  key uuid not null,
  person_id uuid not null references people.person on delete cascade,
  what text not null check (what in ('came', 'changed', 'went', 'again')),
  fact_id uuid,
  before_fact uuid,
  before_said uuid,
  before_ending integer,
  primary key (intake_id, key, person_id),
  check ((what = 'came') = (before_fact is null))
);
create index on returns.change (person_id);

-- What became of a child of a file. number: the authority's own.
create table returns.intake_child (
  intake_id uuid not null references returns.intake deferrable initially deferred,
  area text not null,
  position integer not null,
  number text not null,
  outcome text not null check (outcome in ('linked', 'added', 'left-out')),
  why text not null,
  person_id uuid references people.person on delete cascade,
  source_id uuid references people.source_record on delete cascade,
  primary key (intake_id, position),
  check ((outcome = 'left-out') = (person_id is null))
);
create index on returns.intake_child (person_id);
create index on returns.intake_child (source_id);

do $$
declare t text;
begin
  foreach t in array array['intake', 'told', 'change', 'intake_child'] loop
    execute format('alter table returns.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on returns.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('create policy see on returns.%I for select to trellis_app using (area = any((select access.sees())::text[]) and ''returns'' = any((select record.circles())::text[])%s)', t,
      case t when 'intake' then '' else ' and (person_id is null or person_id <> all((select access.closed_people())::uuid[]))' end);
    execute format('create policy say on returns.%I for insert to trellis_app with check (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('grant select, insert on returns.%I to trellis_app', t);
    if t <> 'intake' then perform access.hide(format('returns.%I', t)::regclass, '(person_id is null or access.open_person(person_id))'); end if;
  end loop;
end $$;
create policy change on returns.intake for update to trellis_app using (area = any((select record.areas())::text[]) and 'returns' = any((select record.circles())::text[]));
create policy change on returns.told for update to trellis_app using (area = any((select record.areas())::text[]) and 'returns' = any((select record.circles())::text[]));
create policy drop on returns.told for delete to trellis_app using (area = any((select record.areas())::text[]) and 'returns' = any((select record.circles())::text[]));
grant update (state, undone_at, kept, edition) on returns.intake to trellis_app;
grant update (ending, said, fact_id) on returns.told to trellis_app;
grant delete on returns.told to trellis_app;

-- Whom a file added and nobody has said anything of since (what the system notices by itself is no use of a record); each is kept from being used until the transaction ends.
create function returns.added_and_unused(its uuid) returns uuid[] language plpgsql security definer set search_path = returns, pg_temp as $$
declare unused uuid[];
begin
  perform from intake i where i.id = its and i.area = any(record.areas()) and i.state = 'taken-in' and 'returns' = any(record.circles());
  if not found then raise exception 'there is no census % taken in here', its using errcode = '42501'; end if;
  perform from people.person p where p.id in (select person_id from intake_child where intake_id = its and outcome = 'added') for update;
  select coalesce(array_agg(distinct c.person_id), '{}') into unused from intake_child c
    where c.intake_id = its and c.outcome = 'added'
      and not exists (select from record.fact f join record.act a on a.id = f.act_id where f.person_id = c.person_id and a.user_id <> '00000000-0000-7000-8000-000000000001' and a.word not in ('return.take-in', 'return.undo'))
      and not exists (select from people.source_record s where s.person_id = c.person_id and s.id is distinct from c.source_id)
      and not exists (select from intake_child o where o.person_id = c.person_id and o.intake_id <> its);
  return unused;
end $$;

-- Takes away what a file brought besides facts: what it said of each child, and whom it added, of those named. Within the act that undoes it.
create function returns.take_away(its uuid, unused uuid[]) returns integer language plpgsql security definer set search_path = returns, pg_temp as $$
declare gone integer; still uuid[] := added_and_unused(its);
begin
  if exists (select unnest(unused) except select unnest(still)) then raise exception 'somebody the census added is in use' using errcode = '23503'; end if;
  delete from people.source_record s where s.id in (select source_id from intake_child where intake_id = its and source_id is not null);
  delete from intake_child where intake_id = its;
  delete from change where intake_id = its;
  delete from people.person p where p.id = any(unused);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function returns.added_and_unused(uuid), returns.take_away(uuid, uuid[]) from public;
grant execute on function returns.added_and_unused(uuid), returns.take_away(uuid, uuid[]) to trellis_app;
