-- A council's case system tells of its children every night, as tables of the standard data set: taken in as a census is, each table corrected by
-- the next one. docs/decisions/0320-a-feed-corrects-itself.md says why.

-- stream: files of one stream correct each other: the censuses of an area, or the feeds of an agency. since: what happened before was left out.
-- tables: what was in each table of a feed.
alter table returns.intake
  add column stream text not null default 'census' check (stream = 'census' or stream ~ '^feed '),
  add column since date,
  add column tables jsonb;
alter table returns.intake alter column stream drop default;
create index on returns.intake (area, stream, taken_at);

-- part: the table of a data set a row stands in; empty of a census.
alter table returns.told
  add column stream text not null default 'census',
  add column part text not null default '';
alter table returns.told alter column stream drop default, alter column part drop default;
create index on returns.told (area, stream);
create index on returns.told (fact_id);
alter table returns.change add column part text not null default '';
alter table returns.change alter column part drop default;

-- A feed somebody sent in the site, to look at what would become of it before it is taken in. problems: what is wrong, by file and line; look: what
-- would become of it. The files have names of children: they go when it is taken in or thrown away.
create table returns.feed (
  id uuid primary key,
  area text not null,
  agency text not null,
  on_day date not null,
  since date,
  file_name text not null check (length(file_name) between 1 and 200),
  sha256 bytea not null,
  state text not null check (state in ('sent', 'taken-in', 'thrown-away')),
  problems jsonb not null,
  look jsonb not null,
  sent_by uuid not null,
  sent_at timestamptz not null,
  ended_at timestamptz,
  intake_id uuid references returns.intake deferrable initially deferred,
  edition integer not null,
  check ((state = 'taken-in') = (intake_id is not null)),
  check ((state = 'sent') = (ended_at is null))
);
create index on returns.feed (area, sent_at);
create index on returns.feed (intake_id);

create table returns.feed_file (
  feed_id uuid not null references returns.feed deferrable initially deferred,
  number integer not null,
  area text not null,
  name text not null check (length(name) between 1 and 200),
  body bytea not null,
  primary key (feed_id, number)
);

do $$
declare t text;
begin
  foreach t in array array['feed', 'feed_file'] loop
    execute format('alter table returns.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on returns.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('create policy see on returns.%I for select to trellis_app using (area = any((select access.sees())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('create policy say on returns.%I for insert to trellis_app with check (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('create policy change on returns.%I for update to trellis_app using (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('create policy drop on returns.%I for delete to trellis_app using (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('grant select, insert on returns.%I to trellis_app', t);
  end loop;
end $$;
grant update (state, ended_at, intake_id, edition) on returns.feed to trellis_app;
grant delete on returns.feed_file to trellis_app;
