-- Who began a draft may read on in it what the form keeps to a role; anybody else who goes on with it may not.
alter table casework.draft add begun_by uuid;
update casework.draft set begun_by = saved_by;
alter table casework.draft alter begun_by set not null;
