-- Audits: which records were drawn by which rule, who may look at them and until when, how they were graded, what was found. docs/decisions/0210-audits.md

create schema audits;
grant usage on schema audits to trellis_app, trellis_counter;
create sequence audits.reference start 101;
grant usage on sequence audits.reference to trellis_app;

-- scope and tool_print: from which records it draws, and the questions of its tool, so that two audits are set side by side only where both
-- are the same. sizes: how many are drawn in each of its areas, in their order. sample: hash of the facts drawn, in order.
create table audits.audit (
  id uuid primary key,
  reference text not null unique,
  template text not null,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('multi-agency', 'dip-sample')),
  scope text not null,
  tool text not null,
  tool_print text not null,
  areas text[] not null check (cardinality(areas) > 0),
  sizes integer[] not null check (cardinality(sizes) = cardinality(areas)),
  agencies text[] not null check (cardinality(agencies) > 0),
  from_on date not null,
  until_on date not null,
  lead_id uuid not null references agencies.staff,
  again_of uuid references audits.audit,
  seed text,
  drawn_at timestamptz,
  sample bytea,
  summary text,
  closed_at timestamptz,
  access_ended_at timestamptz,
  made_at timestamptz not null,
  edition integer not null,
  check (until_on >= from_on),
  check ((drawn_at is null) = (seed is null) and (drawn_at is null) = (sample is null))
);

-- Somebody who audits the records of an area. second: grades them without being told the first grade.
create table audits.auditor (
  id uuid primary key,
  audit_id uuid not null references audits.audit,
  area text not null,
  staff_id uuid not null references agencies.staff,
  agency text not null references agencies.agency (code),
  second boolean not null,
  unique (audit_id, area, staff_id)
);

-- What the draw found in each area and part: how many there were, how many nobody could audit, how many were drawn.
create table audits.stratum (
  audit_id uuid not null references audits.audit,
  area text not null,
  part text not null,
  population integer not null check (population >= 0),
  excluded integer not null check (excluded between 0 and population),
  drawn integer not null check (drawn between 0 and population - excluded),
  primary key (audit_id, area, part)
);

-- A record that was drawn, by its number: everywhere but to its auditors it has no other name. shared_at: its agencies met.
create table audits.record (
  id uuid primary key,
  audit_id uuid not null references audits.audit,
  number integer not null check (number > 0),
  area text not null,
  part text not null,
  shared_at timestamptz,
  grade text,
  reason text not null check (length(reason) <= 2000),
  graded_at timestamptz,
  edition integer not null,
  unique (audit_id, number),
  check ((grade is null) = (graded_at is null))
);

-- Whose record it is: for its auditors, and whoever answers for the records of the area.
create table audits.subject (
  record_id uuid primary key references audits.record,
  audit_id uuid not null references audits.audit,
  area text not null,
  fact_id uuid not null,
  person_id uuid not null,
  matter_id uuid not null
);
create index on audits.subject (person_id);

-- Whoever answers for the records of an area let the auditors in, until a day.
create table audits.approval (
  id uuid primary key,
  audit_id uuid not null references audits.audit,
  area text not null,
  by_id uuid not null references agencies.staff,
  at timestamptz not null,
  until_at timestamptz not null check (until_at > at),
  unique (audit_id, area)
);

-- One auditor's form for one record. Nobody else's until the agencies meet.
create table audits.sheet (
  id uuid primary key,
  record_id uuid not null references audits.record,
  audit_id uuid not null references audits.audit,
  area text not null,
  auditor_id uuid not null references agencies.staff,
  agency text not null,
  second boolean not null,
  answers text not null,
  body text,
  grade text,
  hash bytea,
  completed_at timestamptz,
  edition integer not null,
  unique (record_id, auditor_id),
  check ((completed_at is null) = (body is null) and (completed_at is null) = (grade is null) and (completed_at is null) = (hash is null))
);

