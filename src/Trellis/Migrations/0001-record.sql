-- The record: acts, facts, words, views and seals, and what is worked out from facts (deadlines, statuses).
-- docs/decisions/0002-the-record.md says why it looks like this.

create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;
create extension if not exists unaccent;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

-- Four roles. Roles belong to the server, not the database: they may exist already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'trellis_app') then create role trellis_app login nosuperuser nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'trellis_counter') then create role trellis_counter login nosuperuser nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'trellis_steward') then create role trellis_steward login nosuperuser nobypassrls; end if;
exception when duplicate_object or unique_violation then null; -- two databases made at the same moment
end $$;

revoke create on schema public from public;

create schema record;
grant usage on schema record to trellis_app, trellis_counter, trellis_steward;

-- Who is asking, set when a connection is taken. Nothing set: null, and null matches nothing.
create function record.areas() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('trellis.areas', true), ''), ',') $$;
-- Circles the asker belongs to; an agency is a circle of its own. visible_to lists those that alone may see a row.
create function record.circles() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('trellis.circles', true), ''), ',') $$;

-- era: the number of times this record was restored from a backup; transaction numbers begin again in each.
create table record.act (
  id uuid primary key,
  era integer not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  word text not null check (word ~ '^[a-z0-9-]+\.[a-z0-9-]+$'),
  at timestamptz not null,
  user_id uuid not null,
  post_id uuid,
  agency text,
  area text,
  matter_id uuid
);
create index on record.act (era, xid);
create index on record.act (matter_id, at);
create index on record.act (user_id, at);

-- Free text of the record: reasons of acts, frozen versions of steps. In rows of its own, so that it can be lawfully erased.
create table record.words (
  id uuid primary key,
  era integer not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null,
  act_id uuid not null references record.act,
  area text,
  visible_to text,
  body text,
  salt bytea,
  digest bytea,
  disposed_by uuid references record.act,
  check ((salt is null) = (digest is not null))
);
create index on record.words (era, xid);
create index on record.words (act_id);

create table record.fact (
  id uuid primary key,
  era integer not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  act_id uuid not null references record.act,
  kind text not null check (kind ~ '^[a-z0-9.-]+$'),
  person_id uuid,
  matter_id uuid,
  origin_id uuid,
  source_id uuid,
  because_id uuid,
  area text not null,
  agency text,
  occurred_at timestamptz not null,
  day_only boolean not null,
  occurred_on date not null,
  recorded timestamptz not null,
  visible_to text,
  corrects_id uuid references record.fact,
  void boolean not null default false,
  frozen bytea,
  salt bytea,
  digest bytea,
  disposed_by uuid references record.act,
  check (not void or corrects_id is not null),
  check ((salt is null) = (digest is not null))
);
create unique index on record.fact (corrects_id) where corrects_id is not null;
create index on record.fact (person_id, occurred_at);
create index on record.fact (matter_id, occurred_at);
create index on record.fact (kind, occurred_on);
create index on record.fact (source_id);
create index on record.fact (act_id);
create index on record.fact (era, xid);

create table record.fact_detail (
  fact_id uuid not null references record.fact,
  field text collate "C" not null check (field ~ '^[a-z0-9.-]+$'),
  code text collate "C" not null check (length(code) <= 100 and code !~ '[\x01-\x1f]'),
  area text not null,
  visible_to text,
  primary key (fact_id, field, code)
);

create table record.view (
  id uuid primary key,
  era integer not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  user_id uuid not null,
  post_id uuid,
  agency text,
  area text,
  what text not null,
  purpose text not null,
  people uuid[] not null,
  matter_id uuid,
  salt bytea,
  digest bytea,
  disposed_by uuid references record.act,
  check ((salt is null) = (digest is not null))
);
create index on record.view (era, xid);
create index on record.view (user_id, at);
create index on record.view using gin (people);

-- leaves: for every sealed row 50 bytes, in (kind, id) order: 2 of kind (1 act, 2 words, 3 fact, 4 view), 16 of id, 32 of hash.
create table record.seal (
  number bigint primary key,
  at timestamptz not null,
  era integer not null,
  from_xid xid8 not null,
  to_xid xid8 not null,
  rows bigint not null,
  leaves bytea not null,
  previous bytea not null,
  hash bytea not null
);
alter table record.seal alter column leaves set storage external;

