-- What somebody said of a figure that does not add up: why it is right all the same, or that it was printed wrong. Only added to.
-- docs/decisions/0311-findings-are-explained.md

create table figures.finding_explained (
  id uuid primary key,
  key text not null check (key ~ '^[0-9a-f]{16}$'),
  rule text not null,
  outcome text not null check (outcome in ('right', 'wrong', 'corrected', 'open')),
  why text not null check (length(why) between 1 and 2000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on figures.finding_explained (key);
alter table figures.finding_explained enable row level security;
create constraint trigger needs_an_act after insert or update or delete on figures.finding_explained deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on figures.finding_explained to trellis_app;
-- It is about printed figures, which are public.
create policy see on figures.finding_explained for select to trellis_app using (true);
create policy say on figures.finding_explained for insert to trellis_app with check ('boards' = any((select record.circles())::text[]));
