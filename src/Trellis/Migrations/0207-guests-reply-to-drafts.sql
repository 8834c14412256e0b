-- A reader without an account says of each paragraph whether it is right, by the program itself, for the one copy their link is of.
-- docs/decisions/0225-readers-without-an-account-answer.md
drop policy say on reviews.reply;
create policy say on reviews.reply for insert to trellis_app with check (
  exists (select from reviews.copy c where c.id = copy_id and c.draft_id = reply.draft_id and c.matter_id = reply.matter_id and c.area = reply.area and c.recalled_at is null
    and (c.reader_id = (select access.me())
      or (c.reader_id is null and c.reply_by is not null and by_id = (select access.me()) and (select access.me()) = '00000000-0000-7000-8000-000000000001'
        and exists (select from reviews.copy_link l where l.copy_id = c.id and l.opened_at is not null and l.ended_at is null)))));
