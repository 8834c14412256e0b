-- Budgets kept here: items alone, every sum worked out. docs/decisions/0242-budgets-kept-here.md

alter table money.budget add kept boolean not null default false;
-- agency: whose contribution it is, where it is one of ours.
alter table money.line add agency text references agencies.agency (code);
alter table money.line drop constraint line_section_check;
alter table money.line add constraint line_section_check check (section in ('funding', 'adjustments', 'spending', 'reserves'));
grant delete on money.line to trellis_app;
create policy drop on money.line for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.budget b where b.id = budget_id and b.kept));

-- What is said of a budget at the end of a quarter.
create table money.quarter (
  id uuid primary key,
  budget_id uuid not null references money.budget,
  areas text[] not null check (cardinality(areas) > 0),
  number integer not null check (number between 1 and 4),
  said_at timestamptz not null,
  said_by uuid not null,
  edition integer not null,
  unique (budget_id, number)
);

-- Of a contribution: due and received in the quarter. Of spending: since April, and what the year is expected to come to.
create table money.quarter_said (
  quarter_id uuid not null references money.quarter on delete cascade,
  line_id uuid not null references money.line,
  area text not null,
  due numeric(14, 2) check (due >= 0),
  received numeric(14, 2) check (received >= 0),
  to_date numeric(14, 2),
  forecast numeric(14, 2),
  primary key (quarter_id, line_id, area)
);
create index on money.quarter_said (line_id);

create table money.claim (
  id uuid primary key,
  budget_id uuid not null references money.budget,
  line_id uuid not null references money.line,
  area text not null,
  kind text not null check (kind in ('claim', 'invoice')),
  who text not null check (length(who) between 1 and 200),
  what text not null check (length(what) between 1 and 500),
  reference text not null check (length(reference) <= 50),
  amount numeric(14, 2) not null check (amount > 0),
  claimed_on date not null,
  entered_by uuid not null,
  approved_on date,
  refused_on date,
  refused_why text not null check (length(refused_why) <= 500),
  paid_on date,
  edition integer not null,
  check (refused_on is null or paid_on is null),
  check (paid_on is null or approved_on is not null),
  check ((refused_on is null) = (refused_why = ''))
);
create index on money.claim (budget_id, claimed_on);
create index on money.claim (line_id);

-- What a case review cost, paid by one area and shared by all: the shares are the whole of it.
create table money.review_cost (
  id uuid primary key,
  budget_id uuid not null references money.budget,
  areas text[] not null check (cardinality(areas) > 0),
  paid_by text not null,
  what text not null check (length(what) between 1 and 200),
  amount numeric(14, 2) not null check (amount > 0),
  on_day date not null,
  edition integer not null
);
create index on money.review_cost (budget_id);

create table money.review_share (
  cost_id uuid not null references money.review_cost,
  area text not null,
  pounds numeric(14, 2) not null check (pounds >= 0),
  primary key (cost_id, area)
);

-- Which review: seen by those alone who see the review, and gone with it.
create table money.review_link (
  cost_id uuid primary key references money.review_cost,
  review_id uuid not null references reviews.review on delete cascade
);
create index on money.review_link (review_id);

do $$
declare
  t text;
  of_line text;
begin
  foreach t in array array['quarter', 'quarter_said', 'claim', 'review_cost', 'review_share', 'review_link'] loop
    execute format('alter table money.%I enable row level security', t);
    execute format('create constraint trigger needs_an_act after insert or update or delete on money.%I deferrable initially deferred for each row execute function record.needs_an_act()', t);
    execute format('grant select, insert, update on money.%I to trellis_app', t);
  end loop;
  foreach t in array array['quarter', 'claim', 'review_cost', 'quarter_said', 'review_share'] loop
    of_line := case t when 'quarter_said' then 'exists (select from money.quarter q where q.id = quarter_id)' when 'review_share' then 'exists (select from money.review_cost c where c.id = cost_id)' else 'exists (select from money.budget b where b.id = budget_id)' end;
    execute format('create policy see on money.%I for select to trellis_app using (%s)', t, of_line);
    execute format($p$create policy say on money.%I for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and %s)$p$, t, of_line);
    execute format($p$create policy change on money.%I for update to trellis_app using ('boards' = any((select record.circles())::text[]) and %s)$p$, t, of_line);
  end loop;
end $$;
grant delete on money.quarter_said to trellis_app;
create policy drop on money.quarter_said for delete to trellis_app using ('boards' = any((select record.circles())::text[]) and exists (select from money.quarter q where q.id = quarter_id));
-- The review's own policy is asked, as whoever asks: no row of the review, no link.
create policy see on money.review_link for select to trellis_app using (exists (select from reviews.review r where r.id = review_id));
create policy say on money.review_link for insert to trellis_app with check ('boards' = any((select record.circles())::text[]) and exists (select from reviews.review r where r.id = review_id) and exists (select from money.review_cost c where c.id = cost_id));
revoke update on money.review_link from trellis_app;
