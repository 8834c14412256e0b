using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Oversight;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Messages;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Oversight;

/// <summary>Looks out of the ordinary are put before somebody else, once.</summary>
public sealed class Unusual_looks(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_look_at_night_or_on_a_bank_holiday_is_flagged_once_and_one_in_the_day_is_not()
    {
        On("2026-03-24 10:00");
        await Looks(FrontDoorWorker, await Given.AChild());
        On("2026-03-24 19:59");
        await Looks(SocialWorker, await Given.AChild());
        On("2026-03-24 20:00");
        await Looks(SocialWorker, await Given.AChild(), number: 2);
        On("2026-04-03 11:00"); // Good Friday
        await Looks(TeamManager, await Given.AChild());
        await Notices();
        await Notices(anew: false);

        (await Flags("out-of-hours")).Order().ShouldBe([$"{Who(SocialWorker, 2)} 2026-03-24", $"{Who(TeamManager)} 2026-04-03"], ignoreOrder: true);
        (await Count("record.fact", "kind = 'access.flagged' and visible_to = 'governance'")).ShouldBeGreaterThanOrEqualTo(2);
        (await Count("record.act", "word = 'system.flag-looks' and user_id <> '00000000-0000-7000-8000-000000000001'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_look_at_nobody_at_night_is_no_look_at_a_person()
    {
        On("2026-11-24 22:00");
        for (var papers = 0; papers < 31; papers++)
        {
            await As(SocialWorker, number: 2).In(async services =>
            {
                await services.GetRequiredService<Views>().SawAsync("meeting-minutes", "meeting.view", [], "RBKC");
                return true;
            });
        }

        await Notices();
        (await Count("record.view", "what = 'meeting-minutes' and at >= '2026-11-24'")).ShouldBe(31);
        (await Count("oversight.flag", "day = '2026-11-24'")).ShouldBe(0, "minutes are read at night");
    }

    [Fact]
    public async Task More_than_thirty_records_within_an_hour_are_flagged_and_thirty_are_not()
    {
        On("2026-05-05 10:00");
        var children = new List<Person>();
        for (var child = 0; child < 31; child++) { children.Add(await Given.AChild()); }
        foreach (var child in children.Take(30)) { await Looks(FrontDoorWorker, child); }
        foreach (var child in children) { await Looks(SocialWorker, child); }
        for (var half = 0; half < 2; half++)
        {
            foreach (var child in children.Skip(15 * half).Take(16)) { await Looks(TeamManager, child); }
            Stage.Clock.Pass(TimeSpan.FromMinutes(90));
        }

        await Notices();
        (await Flags("many-children")).ShouldBe([$"{Who(SocialWorker)} 2026-05-05"]);
    }

    [Fact]
    public async Task Somebodys_namesake_and_the_household_of_a_person_they_must_not_see_are_flagged_once_for_ever()
    {
        On("2026-06-02 10:00");
        // Staff of the stage are called after their role and area: "…, RBKC".
        var namesake = await Given.AChild(c => c.Named("Wren RBKC"));
        var kept = await Given.AChild();
        var sister = await Given.AChild(c => c.With(kept));
        await As(TeamManager).KeepsApart(Stage.Someone(SocialWorker), kept);
        await Looks(FrontDoorWorker, namesake);
        await Looks(SocialWorker, sister);
        await Looks(SocialWorker, sister, number: 2);
        await Notices();
        On("2026-06-03 10:00");
        await Looks(FrontDoorWorker, namesake);
        await Looks(SocialWorker, sister);
        await Notices();

        (await Flags("same-surname")).ShouldBe([$"{Who(FrontDoorWorker)} 2026-06-02 {namesake.Id}"]);
        (await Flags("same-household")).ShouldBe([$"{Who(SocialWorker)} 2026-06-02 {sister.Id}"]);
    }

    [Fact]
    public async Task What_was_opened_behind_broken_glass_is_flagged_and_what_the_area_opens_of_its_own_is_not()
    {
        On("2026-07-07 10:00");
        var child = await Given.AChild();
        await Looks(FrontDoorWorker, child);
        await As(TeamManager).Closes(child, ClosureKind.Restricted, Stage.Someone(TeamManager));
        await As(SocialWorker).BreaksGlass(child.Id, "The police wait at the door");
        await Looks(SocialWorker, child);
        await Notices();

        (await Flags("outside-network")).Where(f => f.EndsWith(child.Id.ToString(), StringComparison.Ordinal)).ShouldBe([$"{Who(SocialWorker)} 2026-07-07 {child.Id}"]);
    }

    [Fact]
    public async Task The_lead_is_told_reviews_with_a_reason_and_never_their_own()
    {
        On("2026-09-08 22:00");
        var child = await Given.AChild();
        await Looks(FrontDoorWorker, child, number: 2);
        await Looks(InformationGovernanceLead, child);
        await Notices();
        var (lead, other) = (await SignedIn(InformationGovernanceLead), await SignedIn(InformationGovernanceLead, number: 2));
        (await Stage.TrayOf(Stage.Someone(InformationGovernanceLead))).ShouldContain(t => t.Kind == "unusual-look" && t.Reference == "RBKC" && t.Link == "/views/unusual");

        var page = await (await lead.Opens("/views")).Follows("Looks that are out of the ordinary");
        page.Said.ShouldContain("Front door worker 2");
        page.Said.ShouldNotContain("Information governance lead 1", Case.Sensitive, "their own");
        (await page.Presses("Save")).Errors.ShouldBe(["Select which you reviewed", "Select what you found", "Enter what you found"]);
        page = await page.Fill("Which did you review?", "Front door worker 2, RBKC, 8 September 2026").Fill("What did you find?", "There was a need").Fill("In your words", "She was on the night duty").Presses("Save");
        page.Done.ShouldBe("Saved");
        page.Said.ShouldContain("Accepted");
        page.Said.ShouldContain("She was on the night duty");
        (await other.Opens("/views/unusual")).Said.ShouldContain("Information governance lead 1");
        (await (await SignedIn(TeamManager)).Opens("/views/unusual")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);

        var own = Stage.Someone(InformationGovernanceLead).UserId;
        (await Stage.As(InformationGovernanceLead).Sees(db => db.Set<Flag>().CountAsync(f => f.StaffId == own))).ShouldBe(0, "asked bare");
        (await Stage.As(TeamManager).Sees(db => db.Set<Flag>().CountAsync())).ShouldBe(0);
        (await Stage.As(InformationGovernanceLead, "WCC").Sees(db => db.Set<Flag>().CountAsync())).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from oversight.flag")).ShouldBe(0, "nobody asking");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => Stage.SqlAsync<object>(DatabaseRoles.Owner, "set session_replication_role = replica; update oversight.flag set review = 'accepted', reviewed_by = staff_id, reviewed_at = now()"))).SqlState.ShouldBe("23514");
    }

    [Theory]
    [InlineData("    more-than: 30\n", "", "the rule \"many-children\" needs \"more-than\"")]
    [InlineData("when: many-people", "when: many-peple", "Did you mean \"many-people\"?")]
    [InlineData("from-hour: 7", "from-hour: 21", "working hours end after they begin")]
    [InlineData("[police-officer,", "[police-oficer,", "Did you mean \"police-officer\"?")]
    public void A_mistake_in_the_rules_is_found_with_its_line(string text, string replacement, string said) =>
        Practice.PracticeFiles.Broken("access.yaml", text, replacement).Mistakes.Select(m => m.ToString()).ShouldContain(m => m.StartsWith("practice/access.yaml:", StringComparison.Ordinal) && m.Contains(said, StringComparison.Ordinal));

    private string Who(string role, int number = 1) => Stage.Someone(role, number: number).UserId.ToString();

    /// <summary>Opens the record as the page would: a view of theirs, now.</summary>
    private Task<bool> Looks(string role, Person child, int number = 1) => As(role, number: number).In(async services =>
    {
        await services.GetRequiredService<Views>().SawAsync("person", "person.view", [child.Id], child.Area);
        return true;
    });

    /// <summary>A minute later. Anew: as if it never had; tests of one stage stand at different times.</summary>
    private async Task<int> Notices(bool anew = true)
    {
        if (anew) { await Stage.SqlAsync<object>(DatabaseRoles.Owner, "delete from oversight.gone_through"); }
        Stage.Clock.Pass(TimeSpan.FromMinutes(1));
        return await As(Actor.TheSystem()).In(services => services.GetRequiredService<Noticing>().NoticeAsync());
    }

    private Player As(Actor actor) => Stage.As(actor);

    private async Task<string[]> Flags(string rule) =>
        (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select concat_ws(' ', staff_id, day, person_id) from oversight.flag where rule = $1 order by raised_at, staff_id)", rule))!;
}
