-- The tables of the standard safeguarding data set, as views over what is recorded here. docs/data-set-views.md says how to read them.
-- Whoever asks sees what they may open: every view asks with its reader's own rights. What nothing here says is there, and null.

create schema ssd;
grant usage on schema ssd to trellis_app;

-- What is in force, of somebody the reader may know of. key: the same before and after a correction.
create view ssd.fact with (security_invoker = true) as
  select f.id, f.kind, f.person_id, f.area, f.origin_id, f.source_id, f.because_id, f.occurred_at, f.occurred_on, p.reference as person, p.reference || '-' || coalesce(f.source_id, f.id) as key
  from record.effective f join people.person p on p.id = f.person_id;

-- Everybody the reader may know of, by id: what joins with facts.
create view ssd.known with (security_invoker = true) as
  select p.id, p.reference as person, p.sex, p.ethnic_group, p.born, p.born_as,
    exists (select from people.trait t where t.person_id = p.id and t.kind = 'disability' and t.corrected_at is null and t.until_on is null) as disabled
  from people.person p;

create function ssd.said(fact uuid, field text) returns text language sql stable parallel safe set search_path = record, pg_temp
  as $$ select min(d.code) from fact_detail d where d.fact_id = said.fact and d.field = said.field $$;

create function ssd.source_title(code text) returns text language sql immutable parallel safe set search_path = pg_temp as $$ select case code
  when '1A' then 'Family member, relative or carer'
  when '1B' then 'Friend, neighbour or other acquaintance'
  when '1C' then 'The child themselves'
  when '1D' then 'Another individual'
  when '2A' then 'School'
  when '2B' then 'Education services'
  when '3A' then 'GP'
  when '3B' then 'Health visitor'
  when '3C' then 'School nurse'
  when '3D' then 'Other primary health services'
  when '3E' then 'Accident and emergency department'
  when '3F' then 'Other health services'
  when '4' then 'Housing'
  when '5A' then 'Adult social care or other social care in this council'
  when '5B' then 'Another department of this council'
  when '5C' then 'Another council'
  when '5D' then 'Other council services'
  when '6' then 'Police'
  when '7' then 'Other legal agency'
  when '8' then 'Other'
  when '9' then 'Anonymous'
  when '10' then 'Not known'
  end $$;

-- In the words of the data set, which knows four; more than one category is its own.
create function ssd.abuse(code text) returns text language sql immutable parallel safe set search_path = pg_temp as $$ select case code
  when 'neglect' then 'Neglect'
  when 'emotional' then 'Emotional Abuse'
  when 'physical' then 'Physical Abuse'
  when 'sexual' then 'Sexual Abuse'
  when 'multiple' then 'More than one category'
  end $$;

revoke execute on function ssd.said, ssd.source_title, ssd.abuse from public;
grant execute on function ssd.said, ssd.source_title, ssd.abuse to trellis_app;

create view ssd.ssd_person with (security_invoker = true) as select
  p.reference as pers_person_id,
  p.given_name as pers_forename,
  p.family_name as pers_surname,
  p.sex as pers_sex,
  (select t.answer from people.trait t where t.person_id = p.id and t.kind = 'gender' and t.corrected_at is null and t.until_on is null order by t.recorded_at desc, t.id limit 1) as pers_gender,
  p.ethnic_group as pers_ethnicity,
  case when p.born_as <> 'expected' then p.born::timestamp end as pers_dob,
  (select i.value from people.identifier i where i.person_id = p.id and i.kind = 'nhs' and i.corrected_at is null order by i.recorded_at desc, i.id limit 1) as pers_common_child_id,
  null::text as pers_legacy_id,
  null::text as pers_upn_unknown,
  null::text as pers_send_flag,
  case when p.born_as = 'expected' then p.born::timestamp end as pers_expected_dob,
  p.died_on::timestamp as pers_death_date,
  null::text as pers_is_mother,
  null::text as pers_nationality
  from people.person p;