-- Worked out from facts by the record keeper; may be rebuilt at any time.
create table record.status_period (
  id uuid primary key,
  person_id uuid not null,
  area text not null,
  kind text not null,
  visible_to text,
  starts_on date not null,
  ends_on date,
  during daterange not null generated always as (daterange(starts_on, ends_on, '[)')) stored,
  started_by uuid not null references record.fact,
  ended_by uuid references record.fact,
  category text,
  latest_category text,
  previous integer not null,
  exclude using gist (person_id with =, area with =, kind with =, during with &&) deferrable initially deferred
);
create index on record.status_period (kind, area, starts_on);
create index on record.status_period (person_id);

create table record.deadline (
  id uuid primary key,
  timescale text not null,
  person_id uuid not null,
  subject_id uuid not null,
  matter_id uuid,
  area text not null,
  visible_to text,
  started_at timestamptz not null,
  started_day_only boolean not null,
  started_on date not null,
  started_by uuid not null references record.fact,
  term_from date not null,
  limit_amount integer not null,
  limit_unit text not null,
  limit_kind text not null,
  due_at timestamptz not null,
  due_day_only boolean not null,
  due_on date not null,
  ended_at timestamptz,
  ended_day_only boolean,
  ended_on date,
  ended_by uuid references record.fact,
  ending text check (ending in ('met', 'lapsed')),
  in_time boolean,
  stands_since timestamptz,
  unique (timescale, person_id, subject_id, started_by)
);
create index on record.deadline (area, due_at) where ending is null;
create index on record.deadline (matter_id);
create index on record.deadline (timescale, started_on);
create index on record.deadline (person_id);

-- Everything a clock needs about some people, whoever asks: a deadline that followed only what its author may see would be wrong.
-- Kinds, times and codes; no words and no names.
create function record.facts_about(people uuid[], in_area text) returns setof record.fact
  language sql stable security definer set search_path = record, pg_temp
  as $$ select * from record.fact where person_id = any(people) and area = in_area $$;
create function record.details_about(people uuid[], in_area text) returns setof record.fact_detail
  language sql stable security definer set search_path = record, pg_temp
  as $$ select d.* from record.fact f join record.fact_detail d on d.fact_id = f.id where f.person_id = any(people) and f.area = in_area $$;
create function record.statuses_about(people uuid[], in_area text) returns setof record.status_period
  language sql stable security definer set search_path = record, pg_temp
  as $$ select * from record.status_period where person_id = any(people) and area = in_area $$;
create function record.deadlines_about(people uuid[], in_area text) returns setof record.deadline
  language sql stable security definer set search_path = record, pg_temp
  as $$ select * from record.deadline where person_id = any(people) and area = in_area $$;
revoke execute on function record.facts_about, record.details_about, record.statuses_about, record.deadlines_about from public;
grant execute on function record.facts_about, record.details_about, record.statuses_about, record.deadlines_about to trellis_app;

-- A row of a module changed: the same transaction must have an act. The record keeper writes it; this stops every way round.
create function record.needs_an_act() returns trigger language plpgsql security definer set search_path = record, pg_temp as $$
begin
  if session_user = 'trellis_app' and not exists (select from record.act where xid = pg_current_xact_id()) then
    raise exception 'a change to %.% outside an act', tg_table_schema, tg_table_name using errcode = '42501';
  end if;
  return null;
end $$;

-- Seals. A row's leaf is the hash of its plain part and of the salted hash of its erasable part; once that part is
-- erased its hash stays in "digest". src/Trellis.Platform/Record/Leaves.cs works the same out from the bare columns,
-- for verifying without trusting what is stored here; a test compares the two.
-- Every text is written as its length and itself, and nothing as a dash, so that no two rows read the same.
create function record.net(t text) returns text language sql stable parallel safe as $$ select coalesce(octet_length(t) || ':' || t, '-') $$;
create function record.micros(t timestamptz) returns bigint language sql stable parallel safe as $$ select (extract(epoch from t) * 1000000)::bigint $$;
create function record.act_leaf(a record.act) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(chr(31), 'act', a.id, a.era, a.xid, record.net(a.word), record.micros(a.at),
    a.user_id, coalesce(a.post_id::text, '-'), record.net(a.agency), record.net(a.area), coalesce(a.matter_id::text, '-')), 'UTF8')) $$;
create function record.words_payload(w record.words) returns bytea language sql stable parallel safe as $$ select convert_to(record.net(w.body), 'UTF8') $$;
create function record.words_leaf(w record.words) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(chr(31), 'words', w.id, w.era, w.xid, record.net(w.kind), w.act_id, record.net(w.area), record.net(w.visible_to)), 'UTF8')
    || coalesce(w.digest, sha256(w.salt || record.words_payload(w)))) $$;
