-- Reviews of serious incidents: the integrated chronology, drafts and their controlled copies, findings. docs/decisions/0200 and 0201 say why.

create schema reviews;
grant usage on schema reviews to trellis_app;

-- A matter that is a review, by its case name. shared_at: from then on those it is shared with (agency:CODE) see the whole chronology.
create table reviews.review (
  id uuid primary key,
  matter_id uuid not null unique references casework.matter,
  area text not null,
  case_name text not null check (length(case_name) between 1 and 60),
  named_at timestamptz not null,
  named_by uuid not null,
  period_from date,
  period_to date,
  shared_at timestamptz,
  shared_by uuid,
  shared_with text[] not null,
  edition integer not null,
  unique (area, case_name),
  check (period_to >= period_from)
);

-- What one agency says happened. on_day: the first day it may have been; precision: how well that is known. at_time: by the clock in London.
create table reviews.entry (
  id uuid primary key,
  matter_id uuid not null references casework.matter,
  area text not null,
  agency text not null references agencies.agency (code),
  on_day date not null,
  at_time time,
  precision text not null check (precision in ('time', 'day', 'month', 'year')),
  source text not null check (length(source) <= 200),
  what text not null check (length(what) between 1 and 4000),
  seen text not null check (length(seen) <= 500),
  comment text not null check (length(comment) <= 4000),
  significance text not null,
  themes text[] not null,
  person_id uuid references people.person,
  incoming_id uuid,
  line integer,
  written_at timestamptz not null,
  written_by uuid not null,
  withdrawn_at timestamptz,
  edition integer not null,
  check ((precision = 'time') = (at_time is not null))
);
create index on reviews.entry (matter_id, on_day);
create index on reviews.entry (person_id) where person_id is not null;

-- A file with an agency's chronology: held, locked, until somebody has said which column is which.
create table reviews.incoming (
  id uuid primary key,
  matter_id uuid not null references casework.matter,
  area text not null,
  agency text not null references agencies.agency (code),
  file_name text not null check (length(file_name) between 1 and 200),
  hash bytea not null check (length(hash) = 32),
  state text not null check (state in ('looked-at', 'taken-in', 'undone', 'thrown-away')),
  begun_by uuid not null,
  begun_at timestamptz not null,
  held text,
  map jsonb not null,
  added integer not null,
  edition integer not null
);
create index on reviews.incoming (matter_id);
alter table reviews.entry add foreign key (incoming_id) references reviews.incoming;

-- A report, a letter or a briefing, version after version. published_at: it left; what it says of people was decided before.
create table reviews.draft (
  id uuid primary key,
  matter_id uuid not null references casework.matter,
  area text not null,
  kind text not null check (kind in ('report', 'letter', 'briefing')),
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 200),
  text text not null check (length(text) between 1 and 400000),
  made_at timestamptz not null,
  made_by uuid not null,
  published_at timestamptz,
  published_by uuid,
  edition integer not null,
  unique (matter_id, kind, number)
);

-- Something in a draft that could tell who somebody is, and what was decided of it. The text it is in is the draft's.
create table reviews.hit (
  id uuid primary key,
  draft_id uuid not null references reviews.draft,
  matter_id uuid not null,
  area text not null,
  start integer not null check (start >= 0),
  length integer not null check (length > 0),
  kind text not null check (kind in ('name', 'birth-date', 'address', 'school', 'reference')),
  decision text not null check (decision in ('somebody-else', 'may-stay')),
  why text not null check (length(why) between 1 and 500),
  decided_at timestamptz not null,
  decided_by uuid not null,
  unique (draft_id, start, length)
);

-- A numbered copy for one named reader, with an account or without.
create table reviews.copy (
  id uuid primary key,
  draft_id uuid not null references reviews.draft,
  matter_id uuid not null,
  area text not null,
  number integer not null check (number > 0),
  reader_id uuid references agencies.staff,
  reader text not null check (length(reader) between 1 and 200),
  given_at timestamptz not null,
  given_by uuid not null,
  reply_by date,
  opened_at timestamptz,
  recalled_at timestamptz,
  recalled_by uuid,
  edition integer not null,
  unique (matter_id, number)
);
create index on reviews.copy (draft_id);
create index on reviews.copy (reader_id) where reader_id is not null;

