-- A council's case system tells of its children every night, as tables of the standard data set: taken in as a census is, each table corrected by
-- the next one. docs/decisions/0320-a-feed-corrects-itself.md says why.

-- stream: files of one stream correct each other: the censuses of an area, or the feeds of an agency. since: what happened before was left out.
-- tables: what was in each table of a feed.
alter table returns.intake
  add column stream text not null default 'census' check (stream = 'census' or stream ~ '^feed '),
  add column since date,
  add column tables jsonb;
alter table returns.intake alter column stream drop default;
create index on returns.intake (area, stream, taken_at);

-- part: the table of a data set a row stands in; empty of a census.
alter table returns.told
  add column stream text not null default 'census',
  add column part text not null default '';
alter table returns.told alter column stream drop default, alter column part drop default;
create index on returns.told (area, stream);
create index on returns.told (fact_id);
alter table returns.change add column part text not null default '';
alter table returns.change alter column part drop default;
