-- Bodies that meet, their seats, meetings and who came. docs/decisions/0160-meetings-and-actions.md says why it looks like this.

create schema meetings;
grant usage on schema meetings to trellis_app;

create table meetings.body (
  id uuid primary key,
  title text not null check (length(title) between 1 and 200),
  kind text not null,
  areas text[] not null check (cardinality(areas) > 0),
  parent_id uuid references meetings.body,
  cycle text,
  quorum integer check (quorum > 0),
  terms text not null default '',
  public boolean not null default false,
  made_at timestamptz not null,
  edition integer not null
);
create unique index on meetings.body (lower(title));

-- A seat outlives who holds it. agency: the code of the register, where the seat is one agency's.
create table meetings.seat (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  title text not null check (length(title) between 1 and 200),
  agency text,
  part text check (part in ('chair', 'vice-chair')),
  position integer not null,
  from_on date,
  until_on date,
  check (until_on >= from_on)
);
create unique index on meetings.seat (body_id, lower(title)) where until_on is null;

create table meetings.meeting (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  areas text[] not null,
  held_on date not null,
  starts_at timestamptz,
  place text not null default '',
  how text check (how in ('in-person', 'online', 'both')),
  edition integer not null
);
create index on meetings.meeting (body_id, held_on);

-- printed: what a document or a list says of it, as it says it. replaced_at: it was put right then, and another row stands in its place.
create table meetings.attendance (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting,
  seat_id uuid not null references meetings.seat,
  state text not null check (state in ('present', 'delegate', 'apology', 'absent', 'not-applicable', 'unclear')),
  online boolean not null default false,
  printed text not null default '',
  note text not null default '',
  document text not null default '',
  line integer,
  taken_at timestamptz not null,
  replaced_at timestamptz
);
create unique index on meetings.attendance (meeting_id, seat_id) where replaced_at is null;

do $$
declare t text;
begin
  foreach t in array array['body', 'seat', 'meeting', 'attendance'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on meetings.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on meetings.%I to trellis_app', t);
  end loop;
  foreach t in array array['body', 'meeting'] loop
    execute format('create policy see on meetings.%I for select to trellis_app using (areas && (select record.areas())::text[])', t);
    execute format('create policy say on meetings.%I for insert to trellis_app with check (areas <@ (select record.areas())::text[])', t);
    execute format('create policy change on meetings.%I for update to trellis_app using (areas <@ (select record.areas())::text[]) with check (areas <@ (select record.areas())::text[])', t);
  end loop;
end $$;
create policy see on meetings.seat for select to trellis_app using (exists (select from meetings.body b where b.id = body_id));
create policy say on meetings.seat for insert to trellis_app with check (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]));
create policy change on meetings.seat for update to trellis_app using (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]));
create policy see on meetings.attendance for select to trellis_app using (exists (select from meetings.meeting m where m.id = meeting_id));
create policy say on meetings.attendance for insert to trellis_app with check (exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[]));
create policy change on meetings.attendance for update to trellis_app using (exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[]));
