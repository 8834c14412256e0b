-- Who holds a seat, what a meeting has before it, what it says and decides. docs/decisions/0164-agendas-and-minutes.md says why it looks like this.

-- Names of people at work. until_on: the last day.
create table meetings.holder (
  id uuid primary key,
  seat_id uuid not null references meetings.seat,
  body_id uuid not null references meetings.body,
  name text not null check (length(name) between 1 and 200),
  post text not null default '',
  user_id uuid,
  deputy boolean not null default false,
  from_on date not null,
  until_on date,
  check (until_on >= from_on)
);
create index on meetings.holder (seat_id);
create index on meetings.holder (user_id) where user_id is not null;
-- A seat has one holder at a time, and as many deputies as it likes.
alter table meetings.holder add constraint one_holder exclude using gist (seat_id with =, daterange(from_on, until_on, '[]') with &&) where (not deputy);

alter table meetings.meeting
  add column title text not null default '',
  add column ends_at timestamptz,
  add column link text not null default '',
  add column with_body_id uuid references meetings.body,
  add column chair_seat_id uuid references meetings.seat,
  add column chaired_by text not null default '',
  add column called_at timestamptz,
  add column published_at timestamptz,
  add column late_because text not null default '',
  add column changed_at timestamptz,
  add column begun_at timestamptz,
  add column ended_at timestamptz,
  add column cancelled_at timestamptz,
  add column cancelled_because text not null default '',
  add column inquorate_because text not null default '',
  add column item_now uuid,
  add column circulated_at timestamptz,
  add column approved_at timestamptz,
  add column approved_in_id uuid references meetings.meeting,
  add column signed_by text not null default '';

-- Who came for the seat's holder.
alter table meetings.attendance add column delegate text not null default '';

-- At the table: who holds a seat of one of these bodies today, and those who keep the partnership's business.
create function meetings.at_table(body uuid, other uuid) returns boolean language sql stable parallel safe as $$
  select coalesce('boards' = any((select record.circles())::text[]), false) or exists (
    select from meetings.holder h where h.user_id = (select access.me()) and h.body_id in (body, other)
      and h.from_on <= (access.now() at time zone 'Europe/London')::date and (h.until_on is null or h.until_on >= (access.now() at time zone 'Europe/London')::date))
$$;

-- openness: open to whoever sees the meeting; closed to all but those at the table (part B); restricted to those named in readers.
create table meetings.item (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting,
  position integer not null,
  title text not null check (length(title) between 1 and 300),
  standing text,
  kind text not null check (kind in ('report', 'presentation', 'verbal', 'matter', 'standing')),
  purpose text not null check (purpose in ('decide', 'note', 'discuss')),
  lead text not null default '',
  minutes integer check (minutes between 1 and 600),
  openness text not null default 'open' check (openness in ('open', 'closed', 'restricted')),
  readers uuid[] not null default '{}',
  added_at timestamptz not null,
  removed_at timestamptz,
  begun_at timestamptz
);
create index on meetings.item (meeting_id, position);

create table meetings.paper (
  id uuid primary key,
  item_id uuid not null references meetings.item,
  meeting_id uuid not null references meetings.meeting,
  title text not null check (length(title) between 1 and 300),
  report_of text not null default '',
  author text not null default '',
  contact text not null default '',
  wards text not null default '',
  classification text not null default '',
  summary text not null default '',
  recommendations text not null default '',
  finance text not null default '',
  legal text not null default '',
  background text not null default '',
  body text not null default '',
  at timestamptz not null,
  by_id uuid not null,
  removed_at timestamptz
);
create index on meetings.paper (item_id);

create table meetings.question (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting,
  item_id uuid references meetings.item,
  asked_by text not null,
  asked_by_id uuid,
  words text not null,
  answer text not null default '',
  at timestamptz not null
);
create index on meetings.question (meeting_id);

create table meetings.declaration (
  id uuid primary key,
  meeting_id uuid not null references meetings.meeting,
  item_id uuid not null references meetings.item,
  seat_id uuid not null references meetings.seat,
  kind text not null check (kind in ('pecuniary', 'other')),
  words text not null default '',
  withdrew boolean not null,
  at timestamptz not null
);
create index on meetings.declaration (meeting_id);

-- A decision of a body: at a meeting, or outside one until a meeting ratifies it.
create table meetings.decision (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  areas text[] not null,
  meeting_id uuid references meetings.meeting,
  item_id uuid references meetings.item,
  number integer not null,
  words text not null check (length(words) between 1 and 8000),
  how text not null check (how in ('consensus', 'vote', 'outside')),
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  abstained integer check (abstained >= 0),
  why_outside text not null default '',
  decided_on date not null,
  ratified_in_id uuid references meetings.meeting,
  at timestamptz not null,
  edition integer not null
);
create index on meetings.decision (body_id, decided_on);
create index on meetings.decision (meeting_id);

-- What the minutes say under an item. A draft until the meeting's minutes are approved; then nothing of it changes.
create table meetings.minute (
  item_id uuid primary key references meetings.item,
  meeting_id uuid not null references meetings.meeting,
  words text not null default '' check (length(words) <= 200000),
  revision integer not null,
  at timestamptz not null,
  by_id uuid not null
);
create index on meetings.minute (meeting_id);

-- What it said before, so that what two people wrote at once can be put together. Gone when the minutes are approved.
create table meetings.minute_before (
  item_id uuid not null references meetings.minute,
  revision integer not null,
  words text not null,
  at timestamptz not null,
  by_id uuid not null,
  primary key (item_id, revision)
);

