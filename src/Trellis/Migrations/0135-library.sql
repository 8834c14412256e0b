-- The library: what the partnership has learnt and agreed, in versions; who was sent what and read it; teams that talked about it. docs/decisions/0171-the-library.md

create schema library;
grant usage on schema library to trellis_app;
create sequence library.reference start 101;
grant usage on sequence library.reference to trellis_app;

-- current: the number of the version in force. open: seen by others than its writers. published_in: the transaction a version was published in; what it says is written with it, and never after.
create table library.resource (
  id uuid primary key,
  reference text not null unique,
  kind text not null,
  title text not null check (length(title) between 1 and 200),
  areas text[] not null check (cardinality(areas) > 0),
  is_public boolean not null,
  owner_agency text,
  owner text not null check (length(owner) <= 300),
  current integer,
  review_by date,
  reminded_of date,
  open boolean not null,
  withdrawn_at timestamptz,
  withdrawn_why text not null,
  made_at timestamptz not null,
  edition integer not null,
  check (current is null or open)
);
create index on library.resource (review_by) where review_by is not null;

create table library.version (
  id uuid primary key,
  resource_id uuid not null references library.resource,
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 200),
  summary text not null check (length(summary) <= 1000),
  what_changed text not null check (length(what_changed) <= 4000),
  consulted text not null check (length(consulted) <= 4000),
  asked_until date,
  written_at timestamptz not null,
  written_by uuid not null references agencies.staff,
  published_at timestamptz,
  published_by uuid references agencies.staff,
  replaced_at timestamptz,
  hash bytea,
  searched text not null,
  published_in xid8,
  unique (resource_id, number),
  check ((published_at is null) = (hash is null) and (published_at is null) = (published_by is null))
);
create unique index on library.version (resource_id) where published_at is null;

create table library.section (
  version_id uuid not null references library.version,
  name text not null,
  position integer not null,
  title text not null,
  text text not null check (length(text) <= 50000),
  primary key (version_id, name)
);

create table library.file (
  id uuid primary key,
  version_id uuid not null references library.version,
  name text not null,
  type text not null,
  size integer not null,
  sha256 bytea not null,
  scanned boolean not null,
  at timestamptz not null,
  by_id uuid not null
);
create index on library.file (version_id);

create table library.piece (
  file_id uuid not null references library.file,
  number integer not null,
  body bytea not null,
  primary key (file_id, number)
);

create table library.comment (
  id uuid primary key,
  version_id uuid not null references library.version,
  agency text not null,
  by_id uuid not null,
  at timestamptz not null,
  text text not null check (length(text) between 1 and 4000)
);
create index on library.comment (version_id);

create table library.sending (
  id uuid primary key,
  resource_id uuid not null references library.resource,
  version integer not null,
  audience text not null,
  note text not null check (length(note) <= 500),
  at timestamptz not null,
  by_id uuid not null
);
create index on library.sending (resource_id);

create table library.reader (
  id uuid primary key,
  sending_id uuid not null references library.sending,
  resource_id uuid not null references library.resource,
  area text not null,
  user_id uuid not null references agencies.staff,
  agency text not null,
  read_at timestamptz,
  unique (sending_id, user_id)
);
create index on library.reader (user_id) where read_at is null;

create table library.discussion (
  id uuid primary key,
  resource_id uuid not null references library.resource,
  area text not null,
  agency text not null,
  team text not null check (length(team) between 1 and 200),
  held_on date not null,
  people integer not null check (people between 1 and 1000),
  said text not null check (length(said) between 1 and 4000),
  will text not null check (length(will) <= 4000),
  by_id uuid not null references agencies.staff,
  at timestamptz not null,
  ask_on date not null,
  asked_at timestamptz,
  impact text,
  impact_words text not null,
  impact_at timestamptz,
  edition integer not null
);
create index on library.discussion (resource_id);
create index on library.discussion (ask_on) where asked_at is null;

do $$
declare t text;
begin
  foreach t in array array['resource', 'version', 'section', 'file', 'piece', 'comment', 'sending', 'reader', 'discussion'] loop
    execute format('alter table library.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on library.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on library.%I to trellis_app', t);
  end loop;
