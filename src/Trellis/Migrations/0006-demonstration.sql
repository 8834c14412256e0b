-- Says that everything in this database is invented. Made in the transaction of the first invented data, and only in an
-- empty record: a database with real people in it can never be taken for a demonstration, nor dropped as one.

create table public.demonstration (
  one boolean primary key default true check (one),
  state text not null default 'building' check (state in ('building', 'ready')),
  seed integer not null,
  built_on date not null,
  began timestamptz not null default now()
);

create function public.begin_demonstration(seed integer, built_on date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from record.act where xid <> pg_current_xact_id()) or exists (select from people.person) then
    raise exception 'the record is not empty' using errcode = '42501';
  end if;
  insert into demonstration (seed, built_on) values (begin_demonstration.seed, begin_demonstration.built_on);
end $$;
revoke execute on function public.begin_demonstration from public;
grant execute on function public.begin_demonstration to trellis_app;
