-- What recommendations came of (a finding of a review, a review from elsewhere), and by what it is shown that something changed.
alter table actions.recommendation add column source_id uuid;
create index on actions.recommendation (source_id) where source_id is not null;
alter table actions.followed add column shown_by text check (shown_by in ('figure', 'audit', 'feedback', 'other'));
