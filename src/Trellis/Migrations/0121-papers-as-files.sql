-- A paper that came as a file. One that takes its place may keep the file. Looked at as every document is: docs/decisions/0123-documents.md.
create table meetings.paper_file (
  id uuid primary key,
  item_id uuid not null references meetings.item,
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpeg', 'txt', 'csv')),
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  scanned boolean not null,
  at timestamptz not null,
  by_id uuid not null
);
create index on meetings.paper_file (item_id);
create table meetings.paper_piece (
  file_id uuid not null references meetings.paper_file,
  number integer not null,
  body bytea not null,
  primary key (file_id, number)
);
alter table meetings.paper_piece alter column body set storage external;
alter table meetings.paper add column file_id uuid references meetings.paper_file;

do $$
declare t text;
begin
  foreach t in array array['paper_file', 'paper_piece'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on meetings.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on meetings.%I to trellis_app', t);
  end loop;
end $$;
create policy see on meetings.paper_file for select to trellis_app using (exists (select from meetings.item i where i.id = item_id));
create policy say on meetings.paper_file for insert to trellis_app with check (exists (select from meetings.item i join meetings.meeting m on m.id = i.meeting_id where i.id = item_id and m.areas <@ (select record.areas())::text[]));
create policy see on meetings.paper_piece for select to trellis_app using (exists (select from meetings.paper_file f where f.id = file_id));
create policy say on meetings.paper_piece for insert to trellis_app with check (exists (select from meetings.paper_file f where f.id = file_id));
