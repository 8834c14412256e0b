-- One list of actions for everything, and what bodies recommended to others. docs/decisions/0160-meetings-and-actions.md

create schema actions;
grant usage on schema actions to trellis_app;
create sequence actions.reference start 1001;
grant usage on sequence actions.reference to trellis_app;

-- body_id: who set it. agency: whose it is, of the register; owner: as it was written. status_written: what the tracker says for it.
-- origin: the row of a tracker it was taken in from, so that the same file does not bring it twice.
create table actions.action (
  id uuid primary key,
  reference text not null unique,
  areas text[] not null check (cardinality(areas) > 0),
  body_id uuid references meetings.body deferrable initially deferred,
  set_on date,
  item text not null default '',
  text text not null check (length(text) between 1 and 4000),
  agency text,
  owner text not null default '',
  due_on date,
  status text not null,
  status_written text not null default '',
  ended_on date,
  agreed_at timestamptz,
  agreed_by uuid references agencies.staff,
  origin text unique,
  document text not null default '',
  line integer,
  made_at timestamptz not null,
  edition integer not null
);
create index on actions.action (body_id, due_on);
create index on actions.action (agency, status, due_on);
create index on actions.action (status, due_on, id);

create table actions.progress (
  id uuid primary key,
  action_id uuid not null references actions.action,
  at timestamptz not null,
  by_id uuid,
  status text not null,
  status_written text not null default '',
  text text not null default '' check (length(text) <= 4000)
);
create index on actions.progress (action_id, at);

create table actions.recommendation (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  body_id uuid references meetings.body deferrable initially deferred,
  recipient text not null check (length(recipient) between 1 and 200),
  number text not null default '',
  made_on date,
  text text not null check (length(text) between 1 and 4000),
  response text not null default '',
  origin text unique,
  document text not null default '',
  line integer,
  edition integer not null
);
create index on actions.recommendation (body_id, made_on);

do $$
declare t text;
begin
  foreach t in array array['action', 'progress', 'recommendation'] loop
    execute format('alter table actions.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on actions.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on actions.%I to trellis_app', t);
  end loop;
end $$;
grant update on actions.action, actions.recommendation to trellis_app;
-- All of them for those who keep the partnership's business; somebody of an agency sees their agency's.
create policy see on actions.action for select to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy say on actions.action for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on actions.action for update to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy see on actions.progress for select to trellis_app using (exists (select from actions.action a where a.id = action_id));
create policy say on actions.progress for insert to trellis_app with check (exists (select from actions.action a where a.id = action_id));
create policy see on actions.recommendation for select to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy say on actions.recommendation for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on actions.recommendation for update to trellis_app using (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
