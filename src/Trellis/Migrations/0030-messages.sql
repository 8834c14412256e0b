-- Messages: what people are told (their trays), and the e-mails that say so (the outbox). None of it is record, and none of it
-- holds a name or a word of the record: a kind and a topic of the practice model, a reference, a link.
-- docs/decisions/0080-the-outbox.md says why it looks like this.

create schema messages;
grant usage on schema messages to trellis_app;

create function messages.me() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('trellis.user', true), '')::uuid $$;
create function messages.is_system() returns boolean language sql stable parallel safe
  as $$ select messages.me() = '00000000-0000-7000-8000-000000000001'::uuid $$;
-- Who owns the outbox: the system that sends, and the circle of that name.
create function messages.owns_outbox() returns boolean language sql stable parallel safe
  as $$ select coalesce(messages.is_system() or 'outbox' = any(record.circles()), false) $$;

-- about_id: what has to be done; once that is done the message is settled, and is not e-mailed any more.
-- once: names the occasion, so that nobody is told twice of the same.
create table messages.message (
  id uuid primary key,
  user_id uuid not null references agencies.staff,
  kind text not null check (kind ~ '^[a-z0-9-]+$'),
  topic text not null check (topic ~ '^[a-z0-9.-]+$'),
  reference text not null check (reference ~ '^[A-Z0-9-]{1,40}$'),
  link text not null check (link ~ '^/[a-z0-9/-]*$'),
  about_id uuid,
  once text,
  at timestamptz not null,
  read_at timestamptz,
  settled_at timestamptz,
  unique (user_id, once)
);
create index on messages.message (user_id, at desc, id desc);
create index on messages.message (user_id) where read_at is null and settled_at is null;
create index on messages.message (about_id) where settled_at is null;

-- waiting > sending > sent, or back to waiting for another attempt, or failed. unknown: it was being sent when the sender
-- stopped or lost its connection. dropped: nothing in it needed to be said any more.
-- gathered: a digest. due_at: when it was meant to go; next_at: when it will be tried next.
create table messages.email (
  id uuid primary key,
  user_id uuid not null references agencies.staff,
  gathered boolean not null,
  urgent boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
  due_at timestamptz not null,
  next_at timestamptz not null,
  made_at timestamptz not null,
  attempts integer not null default 0,
  tried_at timestamptz,
  claim uuid,
  code text check (code ~ '^[A-Za-z0-9. -]{1,60}$')
);
create unique index one_digest on messages.email (user_id, due_at) where gathered and state = 'waiting' and attempts = 0;
create index on messages.email (next_at) where state = 'waiting';
create index on messages.email (tried_at) where state = 'sending';
create index on messages.email (state, made_at);
create index on messages.email (user_id) where state = 'waiting';

create table messages.email_message (
  email_id uuid not null references messages.email on delete cascade,
  message_id uuid not null references messages.message,
  primary key (email_id, message_id)
);
create index on messages.email_message (message_id);

-- Whose it is, is its id. Nobody has one until they choose otherwise than practice/messages.yaml says.
create table messages.setting (
  id uuid primary key references agencies.staff,
  sending text not null check (sending in ('at-once', 'digest', 'none')),
  digest_hour integer not null check (digest_hour between 0 and 23),
  quiet_from integer check (quiet_from between 0 and 23),
  quiet_to integer check (quiet_to between 0 and 23),
  check ((quiet_from is null) = (quiet_to is null))
);

alter table messages.message enable row level security;
alter table messages.email enable row level security;
alter table messages.email_message enable row level security;
alter table messages.setting enable row level security;
create policy own on messages.message to trellis_app using (user_id = (select messages.me()));
create policy outbox on messages.email to trellis_app using ((select messages.owns_outbox()));
create policy outbox on messages.email_message to trellis_app using ((select messages.owns_outbox()));
create policy own on messages.setting to trellis_app using (id = (select messages.me())) with check (id = (select messages.me()));

grant select on messages.message, messages.email, messages.email_message to trellis_app;
grant update (read_at) on messages.message to trellis_app;
grant update (state, next_at, attempts, tried_at, claim, code) on messages.email to trellis_app;
grant select, insert, update on messages.setting to trellis_app;

create constraint trigger needs_an_act after insert or update or delete on messages.setting
  deferrable initially deferred for each row execute function record.needs_an_act();
-- The sender works without an act; whoever causes an e-mail, takes one back or decides about one does not.
create constraint trigger needs_an_act after insert or update or delete on messages.email
  deferrable initially deferred for each row when (messages.is_system() is not true) execute function record.needs_an_act();

-- How others want to be written to: nobody reads that but who is about to tell them something.
create function messages.settings_of(users uuid[]) returns setof messages.setting
  language sql stable security definer set search_path = messages, pg_temp
  as $$ select * from setting where id = any(users) and me() is not null $$;

