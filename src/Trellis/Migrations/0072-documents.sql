-- Documents: what somebody added to a form. docs/decisions/0123-documents.md says why they are here and in pieces.
create schema documents;
grant usage on schema documents to trellis_app, trellis_steward;

-- words_ids: the frozen versions it belongs to; with none it is a draft's, and no record. visible_to: as of the draft, then of the step.
create table documents.document (
  id uuid primary key,
  step_id uuid not null references casework.step,
  matter_id uuid not null,
  area text not null,
  agency text,
  visible_to text,
  field text not null,
  kept_to text,
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpeg', 'txt', 'csv')),
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  scanned boolean not null,
  at timestamptz not null,
  by_id uuid not null,
  words_ids uuid[] not null default '{}'
);
create index on documents.document (step_id);
create index on documents.document using gin (words_ids);

-- Half a mebibyte each, so that neither the database nor the site ever holds a whole one to give it out.
create table documents.piece (
  document_id uuid not null references documents.document on delete cascade,
  number integer not null,
  body bytea not null,
  primary key (document_id, number)
);
alter table documents.piece alter column body set storage external;

create trigger as_its_step before insert on documents.document for each row execute function casework.as_its_step();

alter table documents.document enable row level security;
alter table documents.piece enable row level security;
create policy see on documents.document for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and matter_id <> all((select access.closed_matters())::uuid[])
  and (area = any((select access.sees())::text[])
    or ('agency:' || agency = any((select access.holders())::text[]) and area = any((select record.areas())::text[]))
    or (words_ids <> '{}' and exists (select from access.open_to o where o.matter_id = document.matter_id and o.level = 'full'))));
create policy say on documents.document for insert to trellis_app with check (area = any((select record.areas())::text[]) and words_ids = '{}');
create policy change on documents.document for update to trellis_app using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
create policy drop on documents.document for delete to trellis_app using (area = any((select record.areas())::text[]) and words_ids = '{}');
create policy see on documents.piece for select to trellis_app using (exists (select from documents.document d where d.id = piece.document_id));
create policy say on documents.piece for insert to trellis_app with check (exists (select from documents.document d where d.id = piece.document_id and d.words_ids = '{}'));
grant select, insert, delete on documents.document to trellis_app;
grant update (visible_to, words_ids) on documents.document to trellis_app;
grant select, insert on documents.piece to trellis_app;

-- What belongs to a version stays, and becomes so within an act. Only a disposal takes it away again.
create function documents.stays() returns trigger language plpgsql security definer set search_path = documents, pg_temp as $$
begin
  if session_user = 'trellis_app' and not new.words_ids @> old.words_ids then
    raise exception 'a document was taken from a version' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger stays before update on documents.document for each row execute function documents.stays();
create constraint trigger needs_an_act after update on documents.document
  deferrable initially deferred for each row when (old.words_ids is distinct from new.words_ids) execute function record.needs_an_act();

-- With the words of its last version a document is erased.
create function documents.go_with_words() returns trigger language plpgsql security definer set search_path = documents, pg_temp as $$
begin
  update document set words_ids = array_remove(words_ids, new.id) where new.id = any(words_ids);
  delete from document d where words_ids = '{}' and exists (select from casework.version v where v.id = new.id and v.step_id = d.step_id)
    and not exists (select from casework.draft f where f.step_id = d.step_id);
  return null;
end $$;
create trigger documents_go after update of disposed_by on record.words for each row when (new.disposed_by is not null and old.disposed_by is null) execute function documents.go_with_words();
