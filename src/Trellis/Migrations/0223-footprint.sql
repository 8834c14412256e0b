-- What was handed over when an agency took the place of another: how much, never which. docs/decisions/0244-the-footprint-over-time.md

create schema footprint;
grant usage on schema footprint to trellis_app;

-- change: its id in practice/partnership/footprint.yaml. agencies: those that ended, and became: the one they became, by their codes in the register.
create table footprint.handover (
  id uuid primary key,
  areas text[] not null check (cardinality(areas) > 0),
  change text not null check (length(change) between 1 and 200),
  agencies text[] not null check (cardinality(agencies) > 0),
  became text not null references agencies.agency (code),
  actions integer not null check (actions >= 0),
  matters integer not null check (matters >= 0),
  at timestamptz not null,
  by_id uuid not null references agencies.staff,
  check (actions + matters > 0)
);
create index on footprint.handover (change, at);
alter table footprint.handover enable row level security;
create constraint trigger needs_an_act after insert or update or delete on footprint.handover deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on footprint.handover to trellis_app;
create policy see on footprint.handover for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on footprint.handover for insert to trellis_app with check (areas <@ (select record.areas())::text[]);

-- An action goes on with the agency that took the place of its own.
alter table actions.progress drop constraint progress_kind_check;
alter table actions.progress add constraint progress_kind_check check (kind in ('said', 'agreed', 'sent-back', 're-dated', 'carried-forward', 'escalated', 'handed-over'));
