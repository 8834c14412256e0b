-- Pooled funds as they are printed, and what is spent and reached of them by quarter. docs/decisions/0241-pooled-funds.md

-- from_on: 1 April of the latest year it has amounts of.
create table money.fund (
  id uuid primary key,
  title text not null check (length(title) between 1 and 200),
  from_on date not null,
  areas text[] not null check (cardinality(areas) > 0),
  document text not null,
  made_at timestamptz not null,
  edition integer not null,
  unique (from_on, title)
);

-- section: the table it stands in. unit: as it is printed above the amounts.
create table money.fund_line (
  id uuid primary key,
  fund_id uuid not null references money.fund,
  section text not null check (length(section) between 1 and 200),
  title text not null check (length(title) between 1 and 300),
  kind text not null check (kind in ('item', 'subtotal', 'total', 'metric')),
  unit text not null check (length(unit) <= 100),
  position integer not null check (position > 0),
  unique (fund_id, section, title, kind)
);

-- pounds: what it is; value: the number as printed, which of a metric is all there is. Both null: the cell has no number.
create table money.fund_amount (
  line_id uuid not null references money.fund_line on delete cascade,
  area text not null,
  from_on date not null,
  pounds numeric(14, 2),
  value numeric,
  printed text not null,
  note text not null check (length(note) <= 1000),
  document_line integer check (document_line > 0),
  primary key (line_id, area, from_on)
);

create table money.fund_return (
  id uuid primary key,
  fund_id uuid not null references money.fund,
  areas text[] not null check (cardinality(areas) > 0),
  quarter integer not null check (quarter between 1 and 4),
  said_at timestamptz not null,
  said_by uuid not null,
  edition integer not null,
  unique (fund_id, quarter)
);

-- Pounds spent in the quarter of an item; of a metric, what it was.
create table money.fund_said (
  return_id uuid not null references money.fund_return on delete cascade,
  line_id uuid not null references money.fund_line,
  area text not null,
  value numeric not null,
  primary key (return_id, line_id, area)
);
create index on money.fund_said (line_id);

do $$
declare t text;
begin
  foreach t in array array['fund', 'fund_line', 'fund_amount', 'fund_return', 'fund_said'] loop
    execute format('alter table money.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on money.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on money.%I to trellis_app', t);
  end loop;
  foreach t in array array['fund', 'fund_return'] loop
    execute format($p$create policy see on money.%I for select to trellis_app using (areas && (select record.areas())::text[])$p$, t);
    execute format($p$create policy say on money.%I for insert to trellis_app with check (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]))$p$, t);
    execute format($p$create policy change on money.%I for update to trellis_app using (areas && (select record.areas())::text[] and 'boards' = any((select record.circles())::text[]))$p$, t);
  end loop;
  for t in select unnest(array['fund_line', 'fund_amount', 'fund_said']) loop
    execute format('create policy see on money.%1$I for select to trellis_app using (%2$s)', t, case t when 'fund_line' then 'exists (select from money.fund f where f.id = fund_id)' when 'fund_amount' then 'exists (select from money.fund_line l where l.id = line_id)' else 'exists (select from money.fund_return r where r.id = return_id)' end);
    execute format($p$create policy say on money.%1$I for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and %2$s)$p$, t, case t when 'fund_line' then 'exists (select from money.fund f where f.id = fund_id)' when 'fund_amount' then 'exists (select from money.fund_line l where l.id = line_id)' else 'exists (select from money.fund_return r where r.id = return_id)' end);
    execute format($p$create policy change on money.%1$I for update to trellis_app using ('boards' = any((select record.circles())::text[]) and %2$s)$p$, t, case t when 'fund_line' then 'exists (select from money.fund f where f.id = fund_id)' when 'fund_amount' then 'exists (select from money.fund_line l where l.id = line_id)' else 'exists (select from money.fund_return r where r.id = return_id)' end);
  end loop;
end $$;
grant delete on money.fund_amount, money.fund_said to trellis_app;
create policy drop on money.fund_amount for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.fund_line l where l.id = line_id));
create policy drop on money.fund_said for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.fund_return r where r.id = return_id));
