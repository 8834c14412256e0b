-- Training: what is offered, who comes, what it costs and what it changes. docs/decisions/0230-training.md

create schema training;
grant usage on schema training to trellis_app;
create sequence training.course_number start 101;
create sequence training.workshop_number start 1001;
create sequence training.turn;
grant usage on sequence training.course_number, training.workshop_number, training.turn to trellis_app;

-- open: in the public catalogue.
create table training.course (
  id uuid primary key,
  reference text not null unique,
  programme text not null,
  level text not null,
  title text not null check (length(title) between 1 and 200),
  summary text not null check (length(summary) <= 2000),
  audience text not null check (length(audience) <= 1000),
  outcomes text[] not null check (cardinality(outcomes) between 1 and 12),
  prerequisites text not null check (length(prerequisites) <= 1000),
  accreditation text not null check (length(accreditation) <= 500),
  refresh_months integer check (refresh_months between 1 and 120),
  areas text[] not null check (cardinality(areas) > 0),
  open boolean not null,
  made_at timestamptz not null,
  edition integer not null
);
create index on training.course using gin (to_tsvector('english', title || ' ' || summary || ' ' || audience));

create table training.trainer (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  agency text not null check (length(agency) between 1 and 200),
  user_id uuid references agencies.staff,
  areas text[] not null check (cardinality(areas) > 0),
  ended_on date,
  edition integer not null
);

