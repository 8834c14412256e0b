-- Disagreements: put to somebody, answered, taken further, ended. And what agencies say after an event.
-- docs/decisions/0192-disagreements.md and 0193-assurance-after-an-event.md say why it looks like this.

create schema challenges;
grant usage on schema challenges to trellis_app, trellis_steward;
create sequence challenges.reference start 101;
create sequence challenges.event_reference start 11;
grant usage on sequence challenges.reference, challenges.event_reference to trellis_app;

-- level: of a case, or between partnerships. about, about_id: what is disagreed with. involved: accounts of whoever raised it, was asked
-- or answered: they see it, whatever else they see. state: whose turn it is. due_on: of whoever is asked.
create table challenges.challenge (
  id uuid primary key,
  reference text not null unique,
  areas text[] not null check (areas <> '{}'),
  level text not null check (level in ('case', 'between')),
  about text not null check (about in ('step', 'action', 'recommendation', 'decision', 'other')),
  about_id uuid,
  matter_id uuid references casework.matter on delete cascade,
  visible_to text,
  subject text not null check (length(subject) between 1 and 300),
  from_agency text not null references agencies.agency (code),
  to_agency text references agencies.agency (code),
  to_written text not null check (length(to_written) <= 200),
  raised_by uuid not null references agencies.staff,
  raised_at timestamptz not null,
  state text not null check (state in ('asked', 'answered', 'agreed', 'closed')),
  stage text not null,
  due_on date,
  involved uuid[] not null,
  outcome text,
  changed text not null check (length(changed) <= 4000),
  learning text not null check (length(learning) <= 4000),
  ended_at timestamptz,
  edition integer not null,
  check ((to_agency is null) = (to_written <> '')),
  check ((state = 'closed') = (outcome is not null))
);
create index on challenges.challenge (state, due_on);
create index on challenges.challenge (about_id);
create index on challenges.challenge (matter_id) where matter_id is not null;

-- What was said or done, never changed. asked: accounts of those it was put to. safety: what keeps the child safe meanwhile.
create table challenges.turn (
  id uuid primary key,
  challenge_id uuid not null references challenges.challenge on delete cascade,
  stage text not null,
  kind text not null check (kind in ('raised', 'further', 'answered', 'agreed', 'closed', 'late')),
  at timestamptz not null,
  by_id uuid not null,
  agency text,
  post text not null check (length(post) <= 200),
  asked uuid[] not null,
  due_on date,
  position text,
  text text not null check (length(text) <= 4000),
  safety text not null check (length(safety) <= 4000)
);
create index on challenges.turn (challenge_id, at);
create unique index on challenges.turn (challenge_id, stage) where kind = 'late';

-- Something happened, and agencies are asked what they can assure.
create table challenges.event (
  id uuid primary key,
  reference text not null unique,
  areas text[] not null check (areas <> '{}'),
  title text not null check (length(title) between 1 and 200),
  what text not null check (length(what) between 1 and 4000),
  happened_on date not null,
  agencies text[] not null check (agencies <> '{}'),
  due_on date not null,
  made_at timestamptz not null,
  made_by uuid not null references agencies.staff,
  body_id uuid,
  meeting_id uuid,
  called_at timestamptz,
  edition integer not null
);
create table challenges.event_question (
  id uuid primary key,
  event_id uuid not null references challenges.event,
  number integer not null,
  text text not null check (length(text) between 1 and 1000),
  unique (event_id, number)
);
create table challenges.assurance (
  id uuid primary key,
  event_id uuid not null references challenges.event,
  areas text[] not null,
  agency text not null references agencies.agency (code),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  edition integer not null,
  unique (event_id, agency)
);
create table challenges.assurance_line (
  assurance_id uuid not null references challenges.assurance,
  question_id uuid not null references challenges.event_question,
  level text not null check (level in ('assured', 'partly', 'not-assured', 'not-applicable')),
  text text not null check (length(text) <= 4000),
  primary key (assurance_id, question_id)
);

do $$
declare t text;
begin
  foreach t in array array['challenge', 'turn', 'event', 'event_question', 'assurance', 'assurance_line'] loop
    execute format('alter table challenges.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on challenges.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert on challenges.%I to trellis_app', t);
  end loop;
  grant update on challenges.challenge, challenges.event, challenges.assurance, challenges.assurance_line to trellis_app;
end $$;

-- Those involved; the safeguarding leads of both agencies; of one about a matter those whose matter it is, never where the matter is closed to
-- them; of one about no matter those who keep the partnership's business.
create policy see on challenges.challenge for select to trellis_app using (
  (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])
  and coalesce(matter_id, id) <> all((select access.closed_matters())::uuid[])
  and ((select access.me()) = any(involved)
    or ('challenges' = any((select record.circles())::text[]) and areas && (select record.areas())::text[] and array['agency:' || from_agency, 'agency:' || coalesce(to_agency, '')] && (select access.holders())::text[])
    or (matter_id is not null and areas && (select access.sees())::text[])
    or (matter_id is null and 'boards' = any((select record.circles())::text[]) and areas && (select record.areas())::text[])));
create policy say on challenges.challenge for insert to trellis_app with check (areas && (select record.areas())::text[] and raised_by = (select access.me()));
create policy change on challenges.challenge for update to trellis_app using (areas && (select record.areas())::text[]) with check (areas && (select record.areas())::text[]);
create policy see on challenges.turn for select to trellis_app using (exists (select from challenges.challenge c where c.id = challenge_id));
create policy say on challenges.turn for insert to trellis_app with check (exists (select from challenges.challenge c where c.id = challenge_id));

-- Those who keep the partnership's business see an event and all answers; an agency that is asked sees the event and its own.
create policy see on challenges.event for select to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or exists (select from unnest(agencies) a where 'agency:' || a = any((select access.holders())::text[]))));
create policy say on challenges.event for insert to trellis_app with check (areas && (select record.areas())::text[] and made_by = (select access.me()));
create policy change on challenges.event for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[])) with check (areas && (select record.areas())::text[]);
create policy see on challenges.event_question for select to trellis_app using (exists (select from challenges.event e where e.id = event_id));
create policy say on challenges.event_question for insert to trellis_app with check (exists (select from challenges.event e where e.id = event_id));
create policy see on challenges.assurance for select to trellis_app using (areas && (select record.areas())::text[]
  and ('boards' = any((select record.circles())::text[]) or 'agency:' || agency = any((select access.holders())::text[])));
create policy say on challenges.assurance for insert to trellis_app with check (areas && (select record.areas())::text[] and 'agency:' || agency = any((select access.holders())::text[]));
create policy change on challenges.assurance for update to trellis_app using ('agency:' || agency = any((select access.holders())::text[])) with check ('agency:' || agency = any((select access.holders())::text[]));
create policy see on challenges.assurance_line for select to trellis_app using (exists (select from challenges.assurance a where a.id = assurance_id));
create policy say on challenges.assurance_line for insert to trellis_app with check (exists (select from challenges.assurance a where a.id = assurance_id));
create policy change on challenges.assurance_line for update to trellis_app using (exists (select from challenges.assurance a where a.id = assurance_id)) with check (exists (select from challenges.assurance a where a.id = assurance_id));
