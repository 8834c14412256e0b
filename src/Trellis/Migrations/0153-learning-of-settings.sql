-- The designated officer for allegations sets actions for settings, about no matter, and follows them: docs/decisions/0191-the-designated-officers-pages.md.
alter policy say on actions.action with check (areas <@ (select record.areas())::text[]
  and case when matter_id is null then 'boards' = any((select record.circles())::text[]) or ('allegations' = any((select record.circles())::text[]) and source = 'other' and body_id is null)
    else exists (select from casework.matter m where m.id = matter_id) end);
create policy see_learning on actions.action for select to trellis_app using (
  matter_id is null and source = 'other' and item = 'Safer organisations' and areas && (select record.areas())::text[] and 'allegations' = any((select record.circles())::text[]));
