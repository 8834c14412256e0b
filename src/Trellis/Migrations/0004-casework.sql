-- Matters and their steps. What a step is called, asks and leads to is in the practice model, not here.

create schema casework;
grant usage on schema casework to trellis_app;
create sequence casework.reference start 1001;
grant usage on casework.reference to trellis_app;

create table casework.matter (
  id uuid primary key,
  reference text not null unique,
  process text not null,
  area text not null,
  origin_id uuid not null,
  because_id uuid,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create index on casework.matter (origin_id);

create table casework.participant (
  matter_id uuid not null references casework.matter,
  person_id uuid not null references people.person,
  area text not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  primary key (matter_id, person_id)
);
create index on casework.participant (person_id);

create table casework.step (
  id uuid primary key,
  matter_id uuid not null references casework.matter,
  process text not null,
  name text not null,
  area text not null,
  because_id uuid,
  agency text,
  visible_to text,
  state text not null check (state in ('open', 'waiting', 'done', 'withdrawn', 'not-needed')),
  opened_at timestamptz not null,
  author_id uuid,
  author_post uuid,
  completed_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  versions integer not null default 0
);
create index on casework.step (matter_id);
create index on casework.step (area, opened_at) where state in ('open', 'waiting');

create table casework.step_person (
  step_id uuid not null references casework.step,
  person_id uuid not null references people.person,
  area text not null,
  visible_to text,
  outcome text,
  primary key (step_id, person_id)
);
create index on casework.step_person (person_id);

create table casework.version (
  id uuid primary key references record.words deferrable initially deferred,
  step_id uuid not null references casework.step,
  number integer not null,
  model text not null,
  area text not null,
  visible_to text,
  at timestamptz not null,
  by_id uuid not null,
  hash bytea not null,
  unique (step_id, number)
);

-- Not yet record: what someone has typed and not completed.
create table casework.draft (
  step_id uuid primary key references casework.step,
  area text not null,
  visible_to text,
  answers jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  edition integer not null
);

alter table casework.matter enable row level security;
alter table casework.participant enable row level security;
alter table casework.step enable row level security;
alter table casework.step_person enable row level security;
alter table casework.version enable row level security;
alter table casework.draft enable row level security;
create policy area on casework.matter to trellis_app
  using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
create policy area on casework.participant to trellis_app
  using (area = any((select record.areas())::text[])) with check (area = any((select record.areas())::text[]));
create policy area on casework.step to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]))
  with check (area = any((select record.areas())::text[]));
create policy area on casework.step_person to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]))
  with check (area = any((select record.areas())::text[]));
create policy area on casework.version to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]))
  with check (area = any((select record.areas())::text[]));
create policy area on casework.draft to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]))
  with check (area = any((select record.areas())::text[]));

-- Each agency sees its own copy alone, and still has to know whether it was the last to answer.
create function casework.others_have_to_answer(copy uuid) returns boolean
  language sql stable security definer set search_path = casework, record, pg_temp as $$
  select exists (select from step mine join step other on other.matter_id = mine.matter_id and other.name = mine.name and other.because_id is not distinct from mine.because_id
    where mine.id = copy and mine.area = any(record.areas()) and other.id <> copy and other.agency is not null and other.state = 'open') $$;
revoke execute on function casework.others_have_to_answer from public;
grant execute on function casework.others_have_to_answer to trellis_app;

grant select, insert, update on casework.matter, casework.participant, casework.step, casework.step_person to trellis_app;
grant select, insert on casework.version to trellis_app;
grant select, insert, update, delete on casework.draft to trellis_app;

create constraint trigger needs_an_act after insert or update or delete on casework.matter
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on casework.participant
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on casework.step
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on casework.step_person
  deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on casework.version
  deferrable initially deferred for each row execute function record.needs_an_act();
