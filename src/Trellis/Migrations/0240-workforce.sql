-- Who an agency says needs training, and what they learnt elsewhere. docs/decisions/0260-who-must-have-what.md

-- What an agency brought in last: people by name, or numbers by role alone.
create table training.workforce (
  id uuid primary key,
  agency text not null unique references agencies.agency (code),
  sector text not null,
  area text not null,
  taken_at timestamptz not null,
  edition integer not null
);

-- ended_on: a later list has them no more. asked_at: when they were last asked to show their training.
create table training.worker (
  id uuid primary key,
  workforce_id uuid not null references training.workforce,
  agency text not null,
  sector text not null,
  area text not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  role text not null,
  setting text not null check (length(setting) <= 200),
  started_on date,
  left_on date,
  ended_on date,
  asked_at timestamptz,
  unique (workforce_id, email),
  check (left_on >= started_on)
);
create index on training.worker (email);
create index on training.worker (agency);

create table training.staff_count (
  workforce_id uuid not null references training.workforce,
  role text not null,
  area text not null,
  agency text not null,
  people integer not null check (people between 0 and 1000000),
  primary key (workforce_id, area, role)
);

-- agency: whose lead says it; null: they say it themselves.
create table training.learnt (
  id uuid primary key,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  agency text,
  area text not null,
  level text not null,
  title text not null check (length(title) between 1 and 200),
  how text not null check (how in ('external', 'e-learning')),
  done_on date not null,
  evidence text not null check (length(evidence) between 1 and 500),
  evidence_on date not null,
  added_at timestamptz not null,
  taken_back_at timestamptz,
  edition integer not null
);
create index on training.learnt (email);

-- They look after the workforce of this agency, or run training.
create function training.answers_for(agency text) returns boolean language sql stable
  as $$ select (select training.runs()) or ('workforce' = any(record.circles()) and ('agency:' || agency) = any(access.holders())) $$;

do $$
declare t text;
begin
  foreach t in array array['workforce', 'worker', 'staff_count', 'learnt'] loop
    execute format('alter table training.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on training.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on training.%I to trellis_app', t);
  end loop;
  foreach t in array array['workforce', 'worker', 'staff_count'] loop
    execute format('create policy see on training.%I for select to trellis_app using (area = any((select record.areas())::text[]) and training.answers_for(agency))', t);
    execute format('create policy say on training.%I for insert to trellis_app with check (area = any((select record.areas())::text[]) and training.answers_for(agency))', t);
    execute format('create policy change on training.%I for update to trellis_app using (area = any((select record.areas())::text[]) and training.answers_for(agency)) with check (area = any((select record.areas())::text[]) and training.answers_for(agency))', t);
  end loop;
end $$;
grant delete on training.staff_count to trellis_app;
create policy take_out on training.staff_count for delete to trellis_app using (area = any((select record.areas())::text[]) and training.answers_for(agency));
revoke execute on function training.answers_for(text) from public;
grant execute on function training.answers_for(text) to trellis_app;
