-- Of the standard safeguarding data set: visits, whoever told of them (decision 0343), who of a council did the work and in which team
-- (decision 0344), and what else casework says that 0305 and 0314 left empty. docs/data-set-views.md

-- As in 0305, with whose fact it is.
create or replace view ssd.fact with (security_invoker = true) as
  select f.id, f.kind, f.person_id, f.area, f.origin_id, f.source_id, f.because_id, f.occurred_at, f.occurred_on, p.reference as person, p.reference || '-' || coalesce(f.source_id, f.id) as key, f.agency
  from record.effective f join people.person p on p.id = f.person_id;

-- Steps somebody in a council completed, for each child they are about: who, and the post they held then.
create view ssd.worked with (security_invoker = true) as
  select sp.person_id, s.id as step_id, s.process || '.' || s.name as kind, s.area, m.origin_id, s.completed_at, (s.completed_at at time zone 'Europe/London')::date as done_on,
    s.author_id::text as worker_id, w.name as worker, o.role, o.title, o.agency, o.team, o.agency || '/' || o.team as team_id
  from casework.step s
  join casework.step_person sp on sp.step_id = s.id
  join casework.matter m on m.id = s.matter_id
  join agencies.post o on o.id = s.author_post
  join agencies.staff w on w.id = s.author_id
  join agencies.agency a on a.code = o.agency and a.kind = 'council'
  where s.state = 'done';

create view ssd.ssd_professionals with (security_invoker = true) as select distinct on (w.worker_id)
  w.worker_id as prof_professional_id,
  null::text as prof_staff_id,
  w.worker as prof_professional_name,
  null::text as prof_social_worker_registration_no,
  w.title as prof_professional_job_title,
  null::text as prof_professional_caseload,
  w.team_id as prof_professional_department,
  null::text as prof_full_time_equivalency,
  null::text as prof_agency_worker_flag
  from ssd.worked w order by w.worker_id, w.completed_at desc, w.step_id;

create view ssd.ssd_department with (security_invoker = true) as select distinct
  w.team_id as dept_team_id,
  w.team as dept_team_name,
  w.agency as dept_team_parent_id,
  a.title as dept_team_parent_name
  from ssd.worked w join agencies.agency a on a.code = w.agency where w.team_id is not null;

-- A social worker is involved from the first step they complete about a child until another one does, or until the child's part in all of it ended.
create view ssd.ssd_involvements with (security_invoker = true) as
  with run as (
    select w.*, row_number() over (partition by w.person_id, w.origin_id order by w.completed_at, w.step_id) - row_number() over (partition by w.person_id, w.origin_id, w.worker_id, w.team_id order by w.completed_at, w.step_id) as run
    from ssd.worked w where w.role = 'social-worker'
  ),
  stretch as (
    select r.person_id, r.origin_id, r.worker_id, r.role, r.team_id, min(r.completed_at) as began, min(r.done_on) as began_on, (array_agg(r.step_id order by r.completed_at, r.step_id))[1] as first_step
    from run r group by r.person_id, r.origin_id, r.worker_id, r.role, r.team_id, r.run
  )
  select
  p.reference || '-' || s.first_step as invo_involvements_id,
  s.worker_id as invo_professional_id,
  s.role as invo_professional_role_id,
  s.team_id as invo_professional_team,
  s.began_on::timestamp as invo_involvement_start_date,
  coalesce(lead(s.began_on) over (partition by s.person_id, s.origin_id order by s.began, s.first_step), l.ended_on)::timestamp as invo_involvement_end_date,
  null::text as invo_worker_change_reason,
  p.reference as invo_person_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = s.person_id and r.origin_id = s.origin_id order by r.occurred_at desc, r.id limit 1) as invo_referral_id
  from stretch s join people.person p on p.id = s.person_id
  left join lateral (
    select case when bool_and(t.left_at is not null) then (max(t.left_at) at time zone 'Europe/London')::date end as ended_on
    from casework.participant t join casework.matter m on m.id = t.matter_id where m.origin_id = s.origin_id and t.person_id = s.person_id
  ) l on true;