create table audits.finding (
  id uuid primary key,
  audit_id uuid not null references audits.audit,
  number integer not null check (number > 0),
  kind text not null check (kind in ('strength', 'improvement')),
  agency text references agencies.agency (code),
  records integer[] not null,
  text text not null check (length(text) between 1 and 2000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (audit_id, number)
);

-- An audit an agency made by itself, and told the partnership of.
create table audits.reported (
  id uuid primary key,
  area text not null,
  agency text not null references agencies.agency (code),
  title text not null check (length(title) between 1 and 200),
  looked_at text not null check (length(looked_at) between 1 and 2000),
  amount integer not null check (amount between 1 and 100000),
  finished_on date not null,
  grade text not null,
  learning text not null check (length(learning) between 1 and 4000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);

do $$
declare t text;
begin
  foreach t in array array['audit', 'auditor', 'stratum', 'record', 'subject', 'approval', 'sheet', 'finding', 'reported'] loop
    execute format('alter table audits.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on audits.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on audits.%I to trellis_app', t);
  end loop;
end $$;
grant update (seed, drawn_at, sample, summary, closed_at, access_ended_at, edition) on audits.audit to trellis_app;
grant delete on audits.auditor to trellis_app;
grant update (shared_at, grade, reason, graded_at, edition) on audits.record to trellis_app;
grant update (answers, body, grade, hash, completed_at, edition) on audits.sheet to trellis_app;

-- An audit is known to those who keep the partnership's business, to the agencies that take part, and where records are seen whole.
create policy see on audits.audit for select to trellis_app using (areas && (select record.areas())::text[] and (
  'boards' = any((select record.circles())::text[]) or areas && (select access.sees())::text[]
  or exists (select from unnest(agencies) a where 'agency:' || a = any((select access.holders())::text[]))));
create policy say on audits.audit for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on audits.audit for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
do $$
declare t text;
begin
  foreach t in array array['auditor', 'stratum', 'record', 'finding'] loop
    execute format('create policy see on audits.%I for select to trellis_app using (exists (select from audits.audit a where a.id = audit_id))', t);
    execute format('create policy say on audits.%I for insert to trellis_app with check (''boards'' = any((select record.circles())::text[]) and exists (select from audits.audit a where a.id = audit_id and a.closed_at is null))', t);
  end loop;
end $$;
create policy change on audits.record for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from audits.audit a where a.id = audit_id and a.closed_at is null));
-- Who audits stands once the records are drawn: whom they were drawn for was asked then.
create policy take_out on audits.auditor for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from audits.audit a where a.id = audit_id and a.drawn_at is null));
-- Written with the draw by those who may not read it.
create policy see on audits.subject for select to trellis_app using (
  matter_id <> all((select access.closed_matters())::uuid[]) and person_id <> all((select access.closed_people())::uuid[])
  and exists (select from audits.audit a where a.id = audit_id)
  and (area = any((select access.sees())::text[]) or (exists (select from access.open_to o where o.matter_id = subject.matter_id)
    and exists (select from audits.auditor w where w.audit_id = subject.audit_id and w.area = subject.area and w.staff_id = (select access.me())))));
create policy say on audits.subject for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from audits.record r where r.id = record_id));
create policy see on audits.approval for select to trellis_app using (exists (select from audits.audit a where a.id = audit_id));
create policy say on audits.approval for insert to trellis_app with check (area = any((select access.sees())::text[]) and by_id = (select access.me()) and exists (select from audits.audit a where a.id = audit_id and a.closed_at is null));
-- What an auditor wrote is theirs alone until the agencies meet about the record. Then it stays as it is.
create policy see on audits.sheet for select to trellis_app using (exists (select from audits.record r where r.id = record_id and (r.shared_at is not null or auditor_id = (select access.me()))));
create policy say on audits.sheet for insert to trellis_app with check (auditor_id = (select access.me())
  and exists (select from audits.auditor w where w.audit_id = sheet.audit_id and w.area = sheet.area and w.staff_id = (select access.me()) and w.second = sheet.second)
  and exists (select from audits.record r where r.id = record_id and r.audit_id = sheet.audit_id and r.shared_at is null));
create policy change on audits.sheet for update to trellis_app using (auditor_id = (select access.me()) and exists (select from audits.record r where r.id = record_id and r.shared_at is null));
create policy see on audits.reported for select to trellis_app using (area = any((select record.areas())::text[]) and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy say on audits.reported for insert to trellis_app with check (area = any((select record.areas())::text[]) and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));

-- How many have finished, for the lead, who does not see what they wrote.
create function audits.finished(audit uuid) returns table (record_id uuid, auditor_id uuid)
  language sql stable security definer set search_path = audits, pg_temp as $$
  select s.record_id, s.auditor_id from sheet s where s.audit_id = finished.audit and s.completed_at is not null
    and exists (select from audit a where a.id = finished.audit and a.areas && record.areas() and ('boards' = any(record.circles()) or a.areas && access.sees()
      or exists (select from unnest(a.agencies) g where 'agency:' || g = any(access.holders())))) $$;
revoke execute on function audits.finished from public;
grant execute on function audits.finished to trellis_app;

-- For the draw alone, which counts across what a reader may open: the records some auditor could not open then. hidden: to everybody but those
-- named there is none, so that it is not counted either.
create function audits.barred(staff uuid[], at timestamptz) returns table (person_id uuid, matter_id uuid, hidden boolean)
  language sql stable security definer set search_path = audits, pg_temp as $$
  with b as (
    select c.person_id, c.matter_id, true as hidden from access.closure c where c.kind = 'hidden' and c.from_at <= barred.at and (c.until_at is null or c.until_at > barred.at)
    union all
    -- Matters that their process hides, and who is known from them alone.
    select null, m.id, true from casework.matter m where m.hidden_to is not null
    union all
    select k.person_id, null, true from access.kept_person k
    union all
    select x.person_id, x.matter_id, false from unnest(barred.staff) s cross join lateral access.bars(s, barred.at, '{}', '{}') x
    where (x.closure_id is not null and x.kind <> 'hidden') or (x.closure_id is null and x.person_id is not null and x.person_id not in (select k.person_id from access.kept_person k)))
  select b.person_id, b.matter_id, b.hidden from b
  union
  select null, p.matter_id, b.hidden from b join casework.participant p on p.person_id = b.person_id $$;
revoke execute on function audits.barred from public;
-- The facts that were drawn, in order: to compare another draw with.
create function audits.drawn(audit uuid) returns table (number integer, fact_id uuid)
  language sql stable security definer set search_path = audits, pg_temp as $$
  select r.number, s.fact_id from record r join subject s on s.record_id = r.id where r.audit_id = drawn.audit order by r.number $$;
revoke execute on function audits.drawn from public;
grant execute on function audits.barred, audits.drawn to trellis_counter;
