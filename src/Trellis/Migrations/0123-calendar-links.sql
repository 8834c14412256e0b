-- A secret address by which somebody's calendar asks for the meetings they sit in. The secret is kept as its hash alone; nobody is signed in
-- when it is asked, so one function answers, with what a calendar needs: whose meeting, when, where. docs/decisions/0165-calendar-links.md.
create table meetings.calendar_link (
  id uuid primary key,
  user_id uuid not null references agencies.staff,
  hash bytea not null unique check (length(hash) = 32),
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index on meetings.calendar_link (user_id) where ended_at is null;
alter table meetings.calendar_link enable row level security;
create constraint trigger needs_an_act after insert or update or delete on meetings.calendar_link
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on meetings.calendar_link to trellis_app;
create policy own on meetings.calendar_link to trellis_app using (user_id = (select access.me())) with check (user_id = (select access.me()));

-- No row: there is no such link, or its holder has left. A row without a meeting: the link works, and nothing is coming.
create function meetings.calendar(secret bytea, today date) returns table (id uuid, body_id uuid, body text, title text, held_on date, starts_at timestamptz, ends_at timestamptz, place text, how text, cancelled boolean, edition integer)
  language sql stable security definer set search_path = meetings, pg_temp as $$
  select m.id, m.body_id, m.body, m.title, m.held_on, m.starts_at, m.ends_at, m.place, m.how, m.cancelled_at is not null, m.edition
  from calendar_link l join agencies.staff s on s.id = l.user_id and s.active
  left join lateral (
    select distinct on (m.id) m.*, b.title as body
    from holder h join meeting m on h.body_id in (m.body_id, m.with_body_id) join body b on b.id = h.body_id
    where h.user_id = l.user_id and h.from_on <= m.held_on and (h.until_on is null or h.until_on >= m.held_on) and m.called_at is not null and m.held_on >= calendar.today
      and exists (select from agencies.post p where p.staff_id = l.user_id and p.areas && m.areas and p.starts_on <= calendar.today and (p.ends_on is null or p.ends_on >= calendar.today))
    order by m.id) m on true
  where l.hash = calendar.secret and l.ended_at is null
    and exists (select from agencies.post p where p.staff_id = l.user_id and p.starts_on <= calendar.today and (p.ends_on is null or p.ends_on >= calendar.today))
  order by m.held_on, m.id $$;
revoke execute on function meetings.calendar from public;
grant execute on function meetings.calendar to trellis_app;