create view ssd.ssd_linked_identifiers with (security_invoker = true) as select
  i.id::text as link_table_id,
  p.reference as link_person_id,
  i.kind as link_identifier_type,
  i.value as link_identifier_value,
  i.from_on::timestamp as link_valid_from_date,
  i.until_on::timestamp as link_valid_to_date
  from people.identifier i join people.person p on p.id = i.person_id where i.corrected_at is null;

create view ssd.ssd_address with (security_invoker = true) as select
  a.id::text as addr_table_id,
  json_build_object('address', a.text, 'postcode', a.postcode, 'uprn', a.uprn)::text as addr_address_json,
  p.reference as addr_person_id,
  a.kind as addr_address_type,
  a.from_on::timestamp as addr_address_start_date,
  a.until_on::timestamp as addr_address_end_date,
  a.postcode as addr_address_postcode
  from people.address a join people.person p on p.id = a.person_id where a.corrected_at is null;

create view ssd.ssd_disability with (security_invoker = true) as select
  p.reference as disa_person_id,
  t.id::text as disa_table_id,
  t.answer as disa_disability_code
  from people.trait t join people.person p on p.id = t.person_id where t.kind = 'disability' and t.corrected_at is null and t.until_on is null;

create view ssd.ssd_early_help_episodes with (security_invoker = true) as select
  f.key as earl_episode_id,
  f.person as earl_person_id,
  f.occurred_on::timestamp as earl_episode_start_date,
  null::timestamp as earl_episode_end_date,
  null::text as earl_episode_reason,
  null::text as earl_episode_end_reason,
  null::text as earl_episode_organisation,
  null::text as earl_episode_worker_id
  from ssd.fact f where f.kind = 'early-help.request';

create view ssd.ssd_contacts with (security_invoker = true) as select
  f.key as cont_contact_id,
  f.person as cont_person_id,
  f.occurred_on::timestamp as cont_contact_date,
  ssd.said(f.id, 'source') as cont_contact_source_code,
  ssd.source_title(ssd.said(f.id, 'source')) as cont_contact_source_desc,
  (select json_build_object('outcome', json_agg(distinct d.code))::text from ssd.fact t join record.fact_detail d on d.fact_id = t.id and d.field = 'outcome' where t.kind = 'front-door.triage' and t.person_id = f.person_id and t.origin_id = f.origin_id) as cont_contact_outcome_json
  from ssd.fact f where f.kind = 'front-door.contact';

create view ssd.ssd_cin_episodes with (security_invoker = true) as select
  f.key as cine_referral_id,
  f.person as cine_person_id,
  f.occurred_on::timestamp as cine_referral_date,
  ssd.said(f.id, 'primary-need') as cine_cin_primary_need_code,
  ssd.said(f.id, 'source') as cine_referral_source_code,
  ssd.source_title(ssd.said(f.id, 'source')) as cine_referral_source_desc,
  case when d.outcome is not null then json_build_object('outcome', json_build_array(d.outcome))::text end as cine_referral_outcome_json,
  case when d.id is not null then case when coalesce(d.outcome, 'no-further-action') = 'no-further-action' then 'Y' else 'N' end end as cine_referral_nfa,
  e.why as cine_close_reason,
  e.closed::timestamp as cine_close_date,
  null::text as cine_referral_team,
  null::text as cine_referral_worker_id
  from ssd.fact f
  left join lateral (select c.occurred_on as closed, ssd.said(c.id, 'closure-reason') as why from ssd.fact c
    where c.person_id = f.person_id and c.origin_id = f.origin_id and c.occurred_at >= f.occurred_at
      and (c.kind = 'child-in-need.closure' or (c.kind in ('child-in-need.assessment', 'front-door.decision') and ssd.said(c.id, 'outcome') in ('no-further-action', 'early-help')))
    order by c.occurred_at desc, c.id limit 1) e on true
  left join lateral (select d.id, ssd.said(d.id, 'outcome') as outcome from ssd.fact d
    where d.person_id = f.person_id and d.origin_id = f.origin_id and d.kind in ('front-door.decision', 'census.no-further-action')
    order by d.occurred_at desc, d.id limit 1) d on true
  where f.kind = 'front-door.referral';