-- E-mails for messages: one each, or one of each day for all of a user's.
create function messages.plan(ids uuid[], due timestamptz[], gathered boolean[], urgent boolean[], at_time timestamptz) returns void
  language sql security definer set search_path = messages, pg_temp as $$
  with wanted as (
    select m.id, m.user_id, t.due_at, t.gathered, t.urgent
    from unnest(plan.ids, plan.due, plan.gathered, plan.urgent) t (id, due_at, gathered, urgent) join message m on m.id = t.id
    where t.due_at is not null
  ),
  single as (
    insert into email (id, user_id, gathered, urgent, due_at, next_at, made_at)
    select id, user_id, false, urgent, due_at, due_at, at_time from wanted where not gathered returning id
  ),
  digest as (
    insert into email (id, user_id, gathered, urgent, due_at, next_at, made_at)
    select uuidv7(), user_id, true, false, due_at, due_at, at_time from (select distinct user_id, due_at from wanted where gathered) d
    on conflict (user_id, due_at) where gathered and state = 'waiting' and attempts = 0 do update set made_at = email.made_at
    returning id, user_id, due_at
  )
  insert into email_message (email_id, message_id)
  select id, id from single
  union all
  select d.id, w.id from digest d join wanted w on w.gathered and w.user_id = d.user_id and w.due_at = d.due_at $$;
revoke execute on function messages.plan from public;

-- Tells people something, each occasion once, in the transaction of the act that is the reason for it. Time alone (the system)
-- may tell without one. Returns how many were told.
create function messages.tell(ids uuid[], users uuid[], kinds text[], topics text[], refs text[], links text[], abouts uuid[], onces text[], ats timestamptz[],
    due timestamptz[], gathered boolean[], urgent boolean[], at_time timestamptz) returns integer
  language plpgsql security definer set search_path = messages, record, pg_temp as $$
declare
  told uuid[];
begin
  if me() is null or (not is_system() and not exists (select from act where xid = pg_current_xact_id())) then
    raise exception 'a message outside an act' using errcode = '42501';
  end if;
  with new as (
    insert into message (id, user_id, kind, topic, reference, link, about_id, once, at)
    select * from unnest(ids, users, kinds, topics, refs, links, abouts, onces, ats)
    on conflict do nothing returning id
  )
  select array_agg(id) into told from new;
  if told is null then return 0; end if;
  perform plan(array_agg(t.id), array_agg(t.due_at), array_agg(t.gathered), array_agg(t.urgent), at_time)
  from unnest(ids, due, gathered, urgent) t (id, due_at, gathered, urgent) where t.id = any(told);
  return cardinality(told);
end $$;

-- What was to be done is done: whoever was told of it has nothing to do any more, and no e-mail says only that.
create function messages.settle(abouts uuid[], at_time timestamptz) returns void
  language plpgsql security definer set search_path = messages, pg_temp as $$
declare
  settled uuid[];
begin
  with done as (update message set settled_at = at_time where about_id = any(abouts) and settled_at is null and me() is not null returning id)
  select array_agg(id) into settled from done;
  update email e set state = 'dropped' where e.state = 'waiting' and e.id in (select email_id from email_message where message_id = any(settled))
    and not exists (select from email_message x join message m on m.id = x.message_id where x.email_id = e.id and m.settled_at is null);
end $$;

-- E-mails to the asker that have not been tried yet are taken back, to be planned anew as they now want it.
create function messages.take_back() returns table (id uuid, urgent boolean)
  language sql security definer set search_path = messages, pg_temp as $$
  with gone as (delete from email e where e.user_id = me() and e.state = 'waiting' and e.attempts = 0 returning e.id, e.urgent),
  freed as (select x.message_id, g.urgent from gone g join email_message x on x.email_id = g.id)
  select message_id, urgent from freed $$;
create function messages.plan_own(ids uuid[], due timestamptz[], gathered boolean[], urgent boolean[], at_time timestamptz) returns void
  language plpgsql security definer set search_path = messages, pg_temp as $$
begin
  if exists (select from message where id = any(ids) and user_id is distinct from me()) then raise exception 'not your messages' using errcode = '42501'; end if;
  perform plan(ids, due, gathered, urgent, at_time);
end $$;

-- What an e-mail is about, for whoever sends it or owns the outbox; never whose.
create function messages.contents(emails uuid[]) returns table (email_id uuid, message_id uuid, kind text, reference text, settled boolean)
  language sql stable security definer set search_path = messages, pg_temp as $$
  select x.email_id, m.id, m.kind, m.reference, m.settled_at is not null
  from email_message x join message m on m.id = x.message_id where x.email_id = any(emails) and owns_outbox() order by m.at, m.id $$;

revoke execute on function messages.settings_of, messages.tell, messages.settle, messages.take_back, messages.plan_own, messages.contents from public;
grant execute on function messages.settings_of, messages.tell, messages.settle, messages.take_back, messages.plan_own, messages.contents to trellis_app;
