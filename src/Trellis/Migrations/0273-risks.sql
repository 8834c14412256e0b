-- The partnership's risk register. docs/decisions/0293-risks.md says why it looks like this.

create schema risks;
grant usage on schema risks to trellis_app;

create table risks.risk (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  title text not null check (length(title) between 1 and 200),
  cause text not null check (length(cause) <= 2000),
  effect text not null check (length(effect) <= 2000),
  agency text,
  owner text not null check (length(owner) between 1 and 200),
  body_id uuid references meetings.body,
  made_at timestamptz not null,
  closed_on date,
  closed_because text not null default '' check (length(closed_because) <= 2000),
  edition integer not null
);

-- Each time somebody weighed it. Only added to.
create table risks.weighing (
  id uuid primary key,
  risk_id uuid not null references risks.risk,
  on_day date not null,
  likelihood integer not null check (likelihood between 1 and 5),
  impact integer not null check (impact between 1 and 5),
  mitigation text not null check (length(mitigation) between 1 and 2000),
  why text not null check (length(why) <= 2000),
  review_on date not null,
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on risks.weighing (risk_id);

do $$
declare t text;
begin
  foreach t in array array['risk', 'weighing'] loop
    execute format('alter table risks.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on risks.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
  end loop;
end $$;
grant select, insert, update on risks.risk to trellis_app;
grant select, insert on risks.weighing to trellis_app;
create policy see on risks.risk for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on risks.risk for insert to trellis_app with check (areas <@ (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on risks.risk for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy see on risks.weighing for select to trellis_app using (exists (select from risks.risk r where r.id = risk_id));
create policy say on risks.weighing for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from risks.risk r where r.id = risk_id));
