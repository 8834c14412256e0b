-- Whoever sees an audit may disagree with what it found: docs/decisions/0192-disagreements.md.
alter table challenges.challenge drop constraint challenge_about_check;
alter table challenges.challenge add constraint challenge_about_check check (about in ('step', 'action', 'recommendation', 'decision', 'finding', 'other'));
