-- Statutory returns that were sent to be checked: the file, what the check found, what was answered. docs/decisions/0253-a-return-in-the-site.md says why.

create schema returns;
grant usage on schema returns to trellis_app;

-- ending: the calendar year the census year ends in; asked: the year somebody chose instead of the file's own. outcomes: what became of each rule
-- that did not pass; oddities: what is odd in the file.
create table returns.submission (
  id uuid primary key,
  area text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  size bigint not null,
  sha256 bytea not null,
  asked integer,
  state text not null check (state in ('sent', 'checked', 'signed-off', 'thrown-away')),
  sent_by uuid not null,
  sent_at timestamptz not null,
  ending integer,
  reference_date date,
  authority text not null default '' check (length(authority) <= 40),
  children integer not null default 0,
  errors integer not null default 0,
  queries integer not null default 0,
  passed integer not null default 0,
  whole boolean not null default false,
  outcomes jsonb,
  oddities jsonb,
  checked_at timestamptz,
  signed_by uuid,
  signed_at timestamptz,
  ended_at timestamptz,
  edition integer not null,
  check ((state = 'sent') = (checked_at is null) or state = 'thrown-away'),
  check ((state = 'signed-off') = (signed_at is not null) or state = 'thrown-away')
);
create index on returns.submission (area, ending, sent_at);
create index on returns.submission (sent_at) where state = 'sent';

create table returns.piece (
  submission_id uuid not null references returns.submission deferrable initially deferred,
  number integer not null,
  area text not null,
  body bytea not null,
  primary key (submission_id, number)
);

-- key: which issue it is, whatever the file is called and in whatever line it stands, so that it is known again in a later file; said: that and the values.
-- child: the authority's number for the child; null where the whole return is wrong. shown: the records it is about, with their values and lines.
create table returns.issue (
  id uuid primary key,
  submission_id uuid not null references returns.submission deferrable initially deferred,
  area text not null,
  rule text not null,
  is_error boolean not null,
  position integer,
  child text,
  line integer not null,
  key uuid not null,
  said uuid not null,
  shown jsonb not null,
  answer text check (length(answer) between 1 and 2000),
  answered_by uuid,
  answered_at timestamptz,
  carried boolean not null default false,
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null))
);
create index on returns.issue (submission_id, rule, line);
create index on returns.issue (submission_id, position);
create index on returns.issue (submission_id, key);

-- A child some issue is about, as the file has it: for the values to be read in their context.
create table returns.child (
  submission_id uuid not null references returns.submission deferrable initially deferred,
  position integer not null,
  area text not null,
  number text not null,
  line integer not null,
  records jsonb not null,
  primary key (submission_id, position)
);

-- Those who keep the returns of an area and see its records see them; nobody else sees that there is one.
do $$
declare t text;
begin
  foreach t in array array['submission', 'piece', 'issue', 'child'] loop
    execute format('alter table returns.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on returns.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('create policy see on returns.%I for select to trellis_app using (area = any((select access.sees())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('create policy say on returns.%I for insert to trellis_app with check (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('create policy change on returns.%I for update to trellis_app using (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
    execute format('create policy drop on returns.%I for delete to trellis_app using (area = any((select record.areas())::text[]) and ''returns'' = any((select record.circles())::text[]))', t);
  end loop;
end $$;
grant select, insert on returns.submission, returns.piece, returns.issue, returns.child to trellis_app;
grant update (state, ending, reference_date, authority, children, errors, queries, passed, whole, outcomes, oddities, checked_at, signed_by, signed_at, ended_at, edition) on returns.submission to trellis_app;
grant update (answer, answered_by, answered_at, carried) on returns.issue to trellis_app;
-- What was thrown away is gone; that it was sent and thrown away stays.
grant delete on returns.piece, returns.issue, returns.child to trellis_app;
