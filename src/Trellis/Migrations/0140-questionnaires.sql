-- Questionnaires sent to many, answered, compared. docs/decisions/0180-questionnaires.md says why it looks like this.

create schema questionnaires;
grant usage on schema questionnaires to trellis_app;
create sequence questionnaires.reference start 1001;
grant usage on sequence questionnaires.reference to trellis_app;

-- One sending of a questionnaire. questions: the form as it was when the round opened (standards, fields, words of codes, rule of colours), so
-- that results read the same for ever. before_id: the round it is compared with; beside_id: the survey its answers are set beside.
-- answered: of an anonymous one, how many answers were in the box when it was opened.
create table questionnaires.round (
  id uuid primary key,
  reference text not null unique,
  questionnaire text not null,
  title text not null check (length(title) between 1 and 200),
  kind text not null,
  areas text[] not null check (cardinality(areas) > 0),
  anonymous boolean not null,
  fewest integer not null check (fewest >= 1 and (not anonymous or fewest >= 3)),
  questions text not null,
  opens_on date not null,
  closes_on date not null,
  made_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  before_id uuid references questionnaires.round,
  beside_id uuid references questionnaires.round,
  answered integer,
  edition integer not null,
  check (closes_on >= opens_on),
  check (closed_at is null or opened_at is not null)
);

-- Somebody who is asked: an agency, a team of it, somebody with an account, or a name and address without one.
-- peers: agencies that moderate it, as holders (agency:police). spent_on: of an anonymous one, the day by which an answer was sent.
create table questionnaires.invitation (
  id uuid primary key,
  round_id uuid not null references questionnaires.round,
  area text not null,
  agency text references agencies.agency (code),
  team text,
  sector text not null,
  staff_id uuid references agencies.staff,
  name text not null check (length(name) between 1 and 200),
  address text not null check (length(address) <= 200),
  peers text[] not null,
  anonymous boolean not null,
  invited_at timestamptz not null,
  withdrawn_at timestamptz,
  spent_on date,
  reminded_on date,
  edition integer not null,
  check (spent_on is null or anonymous)
);
create index on questionnaires.invitation (round_id);
create index on questionnaires.invitation (agency) where withdrawn_at is null;
create index on questionnaires.invitation (staff_id) where staff_id is not null;
create unique index on questionnaires.invitation (round_id, agency, coalesce(team, '')) where staff_id is null and agency is not null and address = '' and withdrawn_at is null;
create unique index on questionnaires.invitation (round_id, staff_id) where staff_id is not null and withdrawn_at is null;

-- A link for somebody without an account: address and code are told apart from each other and kept as hashes.
create table questionnaires.link (
  id uuid primary key,
  round_id uuid not null references questionnaires.round,
  invitation_id uuid not null references questionnaires.invitation,
  area text not null,
  secret bytea not null unique check (length(secret) = 32),
  code bytea not null check (length(code) = 32),
  made_at timestamptz not null,
  tries integer not null,
  ended_at timestamptz,
  edition integer not null
);
create index on questionnaires.link (invitation_id);

-- What is answered to an invitation that is not anonymous. brought: answers of the last round, as form values. colours: of what was signed, by field.
create table questionnaires.response (
  id uuid primary key,
  round_id uuid not null references questionnaires.round,
  invitation_id uuid not null unique references questionnaires.invitation,
  area text not null,
  agency text,
  staff_id uuid,
  peers text[] not null,
  state text not null check (state in ('open', 'to-sign', 'final')),
  brought text,
  versions integer not null,
  begun_at timestamptz not null,
  final_at timestamptz,
  final_by uuid,
  edition integer not null,
  check ((state = 'final') = (final_at is not null))
);
create index on questionnaires.response (round_id);

-- Not record: as form values, until it is signed or sent.
create table questionnaires.draft (
  response_id uuid primary key references questionnaires.response,
  round_id uuid not null,
  area text not null,
  agency text,
  staff_id uuid,
  answers text not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  edition integer not null
);

