using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Returns;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Returns;

/// <summary>A council's case system tells of its children every night: matched by number, corrected by the next night, undone as a whole.</summary>
public sealed class A_feed_is_taken_in(Stage stage) : OnStage(stage)
{
    private const string Person = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob";
    private static readonly DateOnly Night = new(2025, 3, 31);

    /// <summary>Referred, assessed, enquired about, on a plan, visited, reviewed: as the case system of an area tells it.</summary>
    private static Dictionary<string, string> Protected(string n) => new()
    {
        ["ssd_person"] = $"{Person}\n{n},Wren,Testfeather,F,WBRI,2016-05-04",
        ["ssd_contacts"] = $"cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\nC{n},{n},2024-06-02,2A",
        ["ssd_cin_episodes"] = $"cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_nfa\nR{n},{n},2024-06-03,N1,1A,N",
        ["ssd_cin_assessments"] = $"cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\nA{n},{n},R{n},2024-06-04,2024-07-01\nB{n},{n},R{n},2025-01-04,",
        ["ssd_assessment_factors"] = $"cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\nF{n},A{n},\"[\"\"3A\"\"]\"",
        ["ssd_s47_enquiry"] = $"s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa\nS{n},R{n},{n},2024-06-05,2024-06-18,N",
        ["ssd_initial_cp_conference"] = $"icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_referral_id,icpc_icpc_date\nI{n},S{n},{n},R{n},2024-06-20 00:00:00",
        ["ssd_cp_plans"] = $"cppl_cp_plan_id,cppl_referral_id,cppl_icpc_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category\nP{n},R{n},I{n},{n},20/06/2024,,Neglect,EMO",
        ["ssd_cp_reviews"] = $"cppr_cp_review_id,cppr_cp_plan_id,cppr_cp_review_date,cppr_cp_review_quorate\nV{n},P{n},2024-09-10,Y",
        ["ssd_cp_visits"] = $"cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,cppv_cp_visit_seen_alone\nT{n},{n},P{n},2024-07-10,Y,N",
    };

    [Fact]
    public async Task What_it_says_are_facts_statuses_and_time_limits_of_the_kinds_a_census_gives()
    {
        var (intake, counts) = await Takes("WCC", Protected("W1"));

        (counts.Children, counts.Added, counts.Linked, counts.LeftOut).ShouldBe((1, 1, 0, 0));
        var child = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1", intake.Id);
        (await Sql<string>("select given_name || ' ' || family_name || ' ' || identity || ' ' || born from people.person where id = $1", child)).ShouldBe("Wren Testfeather known 2016-05-04");
        (await Facts(child)).ShouldBe("2024-06-02 census.told; 2024-06-02 front-door.contact source=2A; 2024-06-03 front-door.referral primary-need=N1 source=1A; 2024-06-05 child-protection.section-47-enquiry.opened; 2024-06-05 child-protection.strategy-discussion; "
            + "2024-06-18 child-protection.section-47-enquiry outcome=conference; 2024-06-20 census.plan-began category=neglect; 2024-06-20 child-protection.initial-conference; 2024-07-01 child-in-need.assessment began-on=2024-06-04 factors=3A; "
            + "2024-07-10 child-protection.visit seen=yes seen-alone=no; 2024-09-10 census.told; 2024-09-10 child-protection.review-conference category=emotional outcome=continue quorate=yes");
        (await Statuses(child)).ShouldBe("child-in-need 2024-06-03 open  ; child-protection-plan 2024-06-20 open neglect emotional");
        (await Sql<string>("select string_agg(timescale || ' ' || coalesce(ending, 'open') || ' ' || coalesce(in_time::text, '-'), '; ' order by timescale, started_at) from record.deadline where person_id = $1", child)).ShouldBe(
            "child-in-need.single-assessment met true; child-protection.first-core-group lapsed -; child-protection.first-review met true; child-protection.initial-conference met true; child-protection.next-review open -; child-protection.visit met true; child-protection.visit lapsed -; "
            + "front-door.acknowledgement lapsed -; front-door.contact-triage lapsed -; front-door.referral-decision lapsed -");
    }

