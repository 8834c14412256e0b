-- Printed tables of workshops by the agency of their trainer. docs/decisions/0230-training.md

create table training.printed_matrix (
  id uuid primary key,
  document text not null,
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  area text not null,
  taken_at timestamptz not null,
  replaced_at timestamptz
);
create unique index on training.printed_matrix (document) where replaced_at is null;

create table training.printed_count (
  matrix_id uuid not null references training.printed_matrix,
  number integer not null,
  kind text not null check (kind in ('cell', 'row_total', 'column_total', 'percent')),
  programme text not null,
  workshop text not null,
  agency text not null,
  value numeric not null,
  printed text not null,
  document_line integer not null check (document_line > 0),
  primary key (matrix_id, number)
);

alter table training.printed_matrix enable row level security;
alter table training.printed_count enable row level security;
create constraint trigger needs_an_act after insert or update or delete on training.printed_matrix deferrable initially deferred for each row execute function record.needs_an_act();
create constraint trigger needs_an_act after insert or update or delete on training.printed_count deferrable initially deferred for each row execute function record.needs_an_act();
grant select, insert on training.printed_matrix, training.printed_count to trellis_app;
grant update (replaced_at) on training.printed_matrix to trellis_app;
create policy see on training.printed_matrix for select to trellis_app using ((select training.runs()));
create policy say on training.printed_matrix for insert to trellis_app with check (area = any((select record.areas())::text[]) and (select training.runs()));
create policy change on training.printed_matrix for update to trellis_app using ((select training.runs()));
create policy see on training.printed_count for select to trellis_app using (exists (select from training.printed_matrix m where m.id = matrix_id));
create policy say on training.printed_count for insert to trellis_app with check (exists (select from training.printed_matrix m where m.id = matrix_id));
