-- What a committee or board means to look at, by round of its meetings. docs/decisions/0291-work-programmes.md says why it looks like this.

-- kind: an item of a round, or a task group that reports to it. round null: not allocated yet. on_day null: it is not known yet.
create table meetings.topic (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  kind text not null check (kind in ('item', 'task-group')),
  round integer check (round > 0),
  on_day date,
  position integer not null check (position > 0),
  title text not null check (length(title) between 1 and 300),
  reason text not null check (length(reason) <= 2000),
  lead text not null check (length(lead) <= 300),
  state text not null check (state in ('planned', 'done', 'dropped')),
  came_of text not null default '' check (length(came_of) <= 2000),
  meeting_id uuid references meetings.meeting,
  document text not null default '',
  document_line integer check (document_line > 0),
  note text not null default '' check (length(note) <= 1000)
);
create index on meetings.topic (body_id);

alter table meetings.topic enable row level security;
create constraint trigger needs_an_act after insert or update or delete on meetings.topic deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on meetings.topic to trellis_app;
create policy see on meetings.topic for select to trellis_app using (exists (select from meetings.body b where b.id = body_id));
create policy say on meetings.topic for insert to trellis_app with check (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]));
create policy change on meetings.topic for update to trellis_app using (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]));