-- The codes of a fact come in from outside: a function with a query in it is not written into the one that calls it, and
-- is then called for every row.
create function record.details_of(fact uuid) returns text language sql stable parallel safe as $$
  select string_agg(record.net(d.field) || record.net(d.code) || record.net(d.area) || record.net(d.visible_to), '' order by d.field, d.code)
  from record.fact_detail d where d.fact_id = fact $$;
create function record.fact_payload(f record.fact, details text) returns bytea language sql stable parallel safe as $$
  select convert_to(concat_ws(chr(31),
    coalesce(f.person_id::text, '-'), coalesce(f.matter_id::text, '-'), coalesce(f.origin_id::text, '-'), coalesce(f.source_id::text, '-'),
    coalesce(f.because_id::text, '-'), record.net(f.agency), coalesce(encode(f.frozen, 'hex'), '-'),
    coalesce(details, '')), 'UTF8') $$;
create function record.fact_leaf(f record.fact, details text) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(chr(31), 'fact', f.id, f.era, f.xid, f.act_id, record.net(f.kind), record.net(f.area),
      record.micros(f.occurred_at), f.day_only::text, f.occurred_on - date '2000-01-01', record.micros(f.recorded),
      record.net(f.visible_to), coalesce(f.corrects_id::text, '-'), f.void::text), 'UTF8')
    || coalesce(f.digest, sha256(f.salt || record.fact_payload(f, details)))) $$;
create function record.view_payload(v record.view) returns bytea language sql stable parallel safe as $$
  select convert_to(concat_ws(chr(31), v.people::text, coalesce(v.matter_id::text, '-')), 'UTF8') $$;
create function record.view_leaf(v record.view) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws(chr(31), 'view', v.id, v.era, v.xid, record.micros(v.at), v.user_id,
      coalesce(v.post_id::text, '-'), record.net(v.agency), record.net(v.area), record.net(v.what), record.net(v.purpose)), 'UTF8')
    || coalesce(v.digest, sha256(v.salt || record.view_payload(v)))) $$;

-- Seals every row of transactions that are over and not yet sealed. Returns the number of rows sealed.
create function record.seal_now(at_time timestamptz) returns bigint language plpgsql security definer set search_path = record, pg_temp as $$
declare
  last record.seal;
  high xid8;
  this_era integer;
  body bytea;
  amount bigint;
  next_number bigint;
  chained bytea;
begin
  perform pg_advisory_xact_lock(7206105);
  high := pg_snapshot_xmin(pg_current_snapshot());
  select * into last from record.seal order by number desc limit 1;
  select coalesce(max(number), 1) into this_era from record.era;
  if last.number is not null and last.era = this_era and last.to_xid >= high then return 0; end if;
  select string_agg(int2send(kind::smallint) || uuid_send(id) || leaf, ''::bytea order by kind, id), count(*) into body, amount from (
    select 1 as kind, a.id, record.act_leaf(a) as leaf from record.act a
      where a.era = this_era and a.xid < high and (last.number is null or last.era < this_era or a.xid >= last.to_xid)
    union all
    select 2, w.id, record.words_leaf(w) from record.words w
      where w.era = this_era and w.xid < high and (last.number is null or last.era < this_era or w.xid >= last.to_xid)
    union all
    select 3, f.id, record.fact_leaf(f, (select string_agg(record.net(d.field) || record.net(d.code) || record.net(d.area) || record.net(d.visible_to), '' order by d.field, d.code)
        from record.fact_detail d where d.fact_id = f.id))
      from record.fact f
      where f.era = this_era and f.xid < high and (last.number is null or last.era < this_era or f.xid >= last.to_xid)
    union all
    select 4, v.id, record.view_leaf(v) from record.view v
      where v.era = this_era and v.xid < high and (last.number is null or last.era < this_era or v.xid >= last.to_xid)
  ) rows;
  if amount = 0 then return 0; end if;
  next_number := coalesce(last.number, 0) + 1;
  chained := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
  insert into record.seal (number, at, era, from_xid, to_xid, rows, leaves, previous, hash)
    values (next_number, at_time, this_era, case when last.era = this_era then last.to_xid else '0'::xid8 end, high, amount, body, chained,
      sha256(chained || convert_to(concat_ws(chr(31), next_number, (extract(epoch from at_time) * 1000000)::bigint, this_era,
        case when last.era = this_era then last.to_xid else '0'::xid8 end, high, amount), 'UTF8') || sha256(body)));
  update record.era set last_seal = next_number where number = this_era;
  return amount;
end $$;

-- last_seal: without it the newest seals could be deleted and leave no gap in the numbers.
create table record.era (number integer primary key, began timestamptz not null default now(), last_seal bigint not null default 0);
insert into record.era (number) values (1);
revoke execute on function record.seal_now from public;
grant execute on function record.seal_now to trellis_app;

