using Microsoft.Extensions.DependencyInjection;
using Trellis.Forms;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Why something was decided is read in the record of the child it was decided about, and in no other's.</summary>
public sealed class ReasonsTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_reason_about_one_child_is_not_in_the_record_of_another()
    {
        var (sister, brother) = await DecidedAsync("She lives with her grandmother now", "There is nothing more to find");

        (await ReasonsAsync(sister)).ShouldNotContain("There is nothing more to find");
        (await ReasonsAsync(brother)).ShouldNotContain("She lives with her grandmother now");
        // Each stands in the words of the step, beside the child it is about.
        var chair = await SignedIn(ConferenceChair);
        (await chair.Opens($"/steps/{(await Stage.Step("initial-conference", sister)).Id}")).SummaryValue($"Reason, {sister.Name}").ShouldBe("She lives with her grandmother now");
    }

    [Fact]
    public async Task A_reason_common_to_all_is_in_the_record_of_each()
    {
        var (sister, brother) = await DecidedAsync("The risk is over", "The risk is over");

        foreach (var child in new[] { sister, brother }) { (await ReasonsAsync(child)).ShouldContain("The risk is over"); }
    }

    /// <summary>A conference about two children makes no plan for either.</summary>
    private async Task<(Person Sister, Person Brother)> DecidedAsync(string hers, string his)
    {
        var sister = await Given.AChild();
        var brother = await Given.AChild(c => c.With(sister));
        var conference = await Casework.HardCases.Stories.AConferenceToHold(Stage, sister, brother);
        On("2026-03-20 14:00");
        await Stage.As(ConferenceChair).In(async services =>
        {
            var (db, writing) = (services.GetRequiredService<TrellisDb>(), services.GetRequiredService<StepWriting>());
            var step = (await services.GetRequiredService<StepWork>().FindAsync(conference.Id))!;
            var form = await writing.FormAsync(step);
            var values = FilledForm.Of(form, Stage.Practised.Model, Stage.Clock.Now, [
                ("held-on", "2026-03-20"), Casework.HardCases.Stories.Quorate,
                (form.OutcomeKey(sister.Id), "no-plan"), (form.ReasonKey(sister.Id), hers), (form.OutcomeKey(brother.Id), "no-plan"), (form.ReasonKey(brother.Id), his)]);
            db.Add(Draft.Of(step, FormValues.Write(values), Stage.Someone(ConferenceChair).UserId, Stage.Clock.Now));
            return await db.SaveChangesAsync();
        });
        var chair = await SignedIn(ConferenceChair);
        (await (await chair.Opens($"/steps/{conference.Id}/check")).Presses("Complete initial child protection conference")).Done.ShouldBe("Initial child protection conference completed");
        return (sister, brother);
    }

    private async Task<string?[]> ReasonsAsync(Person child) => [.. (await Stage.Chronology(child)).Select(l => l.Reason).Where(r => r is not null)];
}