-- places: what may be given, which is the capacity unless practice/training.yaml allows more. arrival: of the address a code on the wall leads to.
create table training.workshop (
  id uuid primary key,
  course_id uuid not null references training.course,
  reference text not null unique,
  area text not null,
  length text not null check (length in ('half-day', 'full-day')),
  capacity integer not null check (capacity between 1 and 500),
  places integer not null check (places >= capacity),
  how text not null check (how in ('in-person', 'online', 'both')),
  place text not null check (length(place) <= 500),
  link text not null check (length(link) <= 500),
  notes text not null check (length(notes) <= 2000),
  cost numeric not null check (cost >= 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  opened_at timestamptz,
  cancelled_at timestamptz,
  cancelled_why text not null,
  taken_at timestamptz,
  arrival text not null unique check (arrival ~ '^[0-9a-f]{32}$'),
  planned_by uuid not null,
  edition integer not null
);
create index on training.workshop (course_id);
create index on training.workshop (starts_at);

create table training.session (
  workshop_id uuid not null references training.workshop,
  number integer not null check (number > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  primary key (workshop_id, number)
);

create table training.leader (
  workshop_id uuid not null references training.workshop,
  trainer_id uuid not null references training.trainer,
  primary key (workshop_id, trainer_id)
);
create index on training.leader (trainer_id);

-- Who books or comes, with an account or without.
create table training.delegate (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  sector text not null,
  organisation text not null check (length(organisation) between 1 and 200),
  agency text,
  role text not null,
  user_id uuid unique references agencies.staff,
  made_at timestamptz not null,
  edition integer not null
);

-- seat: held while a place is offered or taken; two of a workshop never hold the same, and none is above its places. turn: order of arrival.
create table training.booking (
  id uuid primary key,
  reference text not null unique,
  workshop_id uuid not null references training.workshop,
  area text not null,
  delegate_id uuid not null references training.delegate,
  first_delegate_id uuid not null references training.delegate,
  booked_by uuid not null references training.delegate,
  state text not null check (state in ('waiting', 'offered', 'confirmed', 'cancelled', 'lapsed')),
  seat integer check (seat > 0),
  turn bigint not null,
  needs text not null check (length(needs) <= 1000),
  booked_at timestamptz not null,
  offered_until timestamptz,
  ended_at timestamptz,
  late boolean not null,
  walked_in boolean not null,
  came text check (came in ('whole', 'part', 'no')),
  came_by text check (came_by in ('list', 'code', 'report')),
  certificate text unique check (certificate ~ '^[0-9A-Z]{12}$'),
  reminded integer[] not null,
  asked_at timestamptz,
  nudged integer not null,
  nudged_at timestamptz,
  edition integer not null,
  check ((seat is not null) = (state in ('offered', 'confirmed')))
);
create unique index one_seat_each on training.booking (workshop_id, seat) where seat is not null;
create unique index one_booking_each on training.booking (workshop_id, delegate_id) where state in ('waiting', 'offered', 'confirmed');
create index on training.booking (delegate_id);
create index on training.booking (offered_until) where state = 'offered';

create table training.charge (
  id uuid primary key,
  booking_id uuid not null references training.booking,
  delegate_id uuid not null references training.delegate,
  area text not null,
  kind text not null check (kind in ('fee', 'late-cancellation', 'no-show')),
  amount numeric not null check (amount > 0),
  rules text not null,
  made_on date not null,
  invoice text not null check (length(invoice) <= 50),
  invoiced_on date,
  paid_on date,
  waived_on date,
  waived_why text not null check (length(waived_why) <= 500),
  edition integer not null,
  check (waived_on is null or paid_on is null)
);
create index on training.charge (booking_id);

-- That somebody reads the e-mail of an address. code: a hash. locked: the code, under the product's keys, until it was used.
create table training.proof (
  id uuid primary key,
  email text not null,
  area text not null,
  code bytea not null,
  locked bytea,
  made_at timestamptz not null,
  until timestamptz not null,
  tries integer not null,
  used_at timestamptz,
  edition integer not null
);
create index on training.proof (email, made_at);

-- E-mails to whoever has no tray: a kind and what it is about. Its words are written when it goes.
create table training.letter (
  id uuid primary key,
  kind text not null,
  area text not null,
  delegate_id uuid references training.delegate,
  booking_id uuid references training.booking,
  proof_id uuid references training.proof,
  made_at timestamptz not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
  next_at timestamptz not null,
  attempts integer not null,
  tried_at timestamptz,
  code text,
  check ((delegate_id is null) <> (proof_id is null))
);
create index on training.letter (next_at) where state = 'waiting';
create index on training.letter (booking_id);

create table training.evaluation (
  id uuid primary key references training.booking,
  area text not null,
  workshop_id uuid not null references training.workshop,
  experience integer not null check (experience between 1 and 4),
  will_do text not null check (length(will_do) <= 4000),
  comments text not null check (length(comments) <= 4000),
  at timestamptz not null
);
create index on training.evaluation (workshop_id);

create table training.rating (
  evaluation_id uuid not null references training.evaluation,
  outcome integer not null check (outcome > 0),
  what text not null check (what in ('knowledge', 'confidence')),
  before integer not null check (before between 1 and 4),
  after integer not null check (after between 1 and 4),
  primary key (evaluation_id, outcome, what)
);

create table training.follow_up (
  id uuid primary key references training.booking,
  area text not null,
  workshop_id uuid not null references training.workshop,
  changed text not null check (changed in ('much', 'some', 'not-yet', 'no')),
  example text not null check (length(example) <= 4000),
  manager_says text not null check (length(manager_says) <= 4000),
  at timestamptz not null
);
create index on training.follow_up (workshop_id);

-- Whose address of this table they are, and which workshops they give: asked by policies, which may not ask each other.
create function training.mine() returns uuid[] language sql stable security definer set search_path = training, pg_temp
  as $$ select coalesce(array_agg(id), '{}') from delegate where user_id = access.me() $$;
create function training.led() returns uuid[] language sql stable security definer set search_path = training, pg_temp
  as $$ select coalesce(array_agg(l.workshop_id), '{}') from leader l join trainer t on t.id = l.trainer_id where t.user_id = access.me() $$;
create function training.of_led() returns uuid[] language sql stable security definer set search_path = training, pg_temp
  as $$ select coalesce(array_agg(b.delegate_id), '{}') from booking b where b.workshop_id = any(led()) $$;
create function training.runs() returns boolean language sql stable security definer set search_path = training, pg_temp
  as $$ select 'training' = any(record.circles()) $$;
revoke execute on function training.mine(), training.led(), training.of_led(), training.runs() from public;
grant execute on function training.mine(), training.led(), training.of_led(), training.runs() to trellis_app;

do $$
declare t text;
begin
  foreach t in array array['course', 'trainer', 'workshop', 'session', 'leader', 'delegate', 'booking', 'charge', 'proof', 'letter', 'evaluation', 'rating', 'follow_up'] loop
    execute format('alter table training.%I enable row level security', t);
    execute format('grant select, insert on training.%I to trellis_app', t);
    if t <> 'letter' then execute format('create constraint trigger needs_an_act after insert or update or delete on training.%I deferrable initially deferred for each row execute function record.needs_an_act()', t); end if;
  end loop;
end $$;
-- The sender moves letters along without an act; whoever writes one, or changes one otherwise, does not.
create constraint trigger written_in_an_act after insert on training.letter deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on training.letter deferrable initially deferred for each row when (messages.is_system() is not true) execute function record.needs_an_act();
grant update on training.course, training.trainer, training.workshop, training.session, training.delegate, training.booking, training.charge, training.proof, training.letter to trellis_app;
grant delete on training.session, training.leader to trellis_app;

-- What is offered is for everybody who asks in the areas; the rest for those who run training.
create policy see on training.course for select to trellis_app using (areas && (select record.areas())::text[] and (open or (select training.runs())));
create policy say on training.course for insert to trellis_app with check (areas <@ (select record.areas())::text[] and (select training.runs()));
create policy change on training.course for update to trellis_app using (areas && (select record.areas())::text[] and (select training.runs()));
create policy see on training.trainer for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on training.trainer for insert to trellis_app with check (areas <@ (select record.areas())::text[] and (select training.runs()));
create policy change on training.trainer for update to trellis_app using (areas && (select record.areas())::text[] and (select training.runs()));
create policy see on training.workshop for select to trellis_app using (area = any((select record.areas())::text[]) and (opened_at is not null or (select training.runs()) or id = any((select training.led())::uuid[])));
create policy say on training.workshop for insert to trellis_app with check (area = any((select record.areas())::text[]) and (select training.runs()));
create policy change on training.workshop for update to trellis_app using (area = any((select record.areas())::text[]) and ((select training.runs()) or id = any((select training.led())::uuid[])));
do $$
declare t text;
begin
  foreach t in array array['session', 'leader'] loop
    execute format('create policy see on training.%I for select to trellis_app using (exists (select from training.workshop w where w.id = workshop_id))', t);
    execute format('create policy say on training.%I for insert to trellis_app with check ((select training.runs()) and exists (select from training.workshop w where w.id = workshop_id))', t);
    execute format('create policy change on training.%I for update to trellis_app using ((select training.runs()) and exists (select from training.workshop w where w.id = workshop_id))', t);
    execute format('create policy take_out on training.%I for delete to trellis_app using ((select training.runs()) and exists (select from training.workshop w where w.id = workshop_id))', t);
  end loop;
  -- Who comes is their own to know, their trainer's and the training team's.
  foreach t in array array['booking', 'evaluation', 'follow_up'] loop
    execute format('create policy see on training.%I for select to trellis_app using (area = any((select record.areas())::text[]) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])%s))', t, case when t = 'booking' then ' or delegate_id = any((select training.mine())::uuid[])' else '' end);
  end loop;
end $$;
create policy say on training.booking for insert to trellis_app with check (area = any((select record.areas())::text[]) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])));
create policy change on training.booking for update to trellis_app using (area = any((select record.areas())::text[]) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])));
create policy say on training.evaluation for insert to trellis_app with check (area = any((select record.areas())::text[]) and (select training.runs()));
create policy say on training.follow_up for insert to trellis_app with check (area = any((select record.areas())::text[]) and (select training.runs()));
create policy see on training.rating for select to trellis_app using (exists (select from training.evaluation e where e.id = evaluation_id));
create policy say on training.rating for insert to trellis_app with check (exists (select from training.evaluation e where e.id = evaluation_id));
create policy see on training.delegate for select to trellis_app using ((select training.runs()) or user_id = (select access.me()) or id = any((select training.of_led())::uuid[]));
create policy say on training.delegate for insert to trellis_app with check ((select training.runs()) or cardinality((select training.led())::uuid[]) > 0);
create policy change on training.delegate for update to trellis_app using ((select training.runs()));
create policy see on training.charge for select to trellis_app using (area = any((select record.areas())::text[]) and ((select training.runs()) or delegate_id = any((select training.mine())::uuid[]) or booking_id in (select b.id from training.booking b where b.workshop_id = any((select training.led())::uuid[]))));
create policy say on training.charge for insert to trellis_app with check (area = any((select record.areas())::text[]) and exists (select from training.booking b where b.id = booking_id));
create policy change on training.charge for update to trellis_app using (area = any((select record.areas())::text[]) and ((select training.runs()) or booking_id in (select b.id from training.booking b where b.workshop_id = any((select training.led())::uuid[]))));
create policy own on training.proof to trellis_app using ((select training.runs())) with check ((select training.runs()));
create policy see on training.letter for select to trellis_app using (area = any((select record.areas())::text[]) and (select training.runs()));
create policy say on training.letter for insert to trellis_app with check (area = any((select record.areas())::text[]) and ((select training.runs()) or exists (select from training.booking b where b.id = booking_id)));
create policy change on training.letter for update to trellis_app using (area = any((select record.areas())::text[]) and (select training.runs()));

-- Whatever the program counts, no seat above a workshop's places, and none in one that was cancelled.
create function training.fits() returns trigger language plpgsql security definer set search_path = training, pg_temp as $$
begin
  if new.seat is not null and not exists (select from workshop w where w.id = new.workshop_id and new.seat <= w.places and w.cancelled_at is null) then
    raise exception 'workshop % has no seat %', new.workshop_id, new.seat using errcode = '23514';
  end if;
  return new;
end $$;
create trigger fits before insert or update of seat, workshop_id on training.booking for each row execute function training.fits();

-- How many places are taken, for whoever sees the catalogue: numbers, and nobody's name.
create function training.taken(asked uuid[]) returns table (workshop_id uuid, seats bigint, waiting bigint) language sql stable security definer set search_path = training, pg_temp as $$
  select w.id, count(b.seat), count(*) filter (where b.state = 'waiting')
  from workshop w left join booking b on b.workshop_id = w.id
  where w.id = any(asked) and w.area = any(record.areas()) and (w.opened_at is not null or runs() or w.id = any(led())) group by w.id
$$;
revoke execute on function training.taken(uuid[]) from public;
grant execute on function training.taken(uuid[]) to trellis_app;
