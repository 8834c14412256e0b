-- A link by which a reader without an account opens their copy of a draft, once, with a code told apart from it. docs/decisions/0223-readers-without-an-account.md
create table reviews.copy_link (
  id uuid primary key,
  copy_id uuid not null references reviews.copy on delete cascade,
  matter_id uuid not null,
  area text not null,
  secret bytea not null unique check (length(secret) = 32),
  code bytea not null check (length(code) = 32),
  made_at timestamptz not null,
  until timestamptz not null,
  tries integer not null,
  opened_at timestamptz,
  ended_at timestamptz,
  edition integer not null
);
create index on reviews.copy_link (copy_id);
alter table reviews.copy_link enable row level security;
create constraint trigger needs_an_act after insert or update or delete on reviews.copy_link
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on reviews.copy_link to trellis_app;
grant update (tries, opened_at, ended_at, edition) on reviews.copy_link to trellis_app;
-- Those whose review it is; readers with an account, who see their own copy, have no link.
create policy see on reviews.copy_link for select to trellis_app using ('case-review' = any((select record.circles())::text[]) and exists (select from reviews.copy c where c.id = copy_id and c.reader_id is null));
create policy say on reviews.copy_link for insert to trellis_app with check (area = any((select record.areas())::text[]) and 'case-review' = any((select record.circles())::text[])
  and exists (select from reviews.copy c where c.id = copy_id and c.matter_id = copy_link.matter_id and c.area = copy_link.area and c.reader_id is null and c.recalled_at is null));
create policy change on reviews.copy_link for update to trellis_app using ('case-review' = any((select record.circles())::text[]) and exists (select from reviews.copy c where c.id = copy_id));
