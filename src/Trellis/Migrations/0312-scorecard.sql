-- What the partnership says of its figures, kept with the quarter they are of. Only added to. docs/decisions/0331-the-scorecard.md
create table figures.commentary (
  id uuid primary key,
  area text not null,
  period text not null,
  priority text not null,
  text text not null check (length(text) between 1 and 3000),
  at timestamptz not null,
  by_id uuid not null references agencies.staff
);
create index on figures.commentary (area, period);
alter table figures.commentary enable row level security;
create constraint trigger needs_an_act after insert or update or delete on figures.commentary deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on figures.commentary to trellis_app;
-- Numbers of an area and what is thought of them; of nobody in it.
create policy see on figures.commentary for select to trellis_app using (true);
create policy say on figures.commentary for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and by_id = (select access.me()));
