using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Commands;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Returns;
using Trellis.Modules.Returns.Export;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Tests.Support;

namespace Trellis.Tests.Returns;

/// <summary>A census becomes facts about children: matched by number, corrected by a later file, undone as a whole.</summary>
public sealed class A_census_is_taken_in(Stage stage) : OnStage(stage)
{
    private const string Who = "ChildCharacteristics(Ethnicity=WBRI Disability=NONE)";

    /// <summary>Referred, assessed, enquired about, on a plan since, reviewed once. Last year's census.</summary>
    private static string Child(string number, string upn = "UPNunknown=UN7", string born = "2016-05-04", string closed = "", string need = "N1") =>
        $"ChildIdentifiers(LAchildID={number} {upn} PersonBirthDate={born} Sex=F) {Who} CINdetails(CINreferralDate=2024-06-03 ReferralSource=1A PrimaryNeedCode={need} {closed} "
        + "Assessments(AssessmentActualStartDate=2024-06-04 AssessmentAuthorisationDate=2024-07-01 AssessmentFactors=3A) Section47(S47ActualStartDate=2024-06-05 InitialCPCtarget=2024-06-26 DateOfInitialCPC=2024-06-20 ICPCnotRequired=false) "
        + "ReferralNFA=false ChildProtectionPlans(CPPstartDate=2024-06-20 InitialCategoryOfAbuse=NEG LatestCategoryOfAbuse=EMO NumberOfPreviousCPP=0 Reviews(CPPreviewDate=2024-09-10)))";

    [Fact]
    public async Task What_it_says_are_facts_statuses_and_time_limits_as_of_casework()
    {
        var (intake, counts) = await Takes("WCC", Child("W1"));

        (counts.Children, counts.Added, counts.Linked, counts.LeftOut).ShouldBe((1, 1, 0, 0));
        var child = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1", intake!.Id);
        (await Sql<string>("select given_name || ' ' || family_name || ' ' || identity || ' ' || born from people.person where id = $1", child)).ShouldBe("Child W1 unknown 2016-05-04");
        (await Facts(child)).ShouldBe("2024-06-03 front-door.referral primary-need=N1 source=1A; 2024-06-05 child-protection.section-47-enquiry.opened; 2024-06-05 child-protection.strategy-discussion; 2024-06-20 census.plan-began category=neglect; "
            + "2024-06-20 child-protection.initial-conference; 2024-07-01 child-in-need.assessment began-on=2024-06-04 factors=3A; 2024-09-10 child-protection.review-conference category=emotional outcome=continue; 2025-03-31 census.told");
        (await Sql<string>("select string_agg(kind || ' ' || starts_on || ' ' || coalesce(ends_on::text, 'open') || ' ' || coalesce(category, '') || ' ' || coalesce(latest_category, ''), '; ' order by kind) from record.status_period where person_id = $1", child))
            .ShouldBe("child-in-need 2024-06-03 open  ; child-protection-plan 2024-06-20 open neglect emotional");
        (await Sql<string>("select string_agg(timescale || ' ' || coalesce(ending, 'open') || ' ' || coalesce(in_time::text, '-'), '; ' order by timescale, started_at) from record.deadline where person_id = $1", child)).ShouldBe(
            "child-in-need.single-assessment met true; child-protection.first-core-group lapsed -; child-protection.first-review met true; child-protection.initial-conference met true; child-protection.next-review open -; child-protection.visit lapsed -; front-door.referral-decision lapsed -");
    }

