-- What figures count is read from indexes alone, without the rows themselves. docs/decisions/0330-figures-by-quarter-rates-and-chance.md
create index fact_counted on record.fact (kind, occurred_on) include (id, area, person_id, origin_id, occurred_at, void, disposed_by);
drop index record.fact_kind_occurred_on_idx;
create index deadline_counted on record.deadline (timescale, ended_on) include (area, person_id, in_time, started_on, started_by, ended_by) where ending = 'met';