end $$;
grant update on library.resource, library.version to trellis_app;
grant update (text) on library.section to trellis_app;
grant update (read_at) on library.reader to trellis_app;
grant update (asked_at, impact, impact_words, impact_at, edition) on library.discussion to trellis_app;
grant delete on library.file, library.piece to trellis_app;

-- What is published, or asked about, is for everybody of the areas; what is being written, for those who keep the partnership's business.
create policy see on library.resource for select to trellis_app using (areas && (select record.areas())::text[] and (open or 'boards' = any((select record.circles())::text[])));
create policy say on library.resource for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on library.resource for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy see on library.version for select to trellis_app using ((published_at is not null or asked_until is not null or 'boards' = any((select record.circles())::text[]))
  and exists (select from library.resource r where r.id = resource_id));
create policy say on library.version for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from library.resource r where r.id = resource_id));
create policy change on library.version for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from library.resource r where r.id = resource_id));
do $$
declare t text;
begin
  foreach t in array array['section', 'file'] loop
    execute format('create policy see on library.%I for select to trellis_app using (exists (select from library.version v where v.id = version_id))', t);
    execute format('create policy say on library.%I for insert to trellis_app with check (''boards'' = any((select record.circles())::text[]) and exists (select from library.version v where v.id = version_id and (v.published_in is null or v.published_in = pg_current_xact_id())))', t);
  end loop;
end $$;
create policy change on library.section for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from library.version v where v.id = version_id and (v.published_in is null or v.published_in = pg_current_xact_id())));
create policy take_out on library.file for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from library.version v where v.id = version_id and (v.published_in is null or v.published_in = pg_current_xact_id())));
create policy see on library.piece for select to trellis_app using (exists (select from library.file f where f.id = file_id));
create policy say on library.piece for insert to trellis_app with check (exists (select from library.file f join library.version v on v.id = f.version_id where f.id = file_id and (v.published_in is null or v.published_in = pg_current_xact_id())));
create policy take_out on library.piece for delete to trellis_app using (exists (select from library.file f join library.version v on v.id = f.version_id where f.id = file_id and (v.published_in is null or v.published_in = pg_current_xact_id())));
-- An agency's comments are its own and the writers'.
create policy see on library.comment for select to trellis_app using (('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])) and exists (select from library.version v where v.id = version_id));
create policy say on library.comment for insert to trellis_app with check ('agency:' || agency = any((select access.holders())::text[]) and exists (select from library.version v where v.id = version_id and v.published_at is null and v.asked_until is not null));
create policy see on library.sending for select to trellis_app using (exists (select from library.resource r where r.id = resource_id));
create policy say on library.sending for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from library.resource r where r.id = resource_id));
-- Who has read what is each reader's own, and the writers' to count.
create policy see on library.reader for select to trellis_app using ((user_id = (select access.me()) or 'boards' = any((select record.circles())::text[])) and exists (select from library.sending s where s.id = sending_id));
create policy say on library.reader for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from library.sending s where s.id = sending_id));
create policy change on library.reader for update to trellis_app using (user_id = (select access.me()));
create policy see on library.discussion for select to trellis_app using (area = any((select record.areas())::text[]) and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy say on library.discussion for insert to trellis_app with check (area = any((select record.areas())::text[]) and 'agency:' || agency = any((select access.holders())::text[]) and exists (select from library.resource r where r.id = resource_id and r.current is not null));
create policy change on library.discussion for update to trellis_app using (area = any((select record.areas())::text[]) and (by_id = (select access.me()) or 'boards' = any((select record.circles())::text[])));

-- What is out stays as it is, but for being replaced.
create function library.stays() returns trigger language plpgsql set search_path = library, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.published_at is not null and (to_jsonb(new) - 'replaced_at') <> (to_jsonb(old) - 'replaced_at') then raise exception 'version % is published and stays as it is', old.number using errcode = '23514'; end if;
  if tg_op = 'INSERT' or old.published_at is null then new.published_in := case when new.published_at is not null then pg_current_xact_id() end; end if;
  return new;
end $$;
create trigger stays before insert or update on library.version for each row execute function library.stays();