    [Fact]
    public async Task What_was_taken_in_is_counted_with_its_basis_and_written_again()
    {
        await Takes("LBHF", Child("E1"), 2025);
        var counted = await Stage.Services.GetRequiredService<FigureBook>().CountAsync(Stage.Practised.Model.Figures.Single(f => f.Id == "referrals"));
        counted.Single(c => c.Area == "LBHF" && c.Period == "2024-25").Note.ShouldBe(CensusYears.Words);

        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem("LBHF"));
        var census = await scope.ServiceProvider.GetRequiredService<CensusExport>().MakeAsync("LBHF", "lbhf-children", new CensusYear(2025, new DateOnly(2025, 3, 31)), "205");
        using var written = new MemoryStream();
        CensusWriter.Write(census, written);
        var read = Written.Read(written.ToArray());
        read.Header.Source.Authority.Text.ShouldBe("205");
        var child = read.Children.Single(c => c.Identifiers.ChildId.Text == "E1");
        var episode = child.Episodes.ShouldHaveSingleItem();
        (episode.Referred.Text, episode.Source.Text, episode.Need.Text, episode.NoFurtherAction.Text).ShouldBe(("2024-06-03", "1A", "N1", "false"));
        (episode.Assessments[0].Started.Text, episode.Assessments[0].Authorised.Text, episode.Assessments[0].Factors[0].Text).ShouldBe(("2024-06-04", "2024-07-01", "3A"));
        (episode.Enquiries[0].Started.Text, episode.Enquiries[0].Target.Text, episode.Enquiries[0].Conference.Text).ShouldBe(("2024-06-05", "2024-06-26", "2024-06-20"));
        (episode.Plans[0].Started.Text, episode.Plans[0].FirstCategory.Text, episode.Plans[0].LatestCategory.Text, episode.Plans[0].Reviews[0].Held.Text).ShouldBe(("2024-06-20", "NEG", "EMO", "2024-09-10"));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_a_later_one_corrects_and_what_it_says_no_more_goes()
    {
        var (first, _) = await Takes("RBKC", $"{Child("R1")} & {Child("R2")}");
        (await Takes("RBKC", $"{Child("R1")} & {Child("R2")}")).Intake.ShouldBeNull("it is all known");
        var facts = await Sql<long>("select count(*) from record.fact where act_id in (select id from record.act where area = 'RBKC' and word = 'return.take-in')");

        Stage.Clock.Pass(TimeSpan.FromDays(1));
        var (second, counts) = await Takes("RBKC", Child("R1", need: "N2", closed: "CINclosureDate=2025-02-03 ReasonForClosure=RC8"));
        (counts.Linked, counts.Added, counts.Came, counts.Changed, counts.Went).ShouldBe((1, 0, 1, 1, 8), "the closure is new, the need another, the second child is not told of");
        (await Sql<long>("select count(*) from people.person where family_name = 'R1'")).ShouldBe(1);
        var child = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1", second!.Id);
        (await Facts(child)).ShouldContain("2024-06-03 front-door.referral primary-need=N2 source=1A");
        (await Sql<string>("select string_agg(starts_on || ' ' || coalesce(ends_on::text, 'open'), '; ') from record.status_period where person_id = $1 and kind = 'child-in-need'", child)).ShouldBe("2024-06-03 2025-02-03");
        var other = await Sql<Guid>("select person_id from returns.intake_child where intake_id = $1 and number = 'R2'", first!.Id);
        (await Facts(other)).ShouldBe("");

        (await Undoes(first)).ShouldBe("A later census of the area stands on this one. Undo that one first");
        (await Undoes(second)).ShouldBe("0 gone, 0 kept");
        (await Facts(child)).ShouldContain("primary-need=N1");
        (await Facts(child)).ShouldNotContain("closure");
        (await Facts(other)).ShouldContain("front-door.referral");
        (await Takes("RBKC", $"{Child("R1")} & {Child("R2")}")).Intake.ShouldBeNull("it is as it was before");

        (await Undoes(first)).ShouldBe("2 gone, 0 kept");
        (await Sql<long>("select (select count(*) from people.person where family_name in ('R1', 'R2')) + (select count(*) from returns.told where area = 'RBKC') + (select count(*) from record.status_period where person_id in ($1, $2))", child, other)).ShouldBe(0);
        (await Sql<long>("select count(*) from record.effective where person_id in ($1, $2)", child, other)).ShouldBe(0);
        (await Sql<long>("select count(*) from record.fact where act_id in (select id from record.act where area = 'RBKC' and word = 'return.take-in')")).ShouldBeGreaterThanOrEqualTo(facts, "the record itself keeps all of it");
    }

    [Fact]
    public async Task Nobody_is_guessed_to_be_somebody()
    {
        await Takes("LBHF", Child("L1", "UPN=P207000016049"));
        var (_, counts) = await Takes("LBHF", $"{Child("L2", "UPN=P207000016049")} & {Child("L3", "UPN=P207000016049", "2015-01-01")} & {Child("L4")} & {Child("L4", born: "2012-02-02")}", 2026);

        (counts.Linked, counts.Added, counts.LeftOut).ShouldBe((1, 1, 2), "whose birth is another is a person of their own");
        (await Sql<string>("select string_agg(c.number || ' ' || c.why, '; ' order by c.position) from returns.intake_child c join returns.intake i on i.id = c.intake_id where i.ending = 2026 and i.area = 'LBHF'"))
            .ShouldBe("L2 upn; L3 born-otherwise; L4 same-number; L4 same-number");
    }

