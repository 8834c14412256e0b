-- Independent scrutiny: what is planned, seen, found and asked. docs/decisions/0271-independent-scrutiny.md says why it looks like this.

create schema scrutiny;
grant usage on schema scrutiny to trellis_app;
create sequence scrutiny.reference start 11;
create sequence scrutiny.question_reference start 11;
grant usage on sequence scrutiny.reference, scrutiny.question_reference to trellis_app;

-- year: a financial year, 2026-27. method: a code of scrutiny-method; tasks: of scrutiny-task. Names nobody.
create table scrutiny.activity (
  id uuid primary key,
  reference text not null unique,
  areas text[] not null check (areas <> '{}'),
  year text not null check (year ~ '^[0-9]{4}-[0-9]{2}$'),
  title text not null check (length(title) between 1 and 200),
  asks text not null check (length(asks) between 1 and 2000),
  method text not null,
  tasks text[] not null,
  lead text not null check (length(lead) between 1 and 200),
  young_scrutineers boolean not null,
  planned_on date not null,
  made_at timestamptz not null,
  ended_on date,
  summary text not null check (length(summary) <= 4000),
  dropped_because text not null check (length(dropped_because) <= 2000),
  edition integer not null,
  check (ended_on is not null or (summary = '' and dropped_because = ''))
);
create index on scrutiny.activity (year);

create table scrutiny.visit (
  id uuid primary key,
  activity_id uuid not null references scrutiny.activity,
  on_day date not null,
  place text not null check (length(place) between 1 and 200),
  people integer check (people > 0),
  seen text not null check (length(seen) between 1 and 4000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on scrutiny.visit (activity_id);

-- kind: a code of scrutiny-finding. Only added to.
create table scrutiny.finding (
  id uuid primary key,
  activity_id uuid not null references scrutiny.activity,
  number integer not null check (number > 0),
  kind text not null,
  text text not null check (length(text) between 1 and 4000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (activity_id, number)
);

-- One agency's: asked of three, it is three questions. state: whose turn it is.
create table scrutiny.question (
  id uuid primary key,
  reference text not null unique,
  areas text[] not null check (areas <> '{}'),
  activity_id uuid references scrutiny.activity,
  agency text not null references agencies.agency (code),
  subject text not null check (length(subject) between 1 and 300),
  asked_by uuid not null references agencies.staff,
  state text not null check (state in ('asked', 'answered', 'settled')),
  due_on date not null,
  verdict text,
  made_at timestamptz not null,
  edition integer not null,
  check ((state = 'settled') = (verdict is not null))
);
create index on scrutiny.question (state, due_on);
create index on scrutiny.question (activity_id);

-- What was said, never changed; and each time somebody was reminded or told that no answer came, once for each day it was due.
create table scrutiny.turn (
  id uuid primary key,
  question_id uuid not null references scrutiny.question,
  kind text not null check (kind in ('asked', 'answered', 'settled', 'told')),
  at timestamptz not null,
  by_id uuid not null,
  text text not null check (length(text) <= 4000),
  due_on date,
  step text,
  check ((kind = 'told') = (step is not null))
);
create index on scrutiny.turn (question_id, at);
create unique index on scrutiny.turn (question_id, step, due_on) where kind = 'told';

-- What the scrutineer says of a year in the annual report; written anew it is a further row, and the last one counts.
create table scrutiny.summary (
  id uuid primary key,
  areas text[] not null check (areas <> '{}'),
  year text not null check (year ~ '^[0-9]{4}-[0-9]{2}$'),
  text text not null check (length(text) between 1 and 8000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on scrutiny.summary (year, at);

do $$
declare t text;
begin
  foreach t in array array['activity', 'visit', 'finding', 'question', 'turn', 'summary'] loop
    execute format('alter table scrutiny.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on scrutiny.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on scrutiny.%I to trellis_app', t);
  end loop;
  grant update on scrutiny.activity, scrutiny.question to trellis_app;
end $$;

-- The plan is for everybody who may read it. What was seen and found is first of those who keep the partnership's business; others read it
-- once the piece of work is ended. A question and its answers are of the agency that was asked, besides.
create policy see on scrutiny.activity for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on scrutiny.activity for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on scrutiny.activity for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy see on scrutiny.visit for select to trellis_app using (exists (select from scrutiny.activity a where a.id = activity_id and (a.ended_on is not null or 'boards' = any((select record.circles())::text[]))));
create policy say on scrutiny.visit for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from scrutiny.activity a where a.id = activity_id));
create policy see on scrutiny.finding for select to trellis_app using (exists (select from scrutiny.activity a where a.id = activity_id and (a.ended_on is not null or 'boards' = any((select record.circles())::text[]))));
create policy say on scrutiny.finding for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from scrutiny.activity a where a.id = activity_id));
create policy see on scrutiny.question for select to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy say on scrutiny.question for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on scrutiny.question for update to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy see on scrutiny.turn for select to trellis_app using (exists (select from scrutiny.question q where q.id = question_id));
create policy say on scrutiny.turn for insert to trellis_app with check (exists (select from scrutiny.question q where q.id = question_id));
create policy see on scrutiny.summary for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on scrutiny.summary for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));

-- Scrutiny sets actions and recommends too.
alter table actions.action drop constraint action_source_check;
alter table actions.action add constraint action_source_check check (source in ('meeting', 'plan', 'audit', 'review', 'recommendation', 'step', 'questionnaire', 'scrutiny', 'other'));
alter table actions.recommendation drop constraint recommendation_source_check;
alter table actions.recommendation add constraint recommendation_source_check check (source in ('meeting', 'plan', 'audit', 'review', 'scrutiny', 'other'));
