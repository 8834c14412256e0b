-- A record that was restored from a backup counts its transactions anew: rows of another era may have the same number as one of now.
-- docs/decisions/0120-backup-and-restore.md

create function record.this_era() returns integer language sql stable parallel safe security definer set search_path = record, pg_temp
  as $$ select max(number) from record.era $$;
revoke execute on function record.this_era from public;
grant execute on function record.this_era to trellis_app, trellis_steward;
alter table record.act alter era set default record.this_era();
alter table record.words alter era set default record.this_era();
alter table record.fact alter era set default record.this_era();
alter table record.view alter era set default record.this_era();

create or replace function record.needs_an_act() returns trigger language plpgsql security definer set search_path = record, pg_temp as $$
begin
  if session_user = 'trellis_app' and not exists (select from record.act where era = record.this_era() and xid = pg_current_xact_id()) then
    raise exception 'a change to %.% outside an act', tg_table_schema, tg_table_name using errcode = '42501';
  end if;
  return null;
end $$;

create or replace function messages.tell(ids uuid[], users uuid[], kinds text[], topics text[], refs text[], links text[], abouts uuid[], onces text[], ats timestamptz[],
    due timestamptz[], gathered boolean[], urgent boolean[], at_time timestamptz) returns integer
  language plpgsql security definer set search_path = messages, record, pg_temp as $$
declare
  told uuid[];
begin
  if me() is null or (not is_system() and not exists (select from act where era = record.this_era() and xid = pg_current_xact_id())) then
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

-- Which backup a database came from, for whoever asks later.
create table record.restored (
  era integer primary key references record.era,
  backup_made_at timestamptz not null,
  restored_at timestamptz not null default now(),
  seal bigint not null
);

-- What was true of the moment of a backup and is not when it is restored. Every schema may have such a function; a restore calls them all.
-- Sessions end, and what was held for people who had to sign in again goes.
create function agencies.after_restore(at timestamptz) returns void language sql set search_path = agencies, pg_temp as $$
  update session set ended_at = at where ended_at is null;
  delete from held_form; $$;
-- Of e-mails that waited nobody knows whether they went out since: a person decides.
create function messages.after_restore(at timestamptz) returns void language sql set search_path = messages, pg_temp as $$
  update email set state = 'unknown', tried_at = coalesce(tried_at, at) where state in ('waiting', 'sending'); $$;
revoke execute on function agencies.after_restore, messages.after_restore from public;
