-- Forums and learning set-ups: who came by setting, messages passed on with receipts, and what those who were there say.
-- docs/decisions/0294-forums.md says why it looks like this.

-- How many came from one school, nursery, practice or team. Names nobody. replaced_at: it was put right then.
create table meetings.forum_came (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting,
  setting text not null check (length(setting) between 1 and 200),
  people integer not null check (people between 1 and 500),
  taken_at timestamptz not null,
  taken_by uuid not null references agencies.staff,
  replaced_at timestamptz
);
create unique index on meetings.forum_came (meeting_id, lower(setting)) where replaced_at is null;

-- Of somebody who was there; theirs to see, and without their name those who run the boards'.
create table meetings.forum_said (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting,
  useful integer not null check (useful between 1 and 4),
  will_do text not null check (length(will_do) <= 2000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (meeting_id, by_id)
);

-- A message to be passed on; meeting_id null: given out between dates.
create table meetings.cascade (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  meeting_id uuid references meetings.meeting,
  areas text[] not null check (cardinality(areas) > 0),
  title text not null check (length(title) between 1 and 200),
  text text not null check (length(text) between 1 and 4000),
  address text not null check (length(address) <= 500),
  to_whom text not null check (length(to_whom) between 1 and 500),
  pass_on_by date not null,
  sent_at timestamptz not null,
  sent_by uuid not null references agencies.staff
);
create index on meetings.cascade (body_id);

-- A receipt. people null: nobody counted.
create table meetings.passed_on (
  id uuid primary key,
  cascade_id uuid not null references meetings.cascade,
  setting text not null check (length(setting) between 1 and 200),
  to_whom text not null check (length(to_whom) between 1 and 500),
  people integer check (people > 0),
  on_day date not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on meetings.passed_on (cascade_id);

do $$
declare t text;
begin
  foreach t in array array['forum_came', 'forum_said', 'cascade', 'passed_on'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on meetings.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on meetings.%I to trellis_app', t);
  end loop;
end $$;
grant update on meetings.forum_came to trellis_app;
create policy see on meetings.forum_came for select to trellis_app using (exists (select from meetings.meeting m where m.id = meeting_id));
create policy say on meetings.forum_came for insert to trellis_app with check (exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[]));
create policy change on meetings.forum_came for update to trellis_app using (exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[]));
create policy see on meetings.forum_said for select to trellis_app using ((by_id = (select access.me()) or 'boards' = any((select record.circles())::text[])) and exists (select from meetings.meeting m where m.id = meeting_id));
create policy say on meetings.forum_said for insert to trellis_app with check (by_id = (select access.me()) and exists (select from meetings.meeting m where m.id = meeting_id));
create policy see on meetings.cascade for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on meetings.cascade for insert to trellis_app with check (areas <@ (select record.areas())::text[]);
create policy see on meetings.passed_on for select to trellis_app using (exists (select from meetings.cascade c where c.id = cascade_id));
create policy say on meetings.passed_on for insert to trellis_app with check (by_id = (select access.me()) and exists (select from meetings.cascade c where c.id = cascade_id));
