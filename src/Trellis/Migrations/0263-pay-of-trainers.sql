-- What trainers who are not lent are paid for the workshops they give. docs/decisions/0282-pay-of-trainers.md

-- pay: a kind of practice/training.yaml; null: lent by their agency.
alter table training.trainer add pay text;

create table training.payment (
  id uuid primary key,
  trainer_id uuid not null references training.trainer,
  workshop_id uuid not null references training.workshop,
  area text not null,
  kind text not null,
  days integer not null check (days > 0),
  amount numeric not null check (amount > 0),
  rules text not null,
  made_on date not null,
  reference text not null check (length(reference) <= 50),
  paid_on date,
  dropped_on date,
  dropped_why text not null check (length(dropped_why) <= 500),
  edition integer not null,
  unique (workshop_id, trainer_id),
  check (dropped_on is null or paid_on is null)
);
create index on training.payment (trainer_id);
alter table training.payment enable row level security;
create constraint trigger needs_an_act after insert or update or delete on training.payment deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert, update on training.payment to trellis_app;
-- A trainer who closes attendance writes what is owed; what others are paid they do not see.
create policy see on training.payment for select to trellis_app using (area = any((select record.areas())::text[]) and (select training.runs()));
create policy say on training.payment for insert to trellis_app with check (area = any((select record.areas())::text[]) and ((select training.runs()) or workshop_id = any((select training.led())::uuid[])));
create policy change on training.payment for update to trellis_app using (area = any((select record.areas())::text[]) and (select training.runs()));
