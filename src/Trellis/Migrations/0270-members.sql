-- The members' register: which seats are statutory, who was shown round and agreed to the terms, what lists of members printed, what became
-- of a body, and what one has to do with another. docs/decisions/0290-members-and-what-becomes-of-bodies.md says why it looks like this.

-- organisation: whose seat it is, as it is written, where the register of agencies does not know it.
alter table meetings.seat
  add column statutory boolean not null default false,
  add column organisation text not null default '' check (length(organisation) <= 200);

-- inducted_on: the day they were shown round; agreed_on: the day they signed up to the terms of reference. contact: at work.
alter table meetings.holder
  add column contact text not null default '' check (length(contact) <= 200),
  add column inducted_on date,
  add column agreed_on date,
  add column left_because text not null default '' check (length(left_because) <= 500);

-- ended_on: its last day. became_id: the body that took its place, and its open actions with it.
alter table meetings.body
  add column ended_on date,
  add column became_id uuid references meetings.body,
  add column ended_because text not null default '' check (length(ended_because) <= 500),
  add check (became_id <> id),
  add check (ended_on is not null or became_id is null);

-- What it was called before. until_on: the last day of the name.
create table meetings.body_title (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  title text not null check (length(title) between 1 and 200),
  until_on date not null
);
create index on meetings.body_title (body_id);

-- What a body has to do with another, here or elsewhere, besides answering to it. other: as it is called, where it is not one of ours.
create table meetings.tie (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  other_id uuid references meetings.body,
  other text not null default '' check (length(other) <= 200),
  kind text not null check (kind in ('reports-to', 'works-with', 'advises', 'shares-members')),
  words text not null default '' check (length(words) <= 500),
  from_on date not null,
  until_on date,
  check ((other_id is null) = (other <> '')),
  check (other_id <> body_id),
  check (until_on >= from_on)
);
create index on meetings.tie (body_id);

-- A seat in a list of members somebody printed, of the days the list is of. from_on null: it names no days; to_on null: no end.
create table meetings.listed (
  id uuid primary key,
  body_id uuid not null references meetings.body,
  seat_id uuid not null references meetings.seat,
  list text not null check (length(list) between 1 and 300),
  from_on date,
  to_on date,
  role text not null check (length(role) between 1 and 300),
  organisation text not null check (length(organisation) <= 300),
  area text not null check (length(area) <= 20),
  note text not null check (length(note) <= 1000),
  document text not null,
  document_line integer check (document_line > 0),
  unique (seat_id, list),
  check (to_on >= from_on)
);
create index on meetings.listed (body_id);

do $$
declare t text;
begin
  foreach t in array array['body_title', 'tie', 'listed'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on meetings.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on meetings.%I to trellis_app', t);
    execute format('create policy see on meetings.%I for select to trellis_app using (exists (select from meetings.body b where b.id = body_id))', t);
    execute format('create policy say on meetings.%I for insert to trellis_app with check (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]))', t);
    execute format('create policy change on meetings.%I for update to trellis_app using (exists (select from meetings.body b where b.id = body_id and b.areas <@ (select record.areas())::text[]))', t);
  end loop;
end $$;
