-- The work list looks for the clocks of what is open, by what they belong to.
create index on record.deadline (subject_id) where ending is null;
