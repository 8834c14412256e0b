-- Budgets of the partnership: lines by area and together, as they are kept or were printed. docs/decisions/0240-money-as-printed.md

create schema money;
grant usage on schema money to trellis_app;

create table money.budget (
  id uuid primary key,
  title text not null check (length(title) between 1 and 200),
  from_on date not null,
  areas text[] not null check (cardinality(areas) > 0),
  document text not null,
  made_at timestamptz not null,
  edition integer not null,
  unique (from_on, title)
);

create table money.line (
  id uuid primary key,
  budget_id uuid not null references money.budget,
  section text not null check (section in ('funding', 'spending', 'reserves')),
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('item', 'subtotal', 'total', 'result')),
  position integer not null check (position > 0),
  note text not null check (length(note) <= 1000),
  unique (budget_id, section, title, kind)
);

-- Minus is income or a credit. area TOTAL: of all areas together. pounds null: the cell is empty. printed: as it stands in the document.
create table money.amount (
  line_id uuid not null references money.line on delete cascade,
  area text not null,
  pounds numeric(14, 2),
  printed text not null,
  document_line integer check (document_line > 0),
  primary key (line_id, area)
);

do $$
declare t text;
begin
  foreach t in array array['budget', 'line', 'amount'] loop
    execute format('alter table money.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on money.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on money.%I to trellis_app', t);
  end loop;
end $$;
grant delete on money.amount to trellis_app;
-- The partnership's own money is of nobody in particular: read by whoever acts in one of its areas and may, written by those who keep its business.
create policy see on money.budget for select to trellis_app using (areas && (select record.areas())::text[]);
create policy say on money.budget for insert to trellis_app with check (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy change on money.budget for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]));
create policy see on money.line for select to trellis_app using (exists (select from money.budget b where b.id = budget_id));
create policy say on money.line for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from money.budget b where b.id = budget_id));
create policy change on money.line for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.budget b where b.id = budget_id));
create policy see on money.amount for select to trellis_app using (exists (select from money.line l where l.id = line_id));
create policy say on money.amount for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from money.line l where l.id = line_id));
create policy change on money.amount for update to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.line l where l.id = line_id));
create policy drop on money.amount for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.line l where l.id = line_id));
