-- Steps that are meetings: when they are held, who is invited and came, what each of them said, and who was sent what of the record.
-- docs/decisions/0170-a-step-that-is-a-meeting.md says why it looks like this.

-- One day on which it is held, or was to be. ending: what became of it; with none it is to come, or waits for its decision.
create table casework.sitting (
  id uuid primary key,
  step_id uuid not null references casework.step,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  number integer not null check (number > 0),
  starts_at timestamptz not null,
  how text not null check (how in ('in-person', 'online', 'both')),
  place text not null check (length(place) <= 500),
  link text not null check (length(link) <= 500),
  ending text check (ending in ('held', 'adjourned', 'inquorate', 'cancelled', 'continued')),
  taken_at timestamptz,
  chair_id uuid references agencies.staff,
  quorate boolean,
  went_on_because text not null check (length(went_on_because) <= 4000),
  edition integer not null,
  unique (step_id, number),
  check (taken_at is null or chair_id is not null)
);
create unique index on casework.sitting (step_id) where ending is null;

-- Who is asked to come: an agency, somebody of the family or around it, or somebody else. part: what they are there as.
-- report_id: the agency's report. scales: JSON object, field of the form to number. view: of what is decided.
create table casework.invited (
  id uuid primary key,
  step_id uuid not null references casework.step,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  code text references agencies.agency (code),
  person_id uuid references people.person,
  name text not null check (length(name) <= 200),
  part text not null check (length(part) between 1 and 200),
  knows_child boolean not null,
  report_id uuid references casework.step,
  invited_at timestamptz not null,
  withdrawn_at timestamptz,
  scales jsonb not null,
  view text check (view in ('agrees', 'disagrees')),
  view_words text not null check (length(view_words) <= 4000),
  words text not null check (length(words) <= 4000),
  said_at timestamptz,
  said_by uuid,
  said_how text check (said_how in ('themselves', 'link', 'for-them')),
  edition integer not null,
  check (code is null or person_id is null),
  check ((said_at is null) = (said_how is null))
);
create index on casework.invited (step_id);
create index on casework.invited (code) where withdrawn_at is null;
create index on casework.invited (person_id) where person_id is not null;

create table casework.attended (
  sitting_id uuid not null references casework.sitting,
  invited_id uuid not null references casework.invited,
  step_id uuid not null references casework.step,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  state text not null check (state in ('present', 'apology', 'absent')),
  online boolean not null,
  deputy text not null check (length(deputy) <= 200),
  primary key (sitting_id, invited_id)
);

-- What one of them was sent of the record: its words are in the record under the same id.
create table casework.sent (
  id uuid primary key,
  step_id uuid not null references casework.step,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  invited_id uuid not null references casework.invited,
  version integer not null,
  how text not null check (how in ('trellis', 'letter', 'link')),
  withheld integer not null check (withheld >= 0),
  hash bytea not null,
  sent_at timestamptz not null,
  sent_by uuid not null references agencies.staff,
  read_at timestamptz,
  read_by uuid,
  edition integer not null
);
create index on casework.sent (step_id);
create index on casework.sent (invited_id);

-- A link for somebody without an account. It opens once, with a code that is told apart from it; neither is kept, only what they hash to.
create table casework.guest_link (
  id uuid primary key,
  step_id uuid not null references casework.step,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  invited_id uuid not null references casework.invited,
  secret bytea not null unique check (length(secret) = 32),
  code bytea not null check (length(code) = 32),
  made_at timestamptz not null,
  until timestamptz not null,
  tries integer not null,
  opened_at timestamptz,
  ended_at timestamptz,
  edition integer not null
);
create index on casework.guest_link (invited_id);

do $$
declare
  t text;
  open constant text := '(visible_to is null or string_to_array(visible_to, '','') && (select record.circles())::text[]) and matter_id <> all((select access.closed_matters())::uuid[])';
  theirs constant text := 'area = any((select access.sees())::text[]) or (''agency:'' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))';
  whole constant text := 'exists (select from access.open_to o where o.matter_id = %1$I.matter_id and o.level = ''full'')';
begin
  foreach t in array array['sitting', 'invited', 'attended', 'sent', 'guest_link'] loop
    execute format('create trigger as_its_step before insert on casework.%I for each row execute function casework.as_its_step()', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on casework.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('alter table casework.%I enable row level security', t);
    execute format('grant select, insert, update on casework.%I to trellis_app', t);
    execute format('create policy say on casework.%I for insert to trellis_app with check (area = any((select record.areas())::text[]))', t);
    execute format('create policy change on casework.%I for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]))', t);
  end loop;
  grant delete on casework.attended to trellis_app;
  create policy drop on casework.attended for delete to trellis_app using (area = any((select record.areas())::text[]));

  -- An agency that is invited sees its own invitation, and when and where; of the others and what they said, nothing.
  execute format('create policy see on casework.invited for select to trellis_app using (%s and (%s or (''agency:'' || code = any((select access.holders())::text[]) and area = any((select record.areas())::text[])) or %s))', open, theirs, format(whole, 'invited'));
  execute format('create policy see on casework.sitting for select to trellis_app using (%s and (%s or %s or exists (select from casework.invited i where i.step_id = sitting.step_id and i.withdrawn_at is null)))', open, theirs, format(whole, 'sitting'));
  execute format('create policy see on casework.attended for select to trellis_app using (%s and (%s or %s or exists (select from casework.invited i where i.id = attended.invited_id)))', open, theirs, format(whole, 'attended'));
  execute format('create policy see on casework.sent for select to trellis_app using (%s and (%s or %s or exists (select from casework.invited i where i.id = sent.invited_id)))', open, theirs, format(whole, 'sent'));
  execute format('create policy see on casework.guest_link for select to trellis_app using (%s and (%s))', open, theirs);
end $$;

-- That there is the step, and whether it is done, an invited agency sees; what is written in it is its versions, and those it does not.
drop policy see on casework.step;
create policy see on casework.step for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[])
    or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))
    or exists (select from access.open_to o where o.matter_id = step.matter_id and o.level = 'full')
    or exists (select from casework.invited i where i.step_id = step.id and i.withdrawn_at is null)));