create view ssd.ssd_cin_assessments with (security_invoker = true) as select
  f.key as cina_assessment_id,
  f.person as cina_person_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as cina_referral_id,
  ssd.said(f.id, 'began-on')::timestamp as cina_assessment_start_date,
  case when ssd.said(f.id, 'seen') is not null then case when ssd.said(f.id, 'seen') in ('alone', 'with-others') then 'Y' else 'N' end end as cina_assessment_child_seen,
  f.occurred_on::timestamp as cina_assessment_auth_date,
  (select json_build_object('outcome', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = f.id and d.field = 'outcome') as cina_assessment_outcome_json,
  case when ssd.said(f.id, 'outcome') is not null then case when ssd.said(f.id, 'outcome') = 'no-further-action' then 'Y' else 'N' end end as cina_assessment_outcome_nfa,
  null::text as cina_assessment_team,
  null::text as cina_assessment_worker_id
  from ssd.fact f where f.kind = 'child-in-need.assessment';

create view ssd.ssd_assessment_factors with (security_invoker = true) as select
  f.key as cinf_table_id,
  f.key as cinf_assessment_id,
  (select json_agg(d.code order by d.code)::text from record.fact_detail d where d.fact_id = f.id and d.field = 'factors') as cinf_assessment_factors_json
  from ssd.fact f where f.kind = 'child-in-need.assessment' and exists (select from record.fact_detail d where d.fact_id = f.id and d.field = 'factors');

create view ssd.ssd_cin_plans with (security_invoker = true) as select
  f.key as cinp_cin_plan_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as cinp_referral_id,
  f.person as cinp_person_id,
  coalesce(ssd.said(f.id, 'planned-on')::timestamp, f.occurred_on::timestamp) as cinp_cin_plan_start_date,
  coalesce(ssd.said(f.id, 'ended-on')::timestamp, least(s.began, (select max(c.occurred_on) from ssd.fact c where c.kind = 'child-in-need.closure' and c.person_id = f.person_id and c.origin_id = f.origin_id))::timestamp) as cinp_cin_plan_end_date,
  null::text as cinp_cin_plan_team,
  null::text as cinp_cin_plan_worker_id
  from ssd.fact f
  left join lateral (select min(s.starts_on) as began from record.status_period s where s.person_id = f.person_id and s.area = f.area and s.kind = 'child-protection-plan' and s.starts_on > coalesce(ssd.said(f.id, 'planned-on')::date, f.occurred_on)) s on true
  where f.kind = 'child-in-need.plan';

create view ssd.ssd_s47_enquiry with (security_invoker = true) as select
  f.key as s47e_s47_enquiry_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as s47e_referral_id,
  f.person as s47e_person_id,
  t.occurred_on::timestamp as s47e_s47_start_date,
  e.occurred_on::timestamp as s47e_s47_end_date,
  case when e.id is not null then case when ssd.said(e.id, 'outcome') in ('no-continuing-risk', 'not-substantiated') then 'Y' else 'N' end end as s47e_s47_nfa,
  (select json_build_object('outcome', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = e.id and d.field = 'outcome') as s47e_s47_outcome_json,
  null::text as s47e_s47_completed_by_worker_id,
  null::text as s47e_s47_completed_by_team
  from ssd.fact f
  join ssd.fact t on t.kind = 'child-protection.strategy-discussion' and t.source_id = f.because_id and t.person_id = f.person_id
  left join ssd.fact e on e.kind = 'child-protection.section-47-enquiry' and e.source_id = f.source_id and e.person_id = f.person_id
  where f.kind = 'child-protection.section-47-enquiry.opened';

create view ssd.ssd_initial_cp_conference with (security_invoker = true) as select
  f.key as icpc_icpc_id,
  null::text as icpc_icpc_meeting_id,
  (select e.key from ssd.fact e where e.kind = 'child-protection.section-47-enquiry.opened' and e.source_id = f.because_id and e.person_id = f.person_id limit 1) as icpc_s47_enquiry_id,
  f.person as icpc_person_id,
  (select s.id::text from record.status_period s where s.started_by = f.id limit 1) as icpc_cp_plan_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as icpc_referral_id,
  case when f.kind = 'child-protection.transfer-in-conference' then 'Y' else 'N' end as icpc_icpc_transfer_in,
  (select min(d.due_on)::timestamp from record.deadline d where d.timescale = 'child-protection.initial-conference' and d.person_id = f.person_id and d.ended_by = f.id) as icpc_icpc_target_date,
  f.occurred_on::timestamp as icpc_icpc_date,
  case when ssd.said(f.id, 'outcome') is not null then case when ssd.said(f.id, 'outcome') = 'plan' then 'Y' else 'N' end end as icpc_icpc_outcome_cp_flag,
  (select json_build_object('outcome', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = f.id and d.field = 'outcome') as icpc_icpc_outcome_json,
  null::text as icpc_icpc_team,
  null::text as icpc_icpc_worker_id
  from ssd.fact f where f.kind in ('child-protection.initial-conference', 'child-protection.transfer-in-conference');

create view ssd.ssd_cp_plans with (security_invoker = true) as select
  s.id::text as cppl_cp_plan_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as cppl_referral_id,
  case when f.kind in ('child-protection.initial-conference', 'child-protection.transfer-in-conference') then f.key end as cppl_icpc_id,
  p.reference as cppl_person_id,
  s.starts_on::timestamp as cppl_cp_plan_start_date,
  s.ends_on::timestamp as cppl_cp_plan_end_date,
  ssd.abuse(s.category) as cppl_cp_plan_initial_category,
  null::text as cppl_cp_plan_ola,
  ssd.abuse(coalesce(s.latest_category, s.category)) as cppl_cp_plan_latest_category
  from record.status_period s join people.person p on p.id = s.person_id left join ssd.fact f on f.id = s.started_by
  where s.kind = 'child-protection-plan';

create view ssd.ssd_cp_reviews with (security_invoker = true) as select
  f.key as cppr_cp_review_id,
  f.person as cppr_person_id,
  (select s.id::text from record.status_period s where s.kind = 'child-protection-plan' and s.person_id = f.person_id and s.area = f.area and s.starts_on < f.occurred_on and (s.ends_on is null or s.ends_on >= f.occurred_on) order by s.starts_on desc limit 1) as cppr_cp_plan_id,
  (select min(d.due_on)::timestamp from record.deadline d where d.timescale in ('child-protection.first-review', 'child-protection.next-review') and d.person_id = f.person_id and d.ended_by = f.id) as cppr_cp_review_due,
  f.occurred_on::timestamp as cppr_cp_review_date,
  null::text as cppr_cp_review_meeting_id,
  case when ssd.said(f.id, 'outcome') is not null then case when ssd.said(f.id, 'outcome') = 'continue' then 'Y' else 'N' end end as cppr_cp_review_outcome_continue_cp,
  case ssd.said(f.id, 'quorate') when 'yes' then 'Y' when 'no' then 'N' end as cppr_cp_review_quorate,
  null::text as cppr_cp_review_participation
  from ssd.fact f where f.kind = 'child-protection.review-conference';

grant select on ssd.fact, ssd.known, ssd.ssd_person, ssd.ssd_linked_identifiers, ssd.ssd_address, ssd.ssd_disability, ssd.ssd_early_help_episodes, ssd.ssd_contacts, ssd.ssd_cin_episodes, ssd.ssd_cin_assessments, ssd.ssd_assessment_factors, ssd.ssd_cin_plans, ssd.ssd_s47_enquiry, ssd.ssd_initial_cp_conference, ssd.ssd_cp_plans, ssd.ssd_cp_reviews to trellis_app;
