using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Figures;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class After_the_report(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_date_corrected_after_the_report_moves_everything_but_what_was_published()
    {
        var child = await Given.AChild();
        var conference = await Stage.APlan(child);
        await On("2026-06-20 10:00").As(ConferenceChair).Completes("review-conference", child, "continue", ("held-on", "2026-06-20"), ("category", "emotional"), Stories.Quorate);
        await On("2026-12-20 10:00").As(ConferenceChair).Completes("review-conference", child, "continue", ("held-on", "2026-12-20"), ("category", "emotional"), Stories.Quorate);
        (await Live("reviews-in-time", "2026-27")).ShouldBe((100m, 1L, 1L));
        (await Live("initial-conferences-in-time", "2025-26")).ShouldBe((100m, 1L, 1L));
        On("2027-05-10 10:00");
        await Publish("initial-conferences-in-time", "2025-26");

        var steps = await Stage.Steps(child);
        await On("2027-06-01 10:00").As(SocialWorker).Corrects(steps.Single(s => s.Name == "initial-conference"), "The minutes say the 26th", ("held-on", "2026-03-26"));

        // The clock was met late after all, the plan began later, its next clocks moved.
        (await Stage.Deadlines(child, "child-protection.initial-conference")).Select(d => (d.Line(), d.InTime)).ShouldBe([("2026-03-02 11:00 due 2026-03-23 met 2026-03-26", (bool?)false)]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-26 to now"]);
        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-26 due 2026-06-26 met 2026-06-20"]);
        (await Stage.Clocks(child, "child-protection.first-core-group")).ShouldBe(["2026-03-26 due 2026-04-13"]);

        // The live figure moved; the published one did not.
        (await Live("initial-conferences-in-time", "2025-26")).ShouldBe((0m, 1L, 0L));
        var kept = await Stage.LookAsync(db => db.Publications.AsNoTracking().SingleAsync());
        (kept.Value, kept.Counted, kept.Good, kept.Period).ShouldBe((100m, 1L, 1L, "2025-26"));

        // The chronology says both, and the old words stay readable.
        var line = (await Stage.Chronology(child)).Single(l => l.Title == "Initial child protection conference: Child protection plan");
        line.Occurred.ToString().ShouldBe("26 March 2026");
        line.Old.ShouldContain(o => o.Label == "When" && o.Was == "20 March 2026" && o.Now == "26 March 2026");
        line.Reason.ShouldBe("The minutes say the 26th");
        conference.Id.ShouldBe(steps.Single(s => s.Name == "initial-conference").Id);
        (await Stage.LookAsync(db => db.Versions.CountAsync(v => v.StepId == conference.Id))).ShouldBe(2);
        await Stage.FollowsFromTheFacts(child);
    }

    private Task<(decimal Value, long Counted, long Good)> Live(string figure, string year) => Stage.As(Stage.Everything).In(async services =>
    {
        var counts = await services.GetRequiredService<LiveFigures>().CountAsync(Stage.Practised.Model.Figures.First(f => f.Id == figure));
        var count = counts.Single(c => c.Area == "RBKC" && c.Period == year);
        return (count.Value, count.Counted, count.Good);
    });

    private Task<bool> Publish(string figure, string year) => As(Analyst, "RBKC", "WCC").Does(ActWords.PublishFigures, async services =>
    {
        var asked = Stage.Practised.Model.Figures.First(f => f.Id == figure);
        var counts = await services.GetRequiredService<LiveFigures>().CountAsync(asked);
        services.GetRequiredService<TrellisDb>().AddRange(counts.Where(c => c.Period == year).Select(c => Publication.Of(asked, c, Stage.Practised.Model.Version, "partnership", Stage.Clock.Now)));
        return true;
    });
}
