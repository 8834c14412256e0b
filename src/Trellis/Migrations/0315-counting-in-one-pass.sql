-- Counting reads one index and nothing besides: also what ties the two ends of a share together, and what a fact says by field and code.
-- docs/decisions/0332-counted-again-only-where-something-was-said.md
create index fact_counts on record.fact (kind, occurred_on) include (id, area, person_id, origin_id, source_id, occurred_at, void, disposed_by);
drop index record.fact_counted;
alter index record.fact_counts rename to fact_counted;
create index fact_detail_said on record.fact_detail (field, code, fact_id);

-- That few facts are corrections is said to the planner as well: it then looks each up among few, rather than all among all.
create or replace view record.effective with (security_invoker = true) as
  select f.* from record.fact f
  where not f.void and not exists (select from record.fact c where c.corrects_id is not null and c.corrects_id = f.id);
grant execute on function record.this_era to trellis_counter;
