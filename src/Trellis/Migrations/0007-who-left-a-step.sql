-- Somebody a step is no longer about: their part in the matter ended before the step was done.
alter table casework.step_person add left_at timestamptz;
