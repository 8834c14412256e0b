-- A finding that was learnt at a practitioners' event of the review: the step that is the meeting. docs/decisions/0226-learnt-at-an-event.md
alter table reviews.finding add column event_id uuid;
