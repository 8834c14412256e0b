-- Outside indexes that are asked about one typed person. docs/decisions/0146-sources-that-can-be-asked.md says why it looks like this.

create schema sources;
grant usage on schema sources to trellis_app;

-- One asking of one source. trying: it is being asked, and whoever finds it so after next_at tries again. waiting: it could not be
-- checked; next_at is when it will be tried again, or null where only a person can help. answered: it was answered while the asker
-- waited. late: it was answered afterwards, and somebody has to look. done: somebody looked, or stopped it.
-- question, answer: locked under the product's keys, and gone once nobody needs them any more.
create table sources.asking (
  id uuid primary key,
  source text not null check (source ~ '^[a-z0-9-]{1,40}$'),
  area text not null,
  asked_by uuid not null,
  agency text,
  purpose text not null check (purpose ~ '^[a-z-]+\.[a-z-]+$'),
  state text not null check (state in ('trying', 'waiting', 'answered', 'late', 'done')),
  outcome text check (outcome in ('found', 'nothing', 'not-checked')),
  code text check (code ~ '^[a-z0-9-]{1,60}$'),
  attempts integer not null,
  question bytea,
  answer bytea,
  asked_at timestamptz not null,
  tried_at timestamptz not null,
  answered_at timestamptz,
  next_at timestamptz,
  edition integer not null default 0,
  check (state not in ('answered', 'done') or (question is null and answer is null)),
  check (state <> 'trying' or next_at is not null)
);
create index on sources.asking (next_at) where state in ('trying', 'waiting');
create index on sources.asking (area, asked_at) where state in ('trying', 'waiting', 'late');
create index on sources.asking (source, tried_at);
create constraint trigger needs_an_act after insert or update or delete on sources.asking
  deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on sources.asking to trellis_app;

-- Whoever asked, and the front door of the area: what was asked is about somebody who may be known to nobody here, so no matter and no
-- person says who may see it. And the system, which asks again.
alter table sources.asking enable row level security;
create policy theirs on sources.asking to trellis_app
  using (area = any((select record.areas())::text[]) and (asked_by = (select access.me()) or (select access.me()) = '00000000-0000-7000-8000-000000000001'
    or ((select coalesce('hub' = any(record.circles()), false)) and area = any((select access.sees())::text[]))))
  with check (area = any((select record.areas())::text[]));

-- How each source has answered of late, for whoever looks after it: times and codes, of nobody. What it was not asked for want of a
-- detail, and what it answered by asking for more, is no failure of its own.
create function sources.standing() returns table (source text, tried_at timestamptz, answered_at timestamptz, failed_at timestamptz, code text, waiting bigint)
  language sql stable security definer set search_path = sources, pg_temp as $$
  select a.source, max(a.tried_at), max(a.answered_at), max(a.tried_at) filter (where a.failed), (array_agg(a.code order by a.tried_at desc) filter (where a.failed))[1],
    count(*) filter (where a.state in ('trying', 'waiting'))
  from (select *, outcome = 'not-checked' and code not in ('refused', 'too-many-people') as failed from asking
    where area = any(record.areas()) and (tried_at > access.now() - interval '30 days' or state in ('trying', 'waiting')) and coalesce(code, '') not like 'needs-%') a group by 1 $$;
revoke execute on function sources.standing from public;
grant execute on function sources.standing to trellis_app;