-- Row level security: an area's rows are for those who act in that area; a circle's for that circle.
alter table record.act enable row level security;
alter table record.words enable row level security;
alter table record.fact enable row level security;
alter table record.fact_detail enable row level security;
alter table record.view enable row level security;
alter table record.status_period enable row level security;
alter table record.deadline enable row level security;

create policy area on record.act for select to trellis_app using (area is null or area = any((select record.areas())::text[]));
create policy say on record.act for insert to trellis_app with check (area is null or area = any((select record.areas())::text[]));
create policy area on record.words for select to trellis_app
  using ((area is null or area = any((select record.areas())::text[])) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]));
create policy say on record.words for insert to trellis_app with check (area is null or area = any((select record.areas())::text[]));
create policy area on record.fact for select to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]));
create policy say on record.fact for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy area on record.fact_detail for select to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]));
create policy say on record.fact_detail for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy area on record.view for select to trellis_app using (area is null or area = any((select record.areas())::text[]));
create policy say on record.view for insert to trellis_app with check (area is null or area = any((select record.areas())::text[]));
-- What follows from facts is written by whoever said the last of them, also where they may not read it.
create policy area on record.status_period for select to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]));
create policy say on record.status_period for insert to trellis_app with check (area = any((select record.areas())::text[]));
create policy area on record.deadline for select to trellis_app
  using (area = any((select record.areas())::text[]) and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[]));
create policy say on record.deadline for insert to trellis_app with check (area = any((select record.areas())::text[]));
create function record.forget_consequences(statuses uuid[], deadlines uuid[], in_area text) returns void
  language sql security definer set search_path = record, pg_temp as $$
  delete from record.status_period where id = any(statuses) and area = in_area and in_area = any(record.areas());
  delete from record.deadline where id = any(deadlines) and area = in_area and in_area = any(record.areas()); $$;
revoke execute on function record.forget_consequences from public;
grant execute on function record.forget_consequences to trellis_app;

create policy count on record.fact for select to trellis_counter using (true);
create policy count on record.fact_detail for select to trellis_counter using (true);
create policy count on record.status_period for select to trellis_counter using (true);
create policy count on record.deadline for select to trellis_counter using (true);

create policy dispose on record.words to trellis_steward using (true) with check (true);
create policy dispose on record.fact to trellis_steward using (true) with check (true);
create policy dispose on record.fact_detail to trellis_steward using (true) with check (true);
create policy dispose on record.view to trellis_steward using (true) with check (true);
create policy dispose on record.act to trellis_steward using (true) with check (true);
create policy dispose on record.status_period to trellis_steward using (true);
create policy dispose on record.deadline to trellis_steward using (true);

-- Not era and xid: a row that said it was of another transaction would escape its seal.
grant select on record.act, record.words, record.fact, record.fact_detail, record.view to trellis_app;
grant insert (id, word, at, user_id, post_id, agency, area, matter_id) on record.act to trellis_app, trellis_steward;
grant insert (id, kind, act_id, area, visible_to, body, salt) on record.words to trellis_app, trellis_steward;
grant insert (id, act_id, kind, person_id, matter_id, origin_id, source_id, because_id, area, agency, occurred_at, day_only, occurred_on, recorded, visible_to,
  corrects_id, void, frozen, salt) on record.fact to trellis_app, trellis_steward;
grant insert on record.fact_detail to trellis_app;
grant insert (id, at, user_id, post_id, agency, area, what, purpose, people, matter_id, salt) on record.view to trellis_app;
grant select, insert on record.status_period, record.deadline to trellis_app;
grant select (number, at, era, rows, hash) on record.seal to trellis_app;
grant select on record.fact, record.fact_detail, record.status_period, record.deadline to trellis_counter;
grant select on record.act, record.words, record.fact, record.fact_detail, record.view to trellis_steward;
grant update (body, salt, digest, disposed_by) on record.words to trellis_steward;
grant update (person_id, matter_id, origin_id, source_id, because_id, agency, frozen, salt, digest, disposed_by) on record.fact to trellis_steward;
grant delete on record.fact_detail, record.status_period, record.deadline to trellis_steward;
grant select (started_by, ended_by) on record.status_period, record.deadline to trellis_steward;
grant update (people, matter_id, salt, digest, disposed_by) on record.view to trellis_steward;

-- What is in force: not taken away and not corrected by a later fact.
create view record.effective with (security_invoker = true) as
  select f.* from record.fact f
  where not f.void and not exists (select from record.fact c where c.corrects_id = f.id);
grant select on record.effective to trellis_app, trellis_counter;
