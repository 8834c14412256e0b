-- Joiners, movers and leavers: one-time links, cover, second factors set up again. docs/decisions/0100-agencies-look-after-their-own.md says why.

-- waits_for_link: their second factor was taken away because it was lost; nothing but the link they were sent lets them in.
alter table agencies.staff add waits_for_link boolean not null default false;

-- covers_id: somebody acts for the holder of that post. What they do is recorded under this one.
alter table agencies.post add covers_id uuid references agencies.post;
create index on agencies.post (agency);
create index on agencies.post (covers_id) where covers_id is not null;

create table agencies.link (
  id uuid primary key,
  staff_id uuid not null references agencies.staff,
  kind text not null check (kind in ('invitation', 'second-factor')),
  made_at timestamptz not null,
  until_at timestamptz not null,
  used_at timestamptz,
  lapsed_at timestamptz
);
create index on agencies.link (staff_id);
create constraint trigger needs_an_act after insert or update or delete on agencies.link
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on agencies.link to trellis_app;

-- The secret is in the e-mail and nowhere else: it is made when the e-mail is written, and its hash is kept. An e-mail that is
-- tried again has another; both open the link, once. Nobody reads these.
create table agencies.link_key (
  hash bytea primary key,
  link_id uuid not null references agencies.link,
  made_at timestamptz not null
);
create index on agencies.link_key (link_id);
create function agencies.make_key(link uuid, hash bytea, at_time timestamptz) returns boolean
  language plpgsql security definer set search_path = agencies, pg_temp as $$
begin
  if messages.is_system() is not true then raise exception 'not for you to make' using errcode = '42501'; end if;
  insert into link_key (hash, link_id, made_at)
    select make_key.hash, l.id, at_time from link l where l.id = make_key.link and l.used_at is null and l.lapsed_at is null and l.until_at > at_time;
  return found;
end $$;
create function agencies.opened_by(hash bytea) returns uuid
  language sql stable security definer set search_path = agencies, pg_temp as $$ select k.link_id from link_key k where k.hash = opened_by.hash $$;
revoke execute on function agencies.make_key, agencies.opened_by from public;
grant execute on function agencies.make_key, agencies.opened_by to trellis_app;

-- What an e-mail is about, and what has to be done: a one-time link is named by it.
drop function messages.contents;
create function messages.contents(emails uuid[]) returns table (email_id uuid, message_id uuid, kind text, reference text, settled boolean, about_id uuid)
  language sql stable security definer set search_path = messages, pg_temp as $$
  select x.email_id, m.id, m.kind, m.reference, m.settled_at is not null, m.about_id
  from email_message x join message m on m.id = x.message_id where x.email_id = any(emails) and owns_outbox() order by m.at, m.id $$;
revoke execute on function messages.contents from public;
grant execute on function messages.contents to trellis_app;

-- What somebody has begun and not completed, by reference and step alone, for whoever looks after the people of their agency. What
-- is closed to the asker is not among it.
create function casework.drafts_of(staff uuid) returns table (reference text, process text, name text, area text)
  language sql stable security definer set search_path = casework, pg_temp as $$
  select m.reference, s.process, s.name, s.area
  from draft d join step s on s.id = d.step_id join matter m on m.id = s.matter_id
  where (d.saved_by = drafts_of.staff or d.begun_by = drafts_of.staff) and s.state = 'open'
    and coalesce('staffing' = any(record.circles()), false)
    and (select access.closed_matters()) is not null and m.id <> all((select access.closed_matters())::uuid[])
    and exists (select from agencies.post p where p.staff_id = drafts_of.staff and 'agency:' || p.agency = any((select access.holders())::text[]))
  order by m.reference, s.name $$;
revoke execute on function casework.drafts_of from public;
grant execute on function casework.drafts_of to trellis_app;
