-- What the partnership told the public and its staff, how far it reached, what it cost and what was learnt.
-- docs/decisions/0295-communications.md says why it looks like this.

create schema communications;
grant usage on schema communications to trellis_app;

-- kind: a code of communication-kind; audience: codes of communication-audience. until_on null: on one day, or it goes on. cost null: nobody knows.
create table communications.communication (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  kind text not null,
  title text not null check (length(title) between 1 and 200),
  message text not null check (length(message) between 1 and 2000),
  audience text[] not null check (cardinality(audience) > 0),
  from_on date not null,
  until_on date check (until_on >= from_on),
  address text not null check (length(address) <= 500),
  cost numeric check (cost >= 0),
  learnt text not null check (length(learnt) <= 2000),
  logged_at timestamptz not null,
  logged_by uuid not null references agencies.staff,
  edition integer not null
);
create index on communications.communication (from_on);

-- What somebody counted on a day, and where the number comes from. what: a code of communication-reach. Only added to.
create table communications.reach (
  id uuid primary key,
  communication_id uuid not null references communications.communication,
  what text not null,
  number bigint not null check (number between 0 and 100000000),
  on_day date not null,
  source text not null check (length(source) between 1 and 200),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on communications.reach (communication_id);

do $$
declare t text;
begin
  foreach t in array array['communication', 'reach'] loop
    execute format('alter table communications.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on communications.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
  end loop;
end $$;
grant select, insert, update on communications.communication to trellis_app;
grant select, insert on communications.reach to trellis_app;
create policy see on communications.communication for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on communications.communication for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on communications.communication for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy see on communications.reach for select to trellis_app using (exists (select from communications.communication c where c.id = communication_id));
create policy say on communications.reach for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from communications.communication c where c.id = communication_id));