    [Fact]
    public async Task Care_and_missing_are_periods_that_figures_count()
    {
        var (intake, _) = await Takes("LBHF", InCare("L1"));
        var child = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'L1'", intake.Id);
        (await Facts(child)).ShouldBe("2024-05-01 care.began legal-status=V2; 2024-05-01 care.placed kind=U6 provider=PR1; 2024-05-20 care.reviewed participation=PN1 which=first; 2024-06-01 missing.began kind=missing; "
            + "2024-06-03 missing.ended interview-accepted=no interview-offered=yes; 2024-08-01 care.placed kind=K2 provider=PR4; 2024-10-01 care.reviewed participation=PN7 which=later; 2025-02-01 care.ended because=E4A");
        (await Statuses(child)).ShouldBe("looked-after 2024-05-01 2025-02-01 V2 V2; missing 2024-06-01 2024-06-03 missing missing");
        (await Sql<string>("select string_agg(timescale || ' ' || coalesce(ending, 'open') || ' ' || coalesce(in_time::text, '-'), '; ' order by timescale, started_at) from record.deadline where person_id = $1", child)).ShouldBe(
            "child-in-need.first-care-review met true; child-in-need.later-care-review lapsed -; child-in-need.second-care-review met false");
        (await Sql<long>("select count(*) from people.person where family_name = 'Shortbreak'")).ShouldBe(0, "short breaks alone are not being looked after, and of a child of whom nothing is told nothing is kept");

        (await Counted("looked-after-started", "LBHF", "2024-25"), await Counted("looked-after-ended", "LBHF", "2024-25"), await Counted("placements", "LBHF", "2024-25"), await Counted("missing-episodes", "LBHF", "2024-25")).ShouldBe((1m, 1m, 2m, 1m));
        (await Counted("care-review-participation", "LBHF", "2024-25")).ShouldBe(50m);
        (await Live("placements")).Single(c => c.Area == "LBHF" && c.Period == "2024-25").Note.ShouldBe(CensusYears.FeedWords);
    }

    [Fact]
    public async Task Legal_statuses_follow_each_other_and_who_has_left_care_is_told_of_by_birthday()
    {
        var tables = InCare("K1");
        tables["ssd_legal_status"] = "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date\nG1,K1,V2,2024-05-01\nG2,K1,C1,2024-07-01\nG3,K1,C1,2024-08-01\nG4,K1,C2,2024-09-01\nG5,K1,V2,2025-03-01\nG6,SB,V4,2024-05-01";
        tables["ssd_person"] += "\nLV,Robin,Leftfeather,M,WBRI,2006-02-03\nLQ,Robin,Owedhelp,M,WBRI,2006-02-03\nLO,Robin,Grownfeather,M,WBRI,2001-02-03";
        const string Head = "clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_latest_contact,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable,clea_care_leaver_activity";
        tables["ssd_care_leavers"] = $"{Head}\n1,LV,Former Relevant,NO,2024-02-01,,,\n2,LV,Former relevant child,YES,2025-02-01,U,1,Part time in higher education\n3,LQ,Qualifying care leaver,YES,2025-02-01,U,1,F1\n4,LO,Former relevant child,YES,2025-02-01,U,1,F1";
        var (first, _) = await Takes("RBKC", tables);
        var (child, left) = (await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'K1'", first.Id), await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'LV'", first.Id));
        (await Facts(child)).ShouldContain("2024-07-01 care.legal-status-changed legal-status=C1; 2024-08-01 care.placed");
        (await Facts(child)).ShouldContain("2024-09-01 care.legal-status-changed legal-status=C2");
        (await Facts(child)).ShouldNotContain("2025-03-01", customMessage: "after the time in care");
        (await Statuses(child)).ShouldContain("looked-after 2024-05-01 2025-02-01 V2 C2");
        (await Facts(left)).ShouldBe("2025-02-03 leaver.told accommodation=U activity=P1 age=19-21 eligibility=former-relevant in-touch=in-touch suitable=suitable");
        (await Sql<long>("select count(*) from people.person where family_name in ('Owedhelp', 'Grownfeather')")).ShouldBe(0, "the return asks of those the council must advise, at 17 to 21");

