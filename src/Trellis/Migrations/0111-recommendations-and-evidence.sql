-- What became of recommendations, and evidence for both. docs/decisions/0162-recommendations-and-evidence.md says why.

create sequence actions.recommendation_reference start 101;
grant usage on sequence actions.recommendation_reference to trellis_app;

-- agency: whom it is to, where they are of the partnership. source: what made it; answer: how they answered, response: in their words.
alter table actions.recommendation
  add column reference text unique,
  add column agency text,
  add column source text not null default 'meeting' check (source in ('meeting', 'plan', 'audit', 'review', 'other')),
  add column title text not null default '' check (length(title) <= 200),
  add column answer text check (answer in ('accepted', 'partly', 'not-accepted')),
  add column answered_on date,
  add column answer_due date,
  add column figure text,
  add column standard text not null default '' check (length(standard) <= 500),
  add column closed_at timestamptz,
  add column closed_by uuid references agencies.staff,
  add column made_at timestamptz;
update actions.recommendation set reference = 'R' || nextval('actions.recommendation_reference'), made_at = coalesce(made_on::timestamp at time zone 'Europe/London', now());
alter table actions.recommendation alter column reference set not null, alter column made_at set not null, alter column source drop default, alter column title drop default, alter column standard drop default;
create index on actions.recommendation (agency) where agency is not null;

-- kind: what was said or done. step: of a reminder.
create table actions.followed (
  id uuid primary key,
  recommendation_id uuid not null references actions.recommendation,
  kind text not null check (kind in ('answered', 'impact', 'closed', 'reminded')),
  at timestamptz not null,
  by_id uuid,
  answer text,
  text text not null default '' check (length(text) <= 4000),
  step text,
  due_on date,
  check ((kind = 'reminded') = (step is not null))
);
create index on actions.followed (recommendation_id, at);
create unique index on actions.followed (recommendation_id, step, due_on) where kind = 'reminded';

-- A file somebody added: as documents of a form are, of an action or a recommendation.
create table actions.evidence (
  id uuid primary key,
  action_id uuid references actions.action,
  recommendation_id uuid references actions.recommendation,
  said_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpeg', 'txt', 'csv')),
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  scanned boolean not null,
  at timestamptz not null,
  by_id uuid not null,
  check ((action_id is null) <> (recommendation_id is null))
);
create index on actions.evidence (action_id);
create index on actions.evidence (recommendation_id);
create table actions.evidence_piece (
  evidence_id uuid not null references actions.evidence,
  number integer not null,
  body bytea not null,
  primary key (evidence_id, number)
);
alter table actions.evidence_piece alter column body set storage external;

do $$
declare t text;
begin
  foreach t in array array['followed', 'evidence', 'evidence_piece'] loop
    execute format('alter table actions.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on actions.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on actions.%I to trellis_app', t);
  end loop;
end $$;

-- Whom it is to sees it, and answers.
drop policy see on actions.recommendation;
drop policy change on actions.recommendation;
create policy see on actions.recommendation for select to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy change on actions.recommendation for update to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy see on actions.followed for select to trellis_app using (exists (select from actions.recommendation r where r.id = recommendation_id));
create policy say on actions.followed for insert to trellis_app with check (exists (select from actions.recommendation r where r.id = recommendation_id));
create policy see on actions.evidence for select to trellis_app using (
  case when action_id is not null then exists (select from actions.action a where a.id = action_id) else exists (select from actions.recommendation r where r.id = recommendation_id) end);
create policy say on actions.evidence for insert to trellis_app with check (
  case when action_id is not null then exists (select from actions.action a where a.id = action_id) else exists (select from actions.recommendation r where r.id = recommendation_id) end);
create policy see on actions.evidence_piece for select to trellis_app using (exists (select from actions.evidence e where e.id = evidence_id));
create policy say on actions.evidence_piece for insert to trellis_app with check (exists (select from actions.evidence e where e.id = evidence_id));