create or replace view ssd.ssd_early_help_episodes with (security_invoker = true) as select
  f.key as earl_episode_id,
  f.person as earl_person_id,
  f.occurred_on::timestamp as earl_episode_start_date,
  e.occurred_on::timestamp as earl_episode_end_date,
  (select json_build_object('help-with', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = f.id and d.field = 'help-with') as earl_episode_reason,
  e.outcome as earl_episode_end_reason,
  f.agency as earl_episode_organisation,
  (select w.worker_id from ssd.worked w where w.step_id = f.source_id and w.person_id = f.person_id) as earl_episode_worker_id
  from ssd.fact f left join lateral (
    select s.occurred_on, ssd.said(s.id, 'outcome') as outcome from ssd.fact s
    where s.person_id = f.person_id and s.origin_id = f.origin_id and s.occurred_at >= f.occurred_at
      and (s.kind = 'early-help.support' and ssd.said(s.id, 'outcome') <> 'continue' or s.id = f.id and ssd.said(s.id, 'outcome') <> 'accepted')
    order by s.occurred_at, s.id limit 1) e on true
  where f.kind = 'early-help.request';

create or replace view ssd.ssd_cin_episodes with (security_invoker = true) as select
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
  w.team_id as cine_referral_team,
  w.worker_id as cine_referral_worker_id
  from ssd.fact f
  left join ssd.worked w on w.step_id = f.source_id and w.person_id = f.person_id
  left join lateral (select c.occurred_on as closed, ssd.said(c.id, 'closure-reason') as why from ssd.fact c
    where c.person_id = f.person_id and c.origin_id = f.origin_id and c.occurred_at >= f.occurred_at
      and (c.kind = 'child-in-need.closure' or (c.kind in ('child-in-need.assessment', 'front-door.decision') and ssd.said(c.id, 'outcome') in ('no-further-action', 'early-help')))
    order by c.occurred_at desc, c.id limit 1) e on true
  left join lateral (select d.id, ssd.said(d.id, 'outcome') as outcome from ssd.fact d
    where d.person_id = f.person_id and d.origin_id = f.origin_id and d.kind in ('front-door.decision', 'census.no-further-action')
    order by d.occurred_at desc, d.id limit 1) d on true
  where f.kind = 'front-door.referral';

create or replace view ssd.ssd_cin_assessments with (security_invoker = true) as select
  f.key as cina_assessment_id,
  f.person as cina_person_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as cina_referral_id,
  ssd.said(f.id, 'began-on')::timestamp as cina_assessment_start_date,
  case when ssd.said(f.id, 'seen') is not null then case when ssd.said(f.id, 'seen') in ('alone', 'with-others') then 'Y' else 'N' end end as cina_assessment_child_seen,
  f.occurred_on::timestamp as cina_assessment_auth_date,
  (select json_build_object('outcome', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = f.id and d.field = 'outcome') as cina_assessment_outcome_json,
  case when ssd.said(f.id, 'outcome') is not null then case when ssd.said(f.id, 'outcome') = 'no-further-action' then 'Y' else 'N' end end as cina_assessment_outcome_nfa,
  w.team_id as cina_assessment_team,
  w.worker_id as cina_assessment_worker_id
  from ssd.fact f left join ssd.worked w on w.step_id = f.source_id and w.person_id = f.person_id where f.kind = 'child-in-need.assessment';

create or replace view ssd.ssd_cin_plans with (security_invoker = true) as select
  f.key as cinp_cin_plan_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as cinp_referral_id,
  f.person as cinp_person_id,
  coalesce(ssd.said(f.id, 'planned-on')::timestamp, f.occurred_on::timestamp) as cinp_cin_plan_start_date,
  coalesce(ssd.said(f.id, 'ended-on')::timestamp, least(s.began, (select max(c.occurred_on) from ssd.fact c where c.kind = 'child-in-need.closure' and c.person_id = f.person_id and c.origin_id = f.origin_id))::timestamp) as cinp_cin_plan_end_date,
  w.team_id as cinp_cin_plan_team,
  w.worker_id as cinp_cin_plan_worker_id
  from ssd.fact f
  left join ssd.worked w on w.step_id = f.source_id and w.person_id = f.person_id
  left join lateral (select min(s.starts_on) as began from record.status_period s where s.person_id = f.person_id and s.area = f.area and s.kind = 'child-protection-plan' and s.starts_on > coalesce(ssd.said(f.id, 'planned-on')::date, f.occurred_on)) s on true
  where f.kind = 'child-in-need.plan';

create view ssd.ssd_cin_visits with (security_invoker = true) as select
  f.key as cinv_cin_visit_id,
  f.person as cinv_person_id,
  f.occurred_on::timestamp as cinv_cin_visit_date,
  case ssd.said(f.id, 'seen') when 'yes' then 'Y' when 'no' then 'N' end as cinv_cin_visit_seen,
  case ssd.said(f.id, 'seen-alone') when 'yes' then 'Y' when 'no' then 'N' end as cinv_cin_visit_seen_alone,
  case ssd.said(f.id, 'bedroom') when 'yes' then 'Y' when 'no' then 'N' end as cinv_cin_visit_bedroom
  from ssd.fact f where f.kind = 'child-in-need.visit';

create or replace view ssd.ssd_s47_enquiry with (security_invoker = true) as select
  f.key as s47e_s47_enquiry_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as s47e_referral_id,
  f.person as s47e_person_id,
  t.occurred_on::timestamp as s47e_s47_start_date,
  e.occurred_on::timestamp as s47e_s47_end_date,
  case when e.id is not null then case when ssd.said(e.id, 'outcome') in ('no-continuing-risk', 'not-substantiated') then 'Y' else 'N' end end as s47e_s47_nfa,
  (select json_build_object('outcome', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = e.id and d.field = 'outcome') as s47e_s47_outcome_json,
  w.worker_id as s47e_s47_completed_by_worker_id,
  w.team_id as s47e_s47_completed_by_team
  from ssd.fact f
  join ssd.fact t on t.kind = 'child-protection.strategy-discussion' and t.source_id = f.because_id and t.person_id = f.person_id
  left join ssd.fact e on e.kind = 'child-protection.section-47-enquiry' and e.source_id = f.source_id and e.person_id = f.person_id
  left join ssd.worked w on w.step_id = e.source_id and w.person_id = e.person_id
  where f.kind = 'child-protection.section-47-enquiry.opened';

create or replace view ssd.ssd_initial_cp_conference with (security_invoker = true) as select
  f.key as icpc_icpc_id,
  (select m.id::text from casework.sitting m where m.step_id = f.source_id and m.ending = 'held' order by m.number desc limit 1) as icpc_icpc_meeting_id,
  (select e.key from ssd.fact e where e.kind = 'child-protection.section-47-enquiry.opened' and e.source_id = f.because_id and e.person_id = f.person_id limit 1) as icpc_s47_enquiry_id,
  f.person as icpc_person_id,
  (select s.id::text from record.status_period s where s.started_by = f.id limit 1) as icpc_cp_plan_id,
  (select r.key from ssd.fact r where r.kind = 'front-door.referral' and r.person_id = f.person_id and r.origin_id = f.origin_id order by r.occurred_at desc, r.id limit 1) as icpc_referral_id,
  case when f.kind = 'child-protection.transfer-in-conference' then 'Y' else 'N' end as icpc_icpc_transfer_in,
  (select min(d.due_on)::timestamp from record.deadline d where d.timescale = 'child-protection.initial-conference' and d.person_id = f.person_id and d.ended_by = f.id) as icpc_icpc_target_date,
  f.occurred_on::timestamp as icpc_icpc_date,
  case when ssd.said(f.id, 'outcome') is not null then case when ssd.said(f.id, 'outcome') = 'plan' then 'Y' else 'N' end end as icpc_icpc_outcome_cp_flag,
  (select json_build_object('outcome', json_agg(d.code order by d.code))::text from record.fact_detail d where d.fact_id = f.id and d.field = 'outcome') as icpc_icpc_outcome_json,
  w.team_id as icpc_icpc_team,
  w.worker_id as icpc_icpc_worker_id
  from ssd.fact f left join ssd.worked w on w.step_id = f.source_id and w.person_id = f.person_id
  where f.kind in ('child-protection.initial-conference', 'child-protection.transfer-in-conference');

create or replace view ssd.ssd_cp_reviews with (security_invoker = true) as select
  f.key as cppr_cp_review_id,
  f.person as cppr_person_id,
  (select s.id::text from record.status_period s where s.kind = 'child-protection-plan' and s.person_id = f.person_id and s.area = f.area and s.starts_on < f.occurred_on and (s.ends_on is null or s.ends_on >= f.occurred_on) order by s.starts_on desc limit 1) as cppr_cp_plan_id,
  (select min(d.due_on)::timestamp from record.deadline d where d.timescale in ('child-protection.first-review', 'child-protection.next-review') and d.person_id = f.person_id and d.ended_by = f.id) as cppr_cp_review_due,
  f.occurred_on::timestamp as cppr_cp_review_date,
  (select m.id::text from casework.sitting m where m.step_id = f.source_id and m.ending = 'held' order by m.number desc limit 1) as cppr_cp_review_meeting_id,
  case when ssd.said(f.id, 'outcome') is not null then case when ssd.said(f.id, 'outcome') = 'continue' then 'Y' else 'N' end end as cppr_cp_review_outcome_continue_cp,
  case ssd.said(f.id, 'quorate') when 'yes' then 'Y' when 'no' then 'N' end as cppr_cp_review_quorate,
  null::text as cppr_cp_review_participation
  from ssd.fact f where f.kind = 'child-protection.review-conference';

create or replace view ssd.ssd_cp_visits with (security_invoker = true) as select
  f.key as cppv_cp_visit_id,
  f.person as cppv_person_id,
  (select s.id::text from record.status_period s where s.kind = 'child-protection-plan' and s.person_id = f.person_id and s.area = f.area and s.starts_on <= f.occurred_on and (s.ends_on is null or s.ends_on >= f.occurred_on) order by s.starts_on desc limit 1) as cppv_cp_plan_id,
  f.occurred_on::timestamp as cppv_cp_visit_date,
  case ssd.said(f.id, 'seen') when 'yes' then 'Y' when 'no' then 'N' end as cppv_cp_visit_seen,
  case ssd.said(f.id, 'seen-alone') when 'yes' then 'Y' when 'no' then 'N' end as cppv_cp_visit_seen_alone,
  case ssd.said(f.id, 'bedroom') when 'yes' then 'Y' when 'no' then 'N' end as cppv_cp_visit_bedroom
  from ssd.fact f where f.kind = 'child-protection.visit';

create or replace view ssd.ssd_person with (security_invoker = true) as select
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
  case when exists (select from people.relationship r where r.other_id = p.id and r.kind = 'mother' and r.corrected_at is null) then 'Y' end as pers_is_mother,
  null::text as pers_nationality
  from people.person p;

-- A placement ends when the next one of the same time in care begins, or the care does.
create or replace view ssd.ssd_cla_placement with (security_invoker = true) as select
  f.key as clap_cla_placement_id,
  f.occurred_on::timestamp as clap_cla_placement_start_date,
  ssd.said(f.id, 'kind') as clap_cla_placement_type,
  null::text as clap_cla_placement_urn,
  null::text as clap_cla_placement_distance,
  f.person || '-' || f.because_id as clap_cla_id,
  ssd.said(f.id, 'provider') as clap_cla_placement_provider,
  null::text as clap_cla_placement_postcode,
  (select min(n.occurred_on)::timestamp from ssd.fact n where n.person_id = f.person_id and n.kind in ('care.placed', 'care.ended') and n.because_id = f.because_id and (n.occurred_on, n.id) > (f.occurred_on, f.id)) as clap_cla_placement_end_date,
  null::text as clap_cla_placement_change_reason,
  f.person as clap_person_id
  from ssd.fact f where f.kind = 'care.placed';

create view ssd.ssd_cla_visits with (security_invoker = true) as select
  f.key as clav_cla_visit_id,
  f.person || '-' || f.because_id as clav_cla_id,
  f.person as clav_person_id,
  f.occurred_on::timestamp as clav_cla_visit_date,
  case ssd.said(f.id, 'seen') when 'yes' then 'Y' when 'no' then 'N' end as clav_cla_visit_seen,
  case ssd.said(f.id, 'seen-alone') when 'yes' then 'Y' when 'no' then 'N' end as clav_cla_visit_seen_alone
  from ssd.fact f where f.kind = 'care.visited';

create view ssd.ssd_family with (security_invoker = true) as select
  p.reference || '-' || p.household_id as fami_table_id,
  p.household_id::text as fami_family_id,
  p.reference as fami_person_id
  from people.person p where p.household_id is not null;

-- A relationship stands in both records: what the child's says of its mother.
create view ssd.ssd_mother with (security_invoker = true) as select
  r.id::text as moth_table_id,
  m.reference as moth_person_id,
  c.reference as moth_childs_person_id,
  case when c.born_as <> 'expected' then c.born::timestamp end as moth_childs_dob
  from people.relationship r join people.person c on c.id = r.person_id join people.person m on m.id = r.other_id
  where r.kind = 'mother' and r.corrected_at is null;

grant select on ssd.worked, ssd.ssd_professionals, ssd.ssd_department, ssd.ssd_involvements, ssd.ssd_cin_visits, ssd.ssd_cla_visits, ssd.ssd_family, ssd.ssd_mother to trellis_app;