-- Whoever is invited knows of the matter and whom it is about, until the invitation is taken back.
create function casework.invitation_lets_in() returns trigger language plpgsql security definer set search_path = casework, pg_temp as $$
begin
  perform let_in(new.matter_id, 'agency:' || new.code, new.id, 'own', new.area, new.withdrawn_at);
  -- A report that was asked for and not written lets nobody in any more; what was written stays its author's to read.
  if new.withdrawn_at is not null and exists (select from step s where s.id = new.report_id and s.state in ('open', 'not-needed')) then
    perform let_in(new.matter_id, 'agency:' || new.code, new.report_id, 'own', new.area, new.withdrawn_at);
  end if;
  return null;
end $$;
create trigger lets_in after insert or update of withdrawn_at on casework.invited for each row when (new.code is not null) execute function casework.invitation_lets_in();

-- Words are read by whoever sees the version, or was sent them.
drop policy area on record.words;
create policy area on record.words for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and ((((area is null and (select record.areas()) is not null) or area = any((select access.sees())::text[])) and (select access.nothing_closed()))
    or (kind = 'reason' and exists (select from record.act a where a.id = words.act_id))
    or exists (select from casework.version v where v.id = words.id)
    or exists (select from casework.sent s where s.id = words.id)));

-- Disposal: with a step go its meetings, and the words of what was sent of it; with a matter the actions about it.
create or replace function retention.to_erase(person uuid) returns table (facts uuid[], words uuid[]) language sql stable security definer set search_path = retention, pg_temp as $$
  with own as materialized (select own_matters(to_erase.person) as ids),
  fact as materialized (select f.id, f.act_id from record.fact f, own where f.person_id = to_erase.person or (f.person_id is null and f.matter_id = any(own.ids))
    union select f.id, f.act_id from record.fact_detail d join record.fact f on f.id = d.fact_id where d.field = 'other' and d.code = to_erase.person::text and f.matter_id is null),
  step as (select s.id from casework.step s, own where s.matter_id = any(own.ids)
    or (exists (select from casework.step_person p where p.step_id = s.id and p.person_id = to_erase.person) and not exists (select from casework.step_person p where p.step_id = s.id and p.person_id <> to_erase.person)))
  select array(select id from fact),
    array(select v.id from casework.version v where v.step_id in (select id from step)
      union select s.id from casework.sent s where s.step_id in (select id from step)
      union select w.id from record.words w where w.kind = 'reason' and w.act_id in (select act_id from fact) and not exists (select from record.fact f where f.act_id = w.act_id and f.id not in (select id from fact))) $$;

create or replace function retention.erase(person uuid, proposal uuid, act uuid, at timestamptz) returns void language plpgsql security definer set search_path = retention, pg_temp as $$
declare
  own uuid[] := own_matters(erase.person);
  gone uuid[];
  done uuid[];
begin
  if session_user <> 'trellis_steward' then raise exception 'only the steward disposes' using errcode = '42501'; end if;
  gone := array(select s.id from casework.step s where s.matter_id = any(own)
    or (exists (select from casework.step_person p where p.step_id = s.id and p.person_id = erase.person) and not exists (select from casework.step_person p where p.step_id = s.id and p.person_id <> erase.person)));
  done := array(select a.id from actions.action a where a.matter_id = any(own) or a.source_id = any(gone));
  delete from messages.email_message e using messages.message m where e.message_id = m.id and (m.about_id = any(gone) or m.about_id = any(done));
  delete from messages.message where about_id = any(gone) or about_id = any(done);
  delete from actions.evidence_piece p using actions.evidence e where p.evidence_id = e.id and e.action_id = any(done);
  delete from actions.evidence where action_id = any(done);
  delete from actions.progress where action_id = any(done);
  delete from actions.action where id = any(done);
  delete from casework.guest_link where step_id = any(gone);
  delete from casework.sent where step_id = any(gone);
  delete from casework.attended where step_id = any(gone);
  delete from casework.sitting where step_id = any(gone);
  delete from casework.invited where step_id = any(gone);
  update casework.invited set person_id = null where person_id = erase.person;
  delete from casework.draft_before where step_id = any(gone);
  delete from casework.draft where step_id = any(gone);
  delete from documents.document where step_id = any(gone);
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
  update retention.proposal p set person_id = null, disposed_act = case when p.id = coalesce(erase.proposal, p.id) and p.approved then erase.act else p.disposed_act end, disposed_at = case when p.id = coalesce(erase.proposal, p.id) and p.approved then erase.at else p.disposed_at end where p.person_id = erase.person;
  delete from people.person where id = erase.person;
end $$;