-- What was signed or sent, for ever: the words as they were read, the normalised answers and the form values they came from.
create table questionnaires.version (
  id uuid primary key,
  response_id uuid not null references questionnaires.response,
  round_id uuid not null references questionnaires.round,
  area text not null,
  agency text,
  staff_id uuid,
  number integer not null,
  body text not null,
  hash bytea not null check (length(hash) = 32),
  at timestamptz not null,
  by_id uuid not null,
  replaced_at timestamptz,
  unique (response_id, number)
);
create unique index on questionnaires.version (response_id) where replaced_at is null;
create index on questionnaires.version (round_id) where replaced_at is null;

-- A section given to a colleague.
create table questionnaires.delegation (
  id uuid primary key,
  response_id uuid not null references questionnaires.response,
  round_id uuid not null,
  area text not null,
  agency text,
  section text not null,
  staff_id uuid not null references agencies.staff,
  by_id uuid not null,
  at timestamptz not null,
  done_at timestamptz,
  ended_at timestamptz
);
create unique index on questionnaires.delegation (response_id, section) where ended_at is null;

create table questionnaires.evidence (
  id uuid primary key,
  response_id uuid not null references questionnaires.response,
  round_id uuid not null,
  area text not null,
  agency text,
  staff_id uuid,
  field text not null,
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpeg', 'txt', 'csv')),
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  scanned boolean not null,
  at timestamptz not null,
  by_id uuid not null
);
create index on questionnaires.evidence (response_id);
create table questionnaires.evidence_piece (
  evidence_id uuid not null references questionnaires.evidence,
  number integer not null,
  body bytea not null,
  primary key (evidence_id, number)
);
alter table questionnaires.evidence_piece alter column body set storage external;

-- What somebody else makes of an agency's own score, beside it.
create table questionnaires.moderation (
  id uuid primary key,
  response_id uuid not null references questionnaires.response,
  round_id uuid not null,
  area text not null,
  agency text,
  field text not null,
  own text not null,
  given text not null,
  reason text not null check (length(reason) between 1 and 2000),
  at timestamptz not null,
  by_id uuid not null,
  by_agency text,
  replaced_at timestamptz
);
create unique index on questionnaires.moderation (response_id, field) where replaced_at is null;

-- Themes people find in what was written. text_id: of an anonymous round; otherwise response_id. Never both.
create table questionnaires.theme (
  id uuid primary key,
  round_id uuid not null references questionnaires.round,
  title text not null check (length(title) between 1 and 100),
  made_at timestamptz not null,
  made_by uuid not null
);
create unique index on questionnaires.theme (round_id, lower(title));
create table questionnaires.tagging (
  id uuid primary key,
  theme_id uuid not null references questionnaires.theme,
  round_id uuid not null,
  field text not null,
  response_id uuid references questionnaires.response,
  text_id uuid,
  at timestamptz not null,
  by_id uuid not null,
  ended_at timestamptz,
  check ((response_id is null) <> (text_id is null))
);
create unique index on questionnaires.tagging (theme_id, field, response_id, text_id) nulls not distinct where ended_at is null;

-- What the partnership makes of a round, for its board.
create table questionnaires.assurance (
  id uuid primary key,
  round_id uuid not null references questionnaires.round,
  opinion text not null check (opinion in ('full', 'substantial', 'limited', 'none')),
  words text not null check (length(words) between 1 and 20000),
  at timestamptz not null,
  by_id uuid not null,
  replaced_at timestamptz
);
create unique index on questionnaires.assurance (round_id) where replaced_at is null;