        // The next birthday is another; what was told of the last one stays, though the row says something else now.
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        tables["ssd_care_leavers"] = $"{Head}\n2,LV,Former relevant child,REFU,2026-02-04,,,";
        await Takes("RBKC", tables, on: new DateOnly(2026, 2, 10));
        (await Facts(left)).ShouldBe("2025-02-03 leaver.told accommodation=U activity=P1 age=19-21 eligibility=former-relevant in-touch=in-touch suitable=suitable; 2026-02-03 leaver.told age=19-21 eligibility=former-relevant in-touch=refuses");
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        tables["ssd_care_leavers"] = Head;
        await Takes("RBKC", tables, on: new DateOnly(2026, 2, 11));
        (await Facts(left)).ShouldBe("2025-02-03 leaver.told accommodation=U activity=P1 age=19-21 eligibility=former-relevant in-touch=in-touch suitable=suitable", "a row that is withdrawn before the next birthday is");
        foreach (var intake in await Stage.LookAsync(db => db.Set<Intake>().AsNoTracking().Where(i => i.Area == "RBKC" && i.State == Intake.TakenIn).OrderByDescending(i => i.TakenAt).ToListAsync())) { await Undoes(intake); }
    }

    [Fact]
    public async Task The_next_night_corrects_it_what_is_withdrawn_ends_and_a_table_that_is_not_there_says_nothing()
    {
        var two = Joined(Protected("R1"), Protected("R2"));
        var (first, _) = await Takes("RBKC", two);
        var one = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'R1'", first.Id);
        var other = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'R2'", first.Id);
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var (again, same) = await Takes("RBKC", two);
        (same.Came, same.Changed, same.Went, same.Added).ShouldBe((0, 0, 0, 0), "the same again changes nothing, and says that it is fresh");
        (await Sql<long>("select count(*) from people.source_record where agency = 'rbkc-children' and number in ('R1', 'R2')")).ShouldBe(2, "what it says again of who they are is not kept again");

        // A day put right, a closure, a review taken out, and the second child's referral with all that hangs on it.
        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var next = Protected("R1");
        next["ssd_cin_episodes"] = "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_close_date,cine_close_reason\nRR1,R1,2024-06-01,N1,1A,2025-03-01,RC8";
        next["ssd_cp_reviews"] = "cppr_cp_review_id,cppr_cp_plan_id,cppr_cp_review_date";
        next.Remove("ssd_cp_visits");
        var (third, counts) = await Takes("RBKC", next);
        (counts.Linked, counts.Added).ShouldBe((1, 0));
        (await Facts(one)).ShouldContain("2024-06-01 front-door.referral primary-need=N1 source=1A");
        (await Facts(one)).ShouldContain("2025-03-01 child-in-need.closure closure-reason=RC8 outcome=closed");
        (await Facts(one)).ShouldNotContain("review-conference");
        (await Facts(one)).ShouldContain("child-protection.visit", customMessage: "the feed has no table of visits");
        (await Facts(other)).ShouldBe("2024-07-10 child-protection.visit seen=yes seen-alone=no", "of the second child only what stands in the missing table is left");
        (await Statuses(one)).ShouldContain("child-in-need 2024-06-01 2025-03-01");

        (await Undoes(again)).ShouldBe("A later feed of the area stands on this one. Undo that one first");
        (await Undoes(third)).ShouldBe("0 gone, 0 kept");
        (await Facts(one)).ShouldContain("2024-06-03 front-door.referral");
        (await Facts(one)).ShouldContain("review-conference");
        (await Facts(other)).ShouldContain("census.plan-began");
        (await Undoes(again)).ShouldBe("0 gone, 0 kept");
        (await Undoes(first)).ShouldBe("2 gone, 0 kept");
        (await Sql<long>("select (select count(*) from returns.told where area = 'RBKC') + (select count(*) from record.effective where person_id in ($1, $2)) + (select count(*) from people.person where id in ($1, $2))", one, other)).ShouldBe(0);
    }

    [Fact]
    public async Task Visits_are_told_in_the_words_of_the_form_and_one_outside_care_is_none_to_a_looked_after_child()
    {
        var tables = InCare("V1");
        tables["ssd_cla_visits"] = "clav_cla_visit_id,clav_cla_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone\nY1,KV1,V1,2024-08-06,Y,Y\nY2,,V1,2024-09-20,Y,N\nY3,,V1,2025-03-01,Y,N";
        tables["ssd_cin_visits"] = "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen,cinv_cin_visit_seen_alone,cinv_cin_visit_bedroom\nZ1,V1,2024-04-10,Y,Y,N";

        var (intake, _) = await Takes("LBHF", tables);

        var child = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'V1'", intake.Id);
        (await Facts(child)).Split("; ").Where(f => f.Contains("visit", StringComparison.Ordinal)).ShouldBe(["2024-04-10 child-in-need.visit bedroom=no seen=yes seen-alone=yes", "2024-08-06 care.visited seen=yes seen-alone=yes", "2024-09-20 care.visited seen=yes seen-alone=no"]);
        (await Sql<string>("select string_agg(due_on || ' ' || ending || ' ' || coalesce(in_time::text, '-'), '; ' order by started_at) from record.deadline where person_id = $1 and timescale = 'child-in-need.next-care-visit'", child)).ShouldBe("2024-09-17 met false; 2024-11-01 lapsed -", "the next one was not told, and care ended");
    }

    [Fact]
    public async Task Nobody_is_guessed_and_nothing_is_counted_twice()
    {
        await Takes("LBHF", Joined(Protected("G1"), new() { ["ssd_linked_identifiers"] = "link_table_id,link_person_id,link_identifier_type,link_identifier_value\n1,G1,Unique Pupil Number,P207000016049" }), since: new DateOnly(2024, 7, 1));
        var born = Joined(Protected("G2"), new() { ["ssd_linked_identifiers"] = "link_table_id,link_person_id,link_identifier_type,link_identifier_value\n1,G2,UPN,P207000016049" });
        born["ssd_person"] = $"{Person}\nG2,Wren,Testfeather,F,WBRI,2015-01-01";
        var (_, counts) = await Takes("LBHF", born);
        (counts.LeftOut, counts.Linked, counts.Added).ShouldBe((0, 0, 1), "the same name says nothing, and the same pupil number with another birth is a person of their own, to be looked at");

        await Given.AReferral(await Given.AChild(c => c.In("WCC")));
        var today = Stage.Clock.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var late = Protected("W9");
        late["ssd_cin_episodes"] = late["ssd_cin_episodes"].Replace("2024-06-03", today, StringComparison.Ordinal);
        (await Refused("WCC", late, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))).ShouldContain("ssd_cin_episodes: 1");
    }

    [Fact]
    public async Task Every_table_and_column_is_read_strictly_and_what_is_wrong_is_said_by_file_and_line()
    {
        var wrong = Protected("X1");
        wrong["ssd_cin_episodes"] = "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_reverral_nfa\nR1,X1,2024-13-03,N1,N\nR2,X9,2024-06-03,N77,N\nR2,X1,2026-06-03,N1,N";
        wrong["ssd_persons"] = "a\n1";
        await using var scope = Scope("WCC");
        var set = scope.ServiceProvider.GetRequiredService<FeedIntake>().Read(FilesOf(wrong), Night);
        set.Problems.Where(p => p.File is "ssd_cin_episodes.csv" or "ssd_persons.csv").Select(p => p.ToString()).ShouldBe([
            "ssd_cin_episodes.csv, line 1, cine_reverral_nfa: The table has no such column",
            "ssd_cin_episodes.csv, line 2, cine_referral_date: This is no day such as 2026-03-31",
            "ssd_cin_episodes.csv, line 3, cine_cin_primary_need_code: The list primary-need has no such code",
            "ssd_cin_episodes.csv, line 3, cine_person_id: ssd_person has no such row",
            "ssd_cin_episodes.csv, line 4, cine_referral_date: This is after the day the feed is of",
            "ssd_cin_episodes.csv, line 4, cine_referral_id: Another row of the table has the same",
            "ssd_persons.csv, line 1: The standard data set has no table of this name",
        ], ignoreOrder: true);
        set.Problems.ShouldAllBe(p => !p.Words.Contains("N77", StringComparison.Ordinal), "what stands there may be a name");
        (await Refused("WCC", wrong)).ShouldContain("problems. Put them right in the case system");
    }

    [Theory]
    [InlineData(20, 19, true)]
    [InlineData(20, 20, false)]
    [InlineData(19, 0, false)]
    public void Most_of_it_gone_is_more_likely_a_table_that_broke_off(int went, int stays, bool much) =>
        new IntakeCounts(1, 1, 0, 0, 0, 0, went, stays).TakesMuchBack.ShouldBe(much);

    private static Dictionary<string, string> InCare(string n) => new()
    {
        ["ssd_person"] = $"{Person}\n{n},Wren,Testfeather,F,WBRI,2012-05-04\nSB,Robin,Shortbreak,M,WBRI,2013-05-04",
        ["ssd_cla_episodes"] = $"clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason\n"
            + $"E1{n},{n},K{n},2024-05-01,S,2024-08-01,X1\nE2{n},{n},K{n},2024-08-01,P,2025-02-01,E4A\nE3,SB,KSB,2024-05-01,S,,",
        ["ssd_legal_status"] = $"lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date\nG1,{n},V2,2024-05-01\nG2,SB,V4,2024-05-01",
        ["ssd_cla_placement"] = $"clap_cla_placement_id,clap_cla_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_provider\nL1,K{n},2024-05-01,U6,PR1\nL2,K{n},2024-08-01,K2,PR4\nL3,KSB,2024-05-01,K2,PR4",
        ["ssd_cla_reviews"] = $"clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled,clar_cla_review_participation\nW1,K{n},2024-05-20,N,PN1\nW2,K{n},2024-07-20,Y,\nW3,K{n},2024-10-01,N,PN7",
        ["ssd_missing"] = $"miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted\nM1,{n},2024-06-01,M,2024-06-03,Y,N",
        ["ssd_sen_need"] = "senn_table_id\n1",
    };

    private static Dictionary<string, string> Joined(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Keys.Union(other.Keys).ToDictionary(k => k, k => !other.TryGetValue(k, out var more) ? one[k] : one.TryGetValue(k, out var some) ? $"{some}\n{more[(more.IndexOf('\n', StringComparison.Ordinal) + 1)..]}" : more);

    internal static FeedFile[] FilesOf(Dictionary<string, string> tables) => [.. tables.Select(t => new FeedFile($"{t.Key}.csv", Encoding.UTF8.GetBytes(t.Value)))];

    private async Task<(Intake Intake, IntakeCounts Counts)> Takes(string area, Dictionary<string, string> tables, DateOnly? since = null, DateOnly? on = null)
    {
        await using var scope = Scope(area);
        var (feeds, files) = (scope.ServiceProvider.GetRequiredService<FeedIntake>(), FilesOf(tables));
        var set = feeds.Read(files, on ?? Night);
        set.Problems.ShouldBeEmpty();
        scope.ServiceProvider.GetRequiredService<Acting>().Begin(ActWords.TakeInReturn);
        (await feeds.TakeInAsync(set, "night", FeedIntake.Sha256Of(files), area, $"{area.ToLowerInvariant()}-children", on ?? Night, since)).Refused(out var why, out var taken).ShouldBeFalse(why?.Words);
        return (taken!, new IntakeCounts(taken!.Children, taken.Linked, taken.Added, taken.LeftOut, taken.Came, taken.Changed, taken.Went, taken.Unchanged));
    }

    private async Task<string> Refused(string area, Dictionary<string, string> tables, DateOnly? on = null)
    {
        await using var scope = Scope(area);
        var feeds = scope.ServiceProvider.GetRequiredService<FeedIntake>();
        return (await feeds.LookAsync(feeds.Read(FilesOf(tables), on ?? Night), area, $"{area.ToLowerInvariant()}-children", on ?? Night, null)).Refused(out var why) ? why.Words : "not refused";
    }

    private async Task<string> Undoes(Intake intake)
    {
        await using var scope = Scope(intake.Area);
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.Begin(ActWords.UndoReturn, "Taken in by mistake");
        return (await scope.ServiceProvider.GetRequiredService<IntakeDesk>().UndoAsync(await db.Set<Intake>().SingleAsync(i => i.Id == intake.Id))).Refused(out var why, out var undone) ? why.Words : $"{undone.Gone} gone, {undone.Kept} kept";
    }

    private AsyncServiceScope Scope(string area)
    {
        var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(area) with { Circles = [Submission.Circle] });
        return scope;
    }

    private async Task<decimal?> Counted(string figure, string area, string year) => (await Live(figure)).Single(c => c.Area == area && c.Period == year).Value;

    private Task<IReadOnlyList<LiveValue>> Live(string figure) => Stage.Services.GetRequiredService<FigureBook>().CountAsync(Stage.Practised.Model.Figures.Single(f => f.Id == figure));

    private async Task<string> Facts(Guid person) => await Sql<string>("""
        select string_agg(f.occurred_on || ' ' || f.kind || coalesce((select string_agg(' ' || d.field || '=' || d.code, '' order by d.field, d.code) from record.fact_detail d where d.fact_id = f.id), ''), '; ' order by f.occurred_on, f.kind)
        from record.effective f where f.person_id = $1 and f.kind not like 'person.%'
        """, person) ?? "";

    private async Task<string> Statuses(Guid person) =>
        await Sql<string>("select string_agg(kind || ' ' || starts_on || ' ' || coalesce(ends_on::text, 'open') || ' ' || coalesce(category, '') || ' ' || coalesce(latest_category, ''), '; ' order by kind) from record.status_period where person_id = $1", person) ?? "";

    private async Task<T> Sql<T>(string sql, params object[] values) => (await Stage.SqlAsync<T>(DatabaseRoles.Owner, sql, values))!;
}
