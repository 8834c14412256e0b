-- Reports as they are written, approved and published. docs/decisions/0310-reports-are-written-here.md says why it looks like this.

create schema reports;
grant usage on schema reports to trellis_app;

-- text_edition: counts changes of the text; a proof is of one.
create table reports.report (
  id uuid primary key,
  year text not null unique check (year ~ '^[0-9]{4}-[0-9]{2}$'),
  title text not null check (length(title) between 1 and 200),
  areas text[] not null check (cardinality(areas) > 0),
  begun_at timestamptz not null,
  text_edition integer not null,
  edition integer not null
);

-- agency: whose people may write it besides those who publish. place 0 stands before the first chapter.
create table reports.section (
  id uuid primary key,
  report_id uuid not null references reports.report,
  place integer not null check (place >= 0),
  title text not null check (length(title) between 1 and 200),
  agency text,
  author text not null check (length(author) <= 200),
  text text not null check (length(text) <= 100000),
  number integer not null check (number > 0),
  left_out boolean not null
);
create index on reports.section (report_id);

-- Every text a section had. Only added to.
create table reports.version (
  id uuid primary key,
  section_id uuid not null references reports.section,
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 200),
  text text not null check (length(text) <= 100000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (section_id, number)
);

-- quote: the words it is about; suggestion: what they should be, null where it only remarks. answer: taken or left.
create table reports.remark (
  id uuid primary key,
  section_id uuid not null references reports.section,
  number integer not null,
  quote text not null check (length(quote) <= 2000),
  words text not null check (length(words) <= 2000),
  suggestion text check (length(suggestion) <= 4000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  answer text check (answer in ('taken', 'left')),
  why text not null check (length(why) <= 2000),
  answered_at timestamptz,
  answered_by uuid references agencies.staff,
  check ((answer is null) = (answered_at is null))
);
create index on reports.remark (section_id);

-- What is put before the partners: the report as it was made on a day, its figures with it. signers: whom it needs, by their id in the footprint.
create table reports.proof (
  id uuid primary key,
  report_id uuid not null references reports.report,
  number integer not null check (number > 0),
  text_edition integer not null,
  title text not null check (length(title) between 1 and 300),
  signers text[] not null check (cardinality(signers) > 0),
  signer_titles text[] not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (report_id, number)
);
create table reports.proof_text (
  id uuid primary key,
  proof_id uuid not null unique references reports.proof,
  body text not null,
  annex jsonb not null
);

create table reports.approval (
  id uuid primary key,
  proof_id uuid not null references reports.proof,
  signer text not null,
  agency text not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (proof_id, signer)
);

-- notice: what was corrected; empty the first time.
create table reports.publication (
  id uuid primary key,
  report_id uuid not null references reports.report,
  proof_id uuid not null unique references reports.proof,
  year text not null,
  number integer not null check (number > 0),
  notice text not null check (length(notice) <= 2000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  unique (report_id, number),
  check ((number = 1) = (notice = ''))
);

-- The same report in easy read or another language. language: as browsers call it.
create table reports.rendition (
  id uuid primary key,
  publication_id uuid not null references reports.publication,
  kind text not null check (kind in ('easy-read', 'translation')),
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  title text not null check (length(title) between 1 and 300),
  text text not null check (length(text) between 1 and 200000),
  body text not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on reports.rendition (publication_id);

do $$
declare t text;
begin
  foreach t in array array['report', 'section', 'version', 'remark', 'proof', 'proof_text', 'approval', 'publication', 'rendition'] loop
    execute format('alter table reports.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on reports.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on reports.%I to trellis_app', t);
  end loop;
end $$;
grant update on reports.report, reports.section, reports.remark to trellis_app;

create policy see on reports.report for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on reports.report for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on reports.report for update to trellis_app using (areas && (select record.areas())::text[]);
create policy see on reports.section for select to trellis_app using (exists (select from reports.report r where r.id = report_id));
create policy say on reports.section for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from reports.report r where r.id = report_id));
create policy change on reports.section for update to trellis_app using (exists (select from reports.report r where r.id = report_id));
create policy see on reports.version for select to trellis_app using (exists (select from reports.section s where s.id = section_id));
create policy say on reports.version for insert to trellis_app with check (exists (select from reports.section s where s.id = section_id));
create policy see on reports.remark for select to trellis_app using (exists (select from reports.section s where s.id = section_id));
create policy say on reports.remark for insert to trellis_app with check (exists (select from reports.section s where s.id = section_id));
create policy change on reports.remark for update to trellis_app using (exists (select from reports.section s where s.id = section_id));
-- What is published anybody may read, without signing in.
create policy see on reports.publication for select to trellis_app using (true);
create policy say on reports.publication for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from reports.report r where r.id = report_id));
create policy see on reports.proof for select to trellis_app using (exists (select from reports.report r where r.id = report_id) or exists (select from reports.publication p where p.proof_id = proof.id));
create policy say on reports.proof for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from reports.report r where r.id = report_id));
create policy see on reports.proof_text for select to trellis_app using (exists (select from reports.proof p where p.id = proof_id));
create policy say on reports.proof_text for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from reports.proof p where p.id = proof_id));
create policy see on reports.approval for select to trellis_app using (exists (select from reports.proof p where p.id = proof_id));
create policy say on reports.approval for insert to trellis_app with check (exists (select from reports.proof p where p.id = proof_id));
create policy see on reports.rendition for select to trellis_app using (true);
create policy say on reports.rendition for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from reports.publication p where p.id = publication_id));