    [Fact]
    public async Task Errors_nobody_has_signed_off_and_children_who_are_recorded_here_refuse_it()
    {
        var (result, hash) = Checked("ChildIdentifiers(LAchildID=X1) CINdetails(CINreferralDate=2024-06-03)", 2025);
        result.Errors.ShouldBeGreaterThan(0);
        (await Refused(result, hash)).ShouldContain("not signed off");

        await Given.AReferral(await Given.AChild(c => c.In("WCC")));
        var (sound, other) = Checked(Child("W9"), 2026);
        await SignedOff("WCC", other);
        (await Refused(sound, other)).ShouldContain("would count each twice");
    }

    private static (CheckResult Result, byte[] Hash) Checked(string children, int ending)
    {
        var bytes = Encoding.UTF8.GetBytes(Written.Xml(children, $"{ending}-03-31").ToString());
        var census = CensusReader.Read(new MemoryStream(bytes));
        return (CensusCheck.Run(census, CensusYear.Of(census, null, CheckCin.WorkingDays())), SHA256.HashData(bytes));
    }

    private async Task<(Intake? Intake, IntakeCounts Counts)> Takes(string area, string children, int ending = 2025)
    {
        var (result, hash) = Checked(children, ending);
        // What a child of a test lacks is signed off, as of a real file.
        if (result.Errors > 0) { await SignedOff(area, hash); }
        return await Within(area, async (intake, _, db) =>
        {
            var looked = await intake.LookAsync(result, hash, area, $"{area.ToLowerInvariant()}-children");
            looked.Refused(out var why, out var preview).ShouldBeFalse(why?.Words);
            db.Acting.Begin(ActWords.TakeInReturn);
            (await intake.TakeInAsync(result, hash, "census.xml", area, $"{area.ToLowerInvariant()}-children")).Refused(out why, out var taken).ShouldBeFalse(why?.Words);
            return (taken, preview!.Counts);
        });
    }

    private Task<object?> SignedOff(string area, byte[] hash) =>
        Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into returns.submission (id, area, file_name, size, sha256, state, sent_by, sent_at, checked_at, signed_by, signed_at, edition) values ($1, $2, 'a.xml', 1, $3, 'signed-off', $1, now(), now(), $1, now(), 0)", Guid.NewGuid(), area, hash);

    private Task<string> Refused(CheckResult result, byte[] hash) => Within("WCC", async (intake, _, db) => (await intake.LookAsync(result, hash, "WCC", "wcc-children")).Refused(out var why) ? why.Words : $"taken {db.ContextId}");

    private Task<string> Undoes(Intake intake) => Within(intake.Area, async (_, undoing, db) =>
    {
        db.Acting.Begin(ActWords.UndoReturn, "Taken in by mistake");
        var found = await db.Set<Intake>().SingleAsync(i => i.Id == intake.Id);
        return (await undoing.UndoAsync(found)).Refused(out var why, out var undone) ? why.Words : $"{undone.Gone} gone, {undone.Kept} kept";
    });

    private async Task<T> Within<T>(string area, Func<CensusIntake, IntakeDesk, TrellisDb, Task<T>> work)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(area) with { Circles = [Submission.Circle] });
        return await work(scope.ServiceProvider.GetRequiredService<CensusIntake>(), scope.ServiceProvider.GetRequiredService<IntakeDesk>(), scope.ServiceProvider.GetRequiredService<TrellisDb>());
    }

    private async Task<string> Facts(Guid person) => await Sql<string>("""
        select string_agg(f.occurred_on || ' ' || f.kind || coalesce((select string_agg(' ' || d.field || '=' || d.code, '' order by d.field, d.code) from record.fact_detail d where d.fact_id = f.id), ''), '; ' order by f.occurred_on, f.kind)
        from record.effective f where f.person_id = $1 and f.kind not like 'person.%'
        """, person) ?? "";

    private async Task<T> Sql<T>(string sql, params object[] values) => (await Stage.SqlAsync<T>(DatabaseRoles.Owner, sql, values))!;
}
