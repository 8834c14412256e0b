-- What is sent in the site is read, and taken in, in the background: a state for each, and who asked. A census that is signed off waits there too, to be
-- taken in. docs/decisions/0342-taking-in-goes-on-by-itself.md says why.

alter table returns.feed
  drop constraint feed_state_check,
  drop constraint feed_check1,
  alter column look drop not null,
  add column submission_id uuid references returns.submission deferrable initially deferred,
  add column asked_by uuid,
  add column asked_at timestamptz,
  add constraint feed_state_check check (state in ('reading', 'sent', 'asked', 'taken-in', 'thrown-away')),
  add constraint feed_ended_check check ((state in ('reading', 'sent', 'asked')) = (ended_at is null)),
  add constraint feed_asked_check check ((asked_by is null) = (asked_at is null)),
  add constraint feed_look_check check (state <> 'sent' or look is not null);
create index on returns.feed (submission_id) where submission_id is not null;
create index on returns.feed (sent_at) where state in ('reading', 'asked');
grant update (problems, look, asked_by, asked_at) on returns.feed to trellis_app;
