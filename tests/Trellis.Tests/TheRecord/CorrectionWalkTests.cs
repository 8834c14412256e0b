using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.Figures;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

public sealed class CorrectionWalkTests(Stage stage) : OnStage(stage)
{
    private const string InTime = "referral-decisions-in-time";

    [Fact]
    public async Task Correcting_the_date_of_a_referral_moves_all_that_follows_from_it_and_nothing_that_was_published()
    {
        // A referral on Monday, decided on Wednesday: a day late.
        var child = await Given.AChild(c => c.BornOn("2016-05-01"));
        await On("2026-03-02 09:30").As(FrontDoorWorker).Starts("front-door", child);
        await As(FrontDoorWorker).Completes("contact", child, ("received-at", "2026-03-02 09:00"));
        await On("2026-03-02 10:30").As(FrontDoorWorker).Completes("triage", child, outcome: "referral");
        var referral = await As(FrontDoorWorker).Completes("referral", child, ("referred-on", "2026-03-02 10:00"));
        await On("2026-03-04 11:00").As(SocialWorker).Completes("decision", child, outcome: "assess");

        (await Decision(child)).ShouldBe("2026-03-02 10:00 due 2026-03-03 met 2026-03-04 11:00, late");
        (await Stage.Deadlines(child, "child-in-need.single-assessment")).Single().Line().ShouldBe("2026-03-02 10:00 due 2026-05-07");
        (await Stage.Statuses(child)).Single().Line().ShouldBe("child-in-need 2026-03-02 to now");
        (await Live()).ShouldBe((0m, 0L, 1L));
        await On("2026-03-05 09:00").As(Analyst).Does(ActWords.PublishFigures, async services =>
        {
            var published = Publication.Of(Figure, await CountAsync(), Stage.Practised.Model.Version, "partnership", Stage.Clock.Now);
            services.GetRequiredService<TrellisDb>().Add(published);
            return published;
        });

        // It was a referral only on Tuesday.
        await On("2026-03-06 14:00").As(TeamManager).Corrects(referral, "The contact asked for a service only on Tuesday", ("referred-on", "2026-03-03 15:00"));

        (await Decision(child)).ShouldBe("2026-03-03 15:00 due 2026-03-04 met 2026-03-04 11:00, in time");
        (await Stage.Deadlines(child, "child-in-need.single-assessment")).Single().Line().ShouldBe("2026-03-03 15:00 due 2026-05-08");
        (await Stage.Statuses(child)).Single().Line().ShouldBe("child-in-need 2026-03-03 to now");
        (await Live()).ShouldBe((100m, 1L, 1L));

        var line = (await Stage.Chronology(child)).Single(l => l.Title == "Referral: Received");
        line.Occurred.ToString().ShouldBe("3 March 2026, 3pm");
        line.Reason.ShouldBe("The contact asked for a service only on Tuesday");
        line.CorrectedNote.ShouldBe("Corrected 6 March 2026, 2pm by Team manager 1, RBKC");
        var old = line.Old.Single();
        (old.Label, old.Was).ShouldBe(("When", "2 March 2026, 10am"));

        // What was written first stays as it was written.
        (await Written(referral, 1)).ShouldContain("2 March 2026, 10am");
        (await Written(referral, 2)).ShouldContain("3 March 2026, 3pm");
        var said = (await Stage.Facts(child)).Where(f => f.Kind == "front-door.referral").ToArray();
        said.Select(f => LondonTimes.Text(f.OccurredAt)).ShouldBe(["2026-03-02 10:00", "2026-03-03 15:00"]);
        said[1].CorrectsId.ShouldBe(said[0].Id);

        var kept = await Stage.LookAsync(db => db.Publications.AsNoTracking().SingleAsync(p => p.Figure == InTime));
        (kept.Value, kept.Good, kept.Counted, kept.Period).ShouldBe((0m, 0L, 1L, "2025-26"));
    }

    private static Trellis.Practice.Figure Figure => Stage.Practised.Model.Figures.Single(f => f.Id == InTime);

    private async Task<Modules.Figures.Count> CountAsync() =>
        (await Stage.Services.GetRequiredService<LiveFigures>().CountAsync(Figure)).Single(v => v is { Area: "RBKC", Period: "2025-26" });

    private async Task<(decimal Value, long Good, long Counted)> Live() => await CountAsync() is var c ? (c.Value, c.Good, c.Counted) : default;

    private async Task<string> Decision(Modules.People.Person child)
    {
        var deadline = (await Stage.Deadlines(child, "front-door.referral-decision")).Single();
        return $"{deadline.Line()}, {(deadline.InTime is true ? "in time" : "late")}";
    }

    private Task<string> Written(CaseStep step, int number) => Stage.LookAsync(async db =>
    {
        var id = await db.Versions.Where(v => v.StepId == step.Id && v.Number == number).Select(v => v.Id).SingleAsync();
        var frozen = Frozen.Read(await db.Words.AsNoTracking().SingleAsync(w => w.Id == id));
        return string.Join('\n', frozen.Parts.SelectMany(p => p.Answers).Select(a => $"{a.Label}: {a.Text}"));
    });
}