do $$
declare
  t text;
  run constant text := '''boards'' = any((select record.circles())::text[])';
  own constant text := '(''agency:'' || agency = any((select access.holders())::text[]) and staff_id is null) or staff_id = (select access.me())';
  -- Peers are named on the response, and may be named after it was signed.
  peer constant text := 'exists (select from questionnaires.response r where r.id = response_id and r.peers && (select access.holders())::text[])';
  here constant text := 'area = any((select record.areas())::text[])';
begin
  foreach t in array array['round', 'invitation', 'link', 'response', 'draft', 'version', 'delegation', 'evidence', 'evidence_piece', 'moderation', 'theme', 'tagging', 'assurance'] loop
    execute format('alter table questionnaires.%I enable row level security', t);
    execute format('grant select, insert on questionnaires.%I to trellis_app', t);
    if t <> 'draft' then
      execute format('create constraint trigger needs_an_act after insert or update or delete on questionnaires.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    end if;
  end loop;
  grant update on questionnaires.round, questionnaires.invitation, questionnaires.link, questionnaires.response, questionnaires.draft to trellis_app;
  grant update (replaced_at) on questionnaires.version, questionnaires.moderation, questionnaires.assurance to trellis_app;
  grant update (done_at, ended_at) on questionnaires.delegation to trellis_app;
  grant update (ended_at) on questionnaires.tagging to trellis_app;
  grant delete on questionnaires.draft to trellis_app;

  -- Which rounds there are is known in their areas. They are made, opened and closed by those who keep the partnership's business.
  create policy see on questionnaires.round for select to trellis_app using (areas && (select record.areas())::text[]);
  execute format('create policy say on questionnaires.round for insert to trellis_app with check (areas <@ (select record.areas())::text[] and %s)', run);
  execute format('create policy change on questionnaires.round for update to trellis_app using (areas && (select record.areas())::text[] and %s)', run);

  -- Who was asked, what they answer: those who keep the partnership's business, and whoever was asked: an agency its own, somebody theirs.
  foreach t in array array['invitation', 'response', 'version', 'evidence'] loop
    execute format('create policy see on questionnaires.%I for select to trellis_app using (%s and (%s or %s or %s))', t, here, run, own, case when t in ('version', 'evidence') then peer else 'peers && (select access.holders())::text[]' end);
    execute format('create policy say on questionnaires.%I for insert to trellis_app with check (%s and (%s or %s))', t, here, run, own);
  end loop;
  foreach t in array array['invitation', 'response', 'version'] loop
    execute format('create policy change on questionnaires.%I for update to trellis_app using (%s and (%s or %s))', t, here, run, own);
  end loop;
  -- What is not signed yet is for nobody else, those who keep the business neither.
  execute format('create policy own on questionnaires.draft to trellis_app using (%s and (%s)) with check (%s and (%s))', here, own || ' or (select access.me()) = ''00000000-0000-7000-8000-000000000001''', here, own || ' or (select access.me()) = ''00000000-0000-7000-8000-000000000001''');
  execute format('create policy own on questionnaires.link to trellis_app using (%s and %s) with check (%s and %s)', here, run, here, run);
  execute format('create policy own on questionnaires.delegation to trellis_app using (%s and (%s or ''agency:'' || agency = any((select access.holders())::text[]))) with check (%s and ''agency:'' || agency = any((select access.holders())::text[]))', here, run, here);
  create policy see on questionnaires.evidence_piece for select to trellis_app using (exists (select from questionnaires.evidence e where e.id = evidence_id));
  create policy say on questionnaires.evidence_piece for insert to trellis_app with check (exists (select from questionnaires.evidence e where e.id = evidence_id));
  execute format('create policy see on questionnaires.moderation for select to trellis_app using (%s and (%s or ''agency:'' || agency = any((select access.holders())::text[]) or %s))', here, run, peer);
  execute format('create policy say on questionnaires.moderation for insert to trellis_app with check (%s and (%s or %s))', here, run, peer);
  execute format('create policy change on questionnaires.moderation for update to trellis_app using (%s and (%s or %s))', here, run, peer);
  foreach t in array array['theme', 'tagging', 'assurance'] loop
    execute format('create policy own on questionnaires.%I to trellis_app using (%s and exists (select from questionnaires.round r where r.id = round_id)) with check (%s and exists (select from questionnaires.round r where r.id = round_id))', t, run, run);
  end loop;
end $$;

-- What was signed stays as it was.
create function questionnaires.nobody_else_is_asked() returns trigger language plpgsql as $$
begin
  if new.agency is distinct from old.agency or new.staff_id is distinct from old.staff_id or new.round_id <> old.round_id or new.area <> old.area then
    raise exception 'whom % is of cannot be changed', tg_table_name using errcode = '42501';
  end if;
  return new;
end $$;
create trigger stays before update on questionnaires.invitation for each row execute function questionnaires.nobody_else_is_asked();
create trigger stays before update on questionnaires.response for each row execute function questionnaires.nobody_else_is_asked();
