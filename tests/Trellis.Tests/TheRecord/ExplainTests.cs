using Trellis.Access;
using Trellis.Commands;
using Trellis.Modules.Casework;
using Trellis.Platform;
using Trellis.Platform.Access;
using Trellis.Platform.Time;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>What somebody sees of a matter, and why: explained as the database answers it.</summary>
public sealed class ExplainTests(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task It_says_what_somebody_sees_and_why_line_by_line()
    {
        var (reference, matter) = await Asked();

        var worker = await Explain(FrontDoorWorker, reference);
        var officer = await Explain(PoliceOfficer, reference);
        var lead = await Explain(SchoolLead, matter.ToString());

        worker.Conclusion.ShouldBe("sees all of it");
        worker.Why.ShouldContain("area: the matter is of RBKC, which this post sees whole");
        officer.Conclusion.ShouldBe("sees part of it");
        officer.Why.ShouldContain("role police-officer: sees only what it is involved in");
        officer.Why.ShouldContain("involvement: agency:police is let in, own, by its step information-request");
        officer.Why.ShouldContain("closure: none");
        officer.Why.ShouldContain("circles: agency:police");
        Sees(officer, "casework.step").ShouldBe("1 of 5");
        Sees(officer, "people.person").ShouldBe("1 of 1");
        lead.Conclusion.ShouldBe("sees nothing of it");
        lead.Why.ShouldContain(w => w.StartsWith("involvement: none, as agency:rbkc-school-a", StringComparison.Ordinal));
        lead.Tables.ShouldAllBe(t => t.Sees == 0);
    }

    [Fact]
    public async Task It_says_what_is_closed_and_whether_the_glass_stands_broken()
    {
        var (reference, matter) = await Asked();
        await As(FrontDoorWorker).Involves(matter, null, Stage.Someone(SocialWorker, "WCC").UserId, InvolvementLevel.Summary);
        var closure = await As(TeamManager).Closes(null, matter, "RBKC", ClosureKind.Restricted, Stage.Someone(TeamManager));

        (await Explain(TeamManager, reference)).Why.ShouldContain("closure: the matter is restricted; named, may open it");
        (await Explain(FrontDoorWorker, reference)).Why.ShouldContain("closure: the matter is restricted; not named: closed to them");
        (await Explain(FrontDoorWorker, reference)).Conclusion.ShouldBe("sees nothing of it");
        await As(FrontDoorWorker).BreaksGlass(matter, "The police wait at the door");
        (await Explain(FrontDoorWorker, reference)).Why.ShouldContain(w => w.StartsWith("closure: the matter is restricted; not named, broke the glass until", StringComparison.Ordinal));
        (await Explain(FrontDoorWorker, reference)).Conclusion.ShouldBe("sees all of it");
        await As(TeamManager).OpensAgain(closure);
        (await Explain(SocialWorker, reference, "WCC")).Conclusion.ShouldBe("sees that there is a matter and whom it is about");
    }

    [Fact]
    public async Task Whoever_or_whatever_is_not_known_is_said_and_the_answer_can_be_read_by_a_program()
    {
        var (reference, _) = await Asked();

        (await Should.ThrowAsync<WrongInputException>(() => Explaining().ExplainAsync("nobody@example.org", reference))).Message.ShouldBe("Nobody signs in as “nobody@example.org”");
        (await Should.ThrowAsync<WrongInputException>(() => Explaining().ExplainAsync(Stage.EmailOf(PoliceOfficer), "RBKC-26-9999"))).Message.ShouldBe("There is no matter “RBKC-26-9999”");
        await using var said = new StringWriter();
        await AccessVerb.WriteAsync(await Explaining().ExplainAsync(Stage.EmailOf(PoliceOfficer), reference), json: true, said);
        System.Text.Json.JsonDocument.Parse(said.ToString()).RootElement.GetProperty("posts")[0].GetProperty("tables")[0].GetProperty("sees").GetInt64().ShouldBe(1);
    }

    private async Task<(string Reference, Guid Matter)> Asked()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police");
        var matter = (await Stage.Steps(child))[0].MatterId;
        return (await Stage.LookAsync(async db => (await db.Matters.FindAsync(matter))!.Reference), matter);
    }

    private Explaining Explaining() => new(Stage.Database, new SignedIn(Stage.Database, Stage.Practised.Model, new LondonClock(Stage.Clock)), new LondonClock(Stage.Clock));

    private async Task<ExplainedPost> Explain(string role, string matter, string area = "RBKC") => (await Explaining().ExplainAsync(Stage.EmailOf(role, area), matter)).Posts.ShouldHaveSingleItem();

    private static string Sees(ExplainedPost post, string table) => post.Tables.First(t => t.Table == table) is var found ? $"{found.Sees} of {found.Of}" : "";
}
