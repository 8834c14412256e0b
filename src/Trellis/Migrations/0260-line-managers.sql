-- A line manager agrees to a booking where their agency wants it. docs/decisions/0280-line-managers-agree.md

-- asked: a place is held while the manager is asked. declined, unanswered: what became of it.
alter table training.booking
  add manager_email text check (manager_email = lower(manager_email) and length(manager_email) between 3 and 254),
  add agree_by timestamptz,
  add agreed_at timestamptz,
  add manager_reminded_at timestamptz,
  add manager_says text not null default '' check (length(manager_says) <= 1000),
  drop constraint booking_state_check,
  add constraint booking_state_check check (state in ('waiting', 'offered', 'asked', 'confirmed', 'cancelled', 'lapsed', 'declined', 'unanswered')),
  drop constraint booking_check,
  add constraint booking_check check ((seat is not null) = (state in ('offered', 'asked', 'confirmed'))),
  add constraint booking_asks_somebody check (state not in ('asked', 'declined') or agree_by is not null);
alter table training.booking alter manager_says drop default;
drop index training.one_booking_each;
create unique index one_booking_each on training.booking (workshop_id, delegate_id) where state in ('waiting', 'offered', 'asked', 'confirmed');
create index on training.booking (manager_email) where manager_email is not null;

-- to_manager: it goes to the manager of its booking, who need be no delegate.
alter table training.letter
  add to_manager boolean not null default false,
  drop constraint letter_check,
  add constraint letter_check check (num_nonnulls(delegate_id, proof_id, worker_id) + to_manager::integer = 1 and (not to_manager or booking_id is not null));
alter table training.letter alter to_manager drop default;

-- Who managed somebody goes when they do.
create function training.forget_manager() returns trigger language plpgsql security definer set search_path = training, pg_temp as $$
begin
  update booking set manager_email = null, manager_says = '' where delegate_id = new.id and manager_email is not null;
  return null;
end $$;
revoke execute on function training.forget_manager() from public;
create trigger forget_manager after update of email on training.delegate for each row when (new.email like 'gone-%@disposed.invalid') execute function training.forget_manager();