-- Who has the meeting's record open. No record, and not kept.
create unlogged table meetings.presence (
  meeting_id uuid not null,
  user_id uuid not null,
  item_id uuid,
  at timestamptz not null,
  primary key (meeting_id, user_id)
);

do $$
declare t text;
begin
  foreach t in array array['holder', 'item', 'paper', 'question', 'declaration', 'decision'] loop
    execute format('create constraint trigger needs_an_act after insert or update or delete on meetings.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on meetings.%I to trellis_app', t);
  end loop;
  foreach t in array array['holder', 'item', 'paper', 'question', 'declaration', 'decision', 'minute', 'minute_before', 'presence'] loop
    execute format('alter table meetings.%I enable row level security', t);
  end loop;
  -- What hangs from an item is seen by whoever sees the item, and said by whoever is of all the meeting's areas.
  foreach t in array array['paper', 'declaration', 'minute'] loop
    execute format('create policy see on meetings.%I for select to trellis_app using (exists (select from meetings.item i where i.id = item_id))', t);
    execute format('create policy say on meetings.%I for insert to trellis_app with check (exists (select from meetings.item i join meetings.meeting m on m.id = i.meeting_id where i.id = item_id and m.areas <@ (select record.areas())::text[]))', t);
    execute format('create policy change on meetings.%I for update to trellis_app using (exists (select from meetings.item i join meetings.meeting m on m.id = i.meeting_id where i.id = item_id and m.areas <@ (select record.areas())::text[]))', t);
  end loop;
end $$;
grant select, insert, update on meetings.minute to trellis_app;
grant select, insert, delete on meetings.minute_before to trellis_app;

create policy see on meetings.holder for select to trellis_app using (exists (select from meetings.body b where b.id = body_id));
create policy say on meetings.holder for insert to trellis_app with check (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]));
create policy change on meetings.holder for update to trellis_app using (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]));

create policy see on meetings.item for select to trellis_app using (
  exists (select from meetings.meeting m where m.id = meeting_id and (openness <> 'closed' or meetings.at_table(m.body_id, m.with_body_id)))
  and (openness <> 'restricted' or (select access.me()) = any(readers)));
create policy say on meetings.item for insert to trellis_app with check (exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[]));
create policy change on meetings.item for update to trellis_app using (
  exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[])) with check (true);

create policy see on meetings.question for select to trellis_app using (
  exists (select from meetings.meeting m where m.id = meeting_id) and (item_id is null or exists (select from meetings.item i where i.id = item_id)));
create policy say on meetings.question for insert to trellis_app with check (exists (select from meetings.meeting m where m.id = meeting_id));
create policy change on meetings.question for update to trellis_app using (exists (select from meetings.meeting m where m.id = meeting_id and m.areas <@ (select record.areas())::text[]));

create policy see on meetings.decision for select to trellis_app using (areas && (select record.areas())::text[] and (item_id is null or exists (select from meetings.item i where i.id = item_id)));
create policy say on meetings.decision for insert to trellis_app with check (areas <@ (select record.areas())::text[]);
create policy change on meetings.decision for update to trellis_app using (areas <@ (select record.areas())::text[]);

create policy see on meetings.minute_before for select to trellis_app using (exists (select from meetings.minute n where n.item_id = minute_before.item_id));
create policy say on meetings.minute_before for insert to trellis_app with check (exists (select from meetings.minute n where n.item_id = minute_before.item_id));
create policy forget on meetings.minute_before for delete to trellis_app using (exists (select from meetings.minute n where n.item_id = minute_before.item_id));

-- Approved minutes are what they are.
create function meetings.approved_stays() returns trigger language plpgsql as $$
begin
  if exists (select from meetings.meeting m where m.id = new.meeting_id and m.approved_at is not null) then
    raise exception 'The minutes of this meeting are approved' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger approved_stays before insert or update on meetings.minute for each row execute function meetings.approved_stays();

-- Says that the asker has the meeting's record open, and answers who else had it open in the last quarter of a minute.
create function meetings.here(meeting uuid, item uuid) returns table (user_id uuid, item_id uuid) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from meetings.meeting m where m.id = meeting and m.areas && record.areas()) then return; end if;
  delete from meetings.presence p where p.at < now() - interval '1 hour';
  insert into meetings.presence values (meeting, access.me(), item, now()) on conflict on constraint presence_pkey do update set item_id = excluded.item_id, at = excluded.at;
  return query select p.user_id, p.item_id from meetings.presence p where p.meeting_id = meeting and p.user_id <> access.me() and p.at > now() - interval '15 seconds';
end $$;
revoke all on function meetings.here(uuid, uuid) from public;
grant execute on function meetings.here(uuid, uuid) to trellis_app;

-- How many items the agenda has, those among them that are not for the asker.
create function meetings.items_of(meeting uuid) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from meetings.item i join meetings.meeting m on m.id = i.meeting_id
  where i.meeting_id = items_of.meeting and i.removed_at is null and m.areas && record.areas()
$$;
revoke all on function meetings.items_of(uuid) from public;
grant execute on function meetings.items_of(uuid) to trellis_app;

-- Numbers decisions of a body, those among them that are not for the asker.
create function meetings.next_decision(body uuid) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(d.number), 0) + 1 from meetings.decision d join meetings.body b on b.id = d.body_id where d.body_id = next_decision.body and b.areas && record.areas()
$$;
revoke all on function meetings.next_decision(uuid) from public;
grant execute on function meetings.next_decision(uuid) to trellis_app;
create unique index on meetings.decision (body_id, number);