-- Whether a paragraph is right, as its reader says; and what was made of that.
create table reviews.reply (
  id uuid primary key,
  copy_id uuid not null references reviews.copy,
  draft_id uuid not null,
  matter_id uuid not null,
  area text not null,
  paragraph integer not null check (paragraph > 0),
  says_code text not null check (says_code in ('accurate', 'not-accurate', 'comment')),
  words text not null check (length(words) <= 4000),
  at timestamptz not null,
  by_id uuid not null,
  answer text check (answer in ('changed', 'not-changed')),
  answer_words text not null check (length(answer_words) <= 4000),
  answered_at timestamptz,
  answered_by uuid
);
create index on reviews.reply (draft_id);

create table reviews.finding (
  id uuid primary key,
  matter_id uuid not null references casework.matter,
  area text not null,
  number integer not null check (number > 0),
  text text not null check (length(text) between 1 and 4000),
  theme text not null,
  found_at timestamptz not null,
  found_by uuid not null,
  unique (matter_id, number)
);

-- A review from elsewhere: what it was about, whether it applies here, what is done. It is published, and about nobody here.
create table reviews.considered (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  kind text not null,
  title text not null check (length(title) between 1 and 200),
  whose text not null check (length(whose) <= 200),
  published_on date,
  about text not null check (length(about) between 1 and 4000),
  applies text check (applies in ('yes', 'partly', 'no')),
  why text not null check (length(why) <= 4000),
  doing text not null check (length(doing) <= 4000),
  logged_at timestamptz not null,
  logged_by uuid not null,
  decided_at timestamptz,
  edition integer not null,
  check ((applies is null) = (decided_at is null))
);

do $$
declare
  t text;
  -- Whose reviews they are: the circle of case reviews, in an area it sees whole or in a matter it was let into whole.
  whole constant text := '''case-review'' = any((select record.circles())::text[]) and %1$I.matter_id <> all((select access.closed_matters())::uuid[])
    and (%1$I.area = any((select access.sees())::text[]) or exists (select from access.open_to o where o.matter_id = %1$I.matter_id and o.level = ''full''))';
  asked constant text := '%1$I.matter_id <> all((select access.closed_matters())::uuid[]) and exists (select from access.open_to o where o.matter_id = %1$I.matter_id)';
  own constant text := '''agency:'' || %1$I.agency = any((select access.holders())::text[])';
  here constant text := '%1$I.area = any((select record.areas())::text[])';
