-- Plans of the partnership: priorities, outcomes, actions, and what was said of them. docs/decisions/0270-plans-as-printed.md

create schema plans;
grant usage on schema plans to trellis_app;

create table plans.plan (
  id uuid primary key,
  title text not null unique check (length(title) between 1 and 200),
  body text not null check (length(body) <= 200),
  areas text[] not null check (cardinality(areas) > 0),
  from_on date,
  until_on date,
  document text not null,
  made_at timestamptz not null,
  edition integer not null,
  check (until_on >= from_on)
);

-- progress: what the annual report says of the priority.
create table plans.priority (
  id uuid primary key,
  plan_id uuid not null references plans.plan,
  title text not null check (length(title) between 1 and 500),
  position integer not null check (position > 0),
  progress text not null check (length(progress) <= 4000),
  progress_at timestamptz,
  unique (plan_id, title)
);

-- title: empty where the plan names no outcome. measures: figures of the practice model.
create table plans.outcome (
  id uuid primary key,
  priority_id uuid not null references plans.priority,
  title text not null check (length(title) <= 1000),
  position integer not null check (position > 0),
  measures text[] not null,
  unique (priority_id, title)
);

-- due_written: when, as it is written; due_on: the last day of it, where one can be told. origin: by what it is known again in a list.
create table plans.action (
  id uuid primary key,
  outcome_id uuid not null references plans.outcome,
  origin text not null,
  position integer not null check (position > 0),
  text text not null check (length(text) between 1 and 4000),
  purpose text not null check (length(purpose) <= 1000),
  who text not null check (length(who) <= 500),
  agency text,
  due_written text not null check (length(due_written) <= 1000),
  due_on date,
  note text not null check (length(note) <= 1000),
  document text not null,
  document_line integer check (document_line > 0)
);
create index on plans.action (outcome_id);

-- What was said of an action; never changed. status null: it cannot be told from what was written. on_day null: nobody said when.
create table plans.progress (
  id uuid primary key,
  action_id uuid not null references plans.action,
  at timestamptz not null,
  on_day date,
  status text,
  written text not null check (length(written) <= 4000),
  text text not null check (length(text) <= 4000),
  by_id uuid,
  check (by_id is not null or length(written) > 0)
);
create index on plans.progress (action_id);

do $$
declare t text;
begin
  foreach t in array array['plan', 'priority', 'outcome', 'action', 'progress'] loop
    execute format('alter table plans.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on plans.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on plans.%I to trellis_app', t);
  end loop;
  foreach t in array array['plan', 'priority', 'outcome', 'action'] loop
    execute format('grant update on plans.%I to trellis_app', t);
  end loop;
end $$;

-- The partnership's own plans are of nobody in particular: read by whoever acts in one of their areas and may, written by those who keep
-- its business. What was done is also said by the agency whose action it is.
create policy see on plans.plan for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on plans.plan for insert to trellis_app with check (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on plans.plan for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy see on plans.priority for select to trellis_app using (exists (select from plans.plan p where p.id = plan_id));
create policy say on plans.priority for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from plans.plan p where p.id = plan_id));
create policy change on plans.priority for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from plans.plan p where p.id = plan_id));
create policy see on plans.outcome for select to trellis_app using (exists (select from plans.priority p where p.id = priority_id));
create policy say on plans.outcome for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from plans.priority p where p.id = priority_id));
create policy change on plans.outcome for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from plans.priority p where p.id = priority_id));
create policy see on plans.action for select to trellis_app using (exists (select from plans.outcome o where o.id = outcome_id));
create policy say on plans.action for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from plans.outcome o where o.id = outcome_id));
create policy change on plans.action for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from plans.outcome o where o.id = outcome_id));
create policy see on plans.progress for select to trellis_app using (exists (select from plans.action a where a.id = action_id));
create policy say on plans.progress for insert to trellis_app with check (exists (select from plans.action a where a.id = action_id
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || a.agency = any((select record.circles())::text[]))));
