-- Who an agency says needs training, what they learnt elsewhere, and who must have what by when. docs/decisions/0260-who-must-have-what.md

-- What an agency brought in last: people by name, or numbers by role alone.
create table training.workforce (
  id uuid primary key,
  agency text not null unique references agencies.agency (code),
  sector text not null,
  area text not null,
  taken_at timestamptz not null,
  edition integer not null
);

-- ended_on: a later list has them no more.
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

-- What an agency's lead says is theirs to see, and what somebody of theirs said themselves; not what another agency said.
create policy see on training.learnt for select to trellis_app using (((select training.runs()) and area = any((select record.areas())::text[]))
  or ((agency is null or training.answers_for(agency)) and exists (select from training.worker w where w.email = learnt.email)));
create policy say on training.learnt for insert to trellis_app with check (area = any((select record.areas())::text[])
  and ((select training.runs()) or (training.answers_for(agency) and exists (select from training.worker w where w.email = learnt.email and w.agency = learnt.agency))));
create policy change on training.learnt for update to trellis_app using (area = any((select record.areas())::text[])
  and ((select training.runs()) or (training.answers_for(agency) and exists (select from training.worker w where w.email = learnt.email and w.agency = learnt.agency))));

-- Who must have what and what they have, by the rules of practice/training.yaml laid out by role, sector and level. Of the people whoever asks
-- answers for; of courses only the day, for a lead sees no bookings. Somebody with an account of another agency is not whom this agency names.
create function training.standing(rules jsonb, today date, of_agency text, of_worker uuid)
  returns table (worker_id uuid, agency text, sector text, area text, role text, level text, done_on date, due_on date, state text)
  language sql stable security definer set search_path = training, pg_temp as $$
  with r as materialized (
    select * from jsonb_to_recordset(standing.rules) as x(role text, sector text, level text, counts text[], again integer, first integer)
  ), w as materialized (
    select k.* from worker k
    where k.ended_on is null and (k.left_on is null or k.left_on >= standing.today) and (k.started_on is null or k.started_on <= standing.today)
      and (standing.of_agency is null or k.agency = standing.of_agency) and (standing.of_worker is null or k.id = standing.of_worker)
      and k.area = any((select record.areas())::text[]) and ((select runs()) or ('workforce' = any((select record.circles())::text[]) and ('agency:' || k.agency) = any((select access.holders())::text[])))
  ), done as materialized (
    select w.id, c.level, max((k.ends_at at time zone 'Europe/London')::date) as day
    from w join delegate d on d.email = w.email and (d.agency is null or d.agency = w.agency) join booking b on b.delegate_id = d.id and b.came = 'whole' join workshop k on k.id = b.workshop_id join course c on c.id = k.course_id
    group by w.id, c.level
    union all
    select w.id, l.level, max(l.done_on) from w join learnt l on l.email = w.email and l.taken_back_at is null and (l.agency is null or l.agency = w.agency) group by w.id, l.level
  ), had as (
    select w.id, w.agency, w.sector, w.area, w.role, r.level, r.again, (w.started_on + make_interval(months => r.first))::date as first_by, max(d.day) as day
    from w join r on r.role = w.role and r.sector = w.sector left join done d on d.id = w.id and d.level = any(r.counts)
    group by w.id, w.agency, w.sector, w.area, w.role, w.started_on, r.level, r.again, r.first
  ), due as (
    select h.*, case when h.day is null then h.first_by else (h.day + make_interval(months => h.again))::date end as by from had h
  )
  select d.id, d.agency, d.sector, d.area, d.role, d.level, d.day, d.by,
    case when d.day is null then 'never' when d.by < standing.today then 'overdue' when d.by <= (standing.today + interval '3 months')::date then 'soon' else 'has' end
  from due d
$$;

-- Take-up: people of an agency, sector, area and role who came to a workshop since a day. Numbers, for whoever runs training.
create function training.take_up(since date) returns table (agency text, sector text, area text, role text, people bigint)
  language sql stable security definer set search_path = training, pg_temp as $$
  select coalesce(w.agency, d.agency), coalesce(w.sector, d.sector), b.area, coalesce(w.role, d.role), count(distinct d.id)
  from booking b join delegate d on d.id = b.delegate_id join workshop k on k.id = b.workshop_id
    left join lateral (select x.agency, x.sector, x.role from worker x where x.email = d.email and x.ended_on is null and (d.agency is null or d.agency = x.agency) order by x.agency limit 1) w on true
  where b.came in ('whole', 'part') and k.ends_at >= (take_up.since::timestamp at time zone 'Europe/London') and b.area = any(record.areas()) and runs()
  group by 1, 2, 3, 4
$$;
revoke execute on function training.answers_for(text), training.standing(jsonb, date, text, uuid), training.take_up(date) from public;
grant execute on function training.answers_for(text), training.standing(jsonb, date, text, uuid), training.take_up(date) to trellis_app;