begin
  foreach t in array array['review', 'entry', 'incoming', 'draft', 'hit', 'copy', 'reply', 'finding', 'considered'] loop
    execute format('alter table reviews.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on reviews.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on reviews.%I to trellis_app', t);
  end loop;

  -- Those who were asked know the case by its name, and whether its chronology is shared.
  execute format('create policy see on reviews.review for select to trellis_app using ((' || whole || ') or (' || asked || '))', 'review');
  execute format('create policy say on reviews.review for insert to trellis_app with check (' || here || ' and ' || whole || ')', 'review');
  execute format('create policy change on reviews.review for update to trellis_app using (' || whole || ')', 'review');

  -- An agency sees its own until the chronology is shared; from then on, as long as it is let in, all that stands.
  execute format('create policy see on reviews.entry for select to trellis_app using ((' || whole || ') or (' || asked || ' and (' || own || ' or exists (select from reviews.review r where r.matter_id = entry.matter_id and r.shared_with && (select access.holders())::text[]))))', 'entry');
  execute format('create policy say on reviews.entry for insert to trellis_app with check (' || here || ' and ((' || whole || ') or (' || asked || ' and ' || own || ')))', 'entry');
  execute format('create policy change on reviews.entry for update to trellis_app using ((' || whole || ') or (' || asked || ' and ' || own || '))', 'entry');
  execute format('create policy see on reviews.incoming for select to trellis_app using ((' || whole || ') or (' || asked || ' and ' || own || '))', 'incoming');
  execute format('create policy say on reviews.incoming for insert to trellis_app with check (' || here || ' and ((' || whole || ') or (' || asked || ' and ' || own || ')))', 'incoming');
  execute format('create policy change on reviews.incoming for update to trellis_app using ((' || whole || ') or (' || asked || ' and ' || own || '))', 'incoming');

  -- A copy is its reader's until it is recalled, and whose review it is sees all of them. Nobody else sees a draft before it is published.
  execute format('create policy see on reviews.copy for select to trellis_app using ((' || whole || ') or (reader_id = (select access.me()) and copy.matter_id <> all((select access.closed_matters())::uuid[])))', 'copy');
  execute format('create policy see on reviews.draft for select to trellis_app using ((' || whole || ')
    or exists (select from reviews.copy c where c.draft_id = draft.id and c.reader_id = (select access.me()) and c.recalled_at is null)
    or (published_at is not null and kind = ''report'' and area = any((select record.areas())::text[])))', 'draft');
  execute format('create policy see on reviews.hit for select to trellis_app using (' || whole || ')', 'hit');
  execute format('create policy see on reviews.reply for select to trellis_app using ((' || whole || ') or by_id = (select access.me()))', 'reply');
  execute format('create policy see on reviews.finding for select to trellis_app using (' || whole || ')', 'finding');
  foreach t in array array['draft', 'hit', 'copy', 'finding'] loop
    execute format('create policy say on reviews.%1$I for insert to trellis_app with check (' || here || ' and ' || whole || ')', t);
  end loop;
  foreach t in array array['draft', 'hit', 'finding', 'reply'] loop
    execute format('create policy change on reviews.%1$I for update to trellis_app using (' || whole || ')', t);
  end loop;
  -- That it was opened, its reader writes.
  execute format('create policy change on reviews.copy for update to trellis_app using ((' || whole || ') or (reader_id = (select access.me()) and recalled_at is null))', 'copy');
  create policy say on reviews.reply for insert to trellis_app with check (
    exists (select from reviews.copy c where c.id = copy_id and c.draft_id = reply.draft_id and c.matter_id = reply.matter_id and c.area = reply.area and c.reader_id = (select access.me()) and c.recalled_at is null));
end $$;

create policy see on reviews.considered for select to trellis_app using (areas && (select record.areas())::text[] and (select access.closed_matters()) is not null);
create policy say on reviews.considered for insert to trellis_app with check (areas <@ (select record.areas())::text[] and (select record.circles())::text[] && array['boards', 'case-review']);
create policy change on reviews.considered for update to trellis_app using (areas && (select record.areas())::text[] and (select record.circles())::text[] && array['boards', 'case-review']);

-- The draft and number a copy has never change, nor whose it is; nothing of an entry but that it was withdrawn.
revoke update on reviews.entry, reviews.copy, reviews.reply, reviews.draft, reviews.finding, reviews.hit from trellis_app;
grant update (withdrawn_at, edition) on reviews.entry to trellis_app;
grant update (opened_at, recalled_at, recalled_by, edition) on reviews.copy to trellis_app;
grant update (answer, answer_words, answered_at, answered_by) on reviews.reply to trellis_app;
grant update (published_at, published_by, edition) on reviews.draft to trellis_app;

-- Disposed of with its matter, and somebody's name in a chronology with them.
create function reviews.goes_with_its_matter() returns trigger language plpgsql security definer set search_path = reviews, pg_temp as $$
begin
  delete from reply where matter_id = old.id;
  delete from copy where matter_id = old.id;
  delete from hit where matter_id = old.id;
  delete from draft where matter_id = old.id;
  delete from finding where matter_id = old.id;
  delete from entry where matter_id = old.id;
  delete from incoming where matter_id = old.id;
  delete from review where matter_id = old.id;
  return old;
end $$;
create trigger review_goes before delete on casework.matter for each row execute function reviews.goes_with_its_matter();
create function reviews.forgets_somebody() returns trigger language plpgsql security definer set search_path = reviews, pg_temp as $$
begin
  update entry set person_id = null where person_id = old.id;
  return old;
end $$;
create trigger reviews_forget before delete on people.person for each row execute function reviews.forgets_somebody();
