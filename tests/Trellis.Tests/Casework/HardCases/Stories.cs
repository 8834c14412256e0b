using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Modules.Figures;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

/// <summary>Children taken through the shipped practice model as far as a hard case begins. Days are of March 2026 and after.</summary>
internal static class Stories
{
    public static readonly (string, string) Quorate = ("quorate", "yes");

    /// <summary>A referral decided for a strategy discussion on 2 March.</summary>
    public static async Task<CaseStep> AConcern(this Stage stage, params Person[] children)
    {
        stage.On("2026-03-02 09:00");
        var (front, area) = (stage.As(FrontDoorWorker, children[0].Area), children[0].Area);
        await front.Starts("front-door", children);
        await front.Completes("contact", children[0]);
        await front.Completes("triage", children[0], "referral");
        await front.Completes("referral", children[0]);
        await stage.As(SocialWorker, area).Completes("decision", children[0], "strategy-discussion");
        return await stage.Step("strategy-discussion", children[0]);
    }

    /// <summary>A discussion at 11 on 2 March opened an enquiry.</summary>
    public static async Task<CaseStep> AnEnquiry(this Stage stage, params Person[] children)
    {
        var discussion = await stage.AConcern(children);
        stage.On("2026-03-02 12:00");
        await stage.As(SocialWorker, children[0].Area).Completes(discussion, "section-47-joint", ("held-at", "2026-03-02 11:00"));
        await stage.As(TeamManager, children[0].Area).Approves(await stage.Step("strategy-discussion", children[0]));
        return await stage.Step("section-47-enquiry", children[0]);
    }

    /// <summary>The enquiry ended on 12 March and calls for a conference.</summary>
    public static async Task<CaseStep> AConferenceToHold(this Stage stage, params Person[] children)
    {
        var enquiry = await stage.AnEnquiry(children);
        stage.On("2026-03-12 15:00");
        await stage.As(SocialWorker, children[0].Area).Completes(enquiry, "conference", ("ended-on", "2026-03-12"));
        await stage.As(TeamManager, children[0].Area).Approves(enquiry);
        return await stage.Step("initial-conference", children[0]);
    }

    /// <summary>On a plan for neglect since 20 March.</summary>
    public static async Task<CaseStep> APlan(this Stage stage, params Person[] children)
    {
        var conference = await stage.AConferenceToHold(children);
        stage.On("2026-03-20 14:00");
        return await stage.As(ConferenceChair, children[0].Area).Completes(conference, "plan", ("held-on", "2026-03-20"), ("category", "neglect"), Quorate);
    }

    public static async Task<string[]> Clocks(this Stage stage, Person about, string timescale) => [.. (await stage.Deadlines(about, timescale)).Select(d => d.Line())];

    public static async Task<string[]> Periods(this Stage stage, Person about, string status) => [.. (await stage.Statuses(about)).Where(s => s.Kind == status).Select(s => s.Line())];

    public static async Task<string[]> Titles(this Stage stage, Person about) => [.. (await stage.Chronology(about)).Select(l => l.Title)];

    /// <summary>The steps open about somebody: "child-protection.core-group".</summary>
    public static async Task<string[]> ToDo(this Stage stage, Person about) =>
        [.. (await stage.Steps(about)).Where(s => s.State is StepState.Open && s.Concerned.Any(p => p.PersonId == about.Id)).Select(s => s.Kind).Order(StringComparer.Ordinal)];

    /// <summary>The rows about somebody that a figure counts: "2026-03-20", with " good" when it is in the share.</summary>
    public static Task<string[]> Counted(this Stage stage, string figure, Person about, string year = "2025-26") => stage.As(stage.Everything).In(async services =>
    {
        var asked = Stage.Practised.Model.Figures.First(f => f.Id == figure);
        var (facts, _, _) = await services.GetRequiredService<FactsBehind>().ListAsync(asked, about.Area, year, 1);
        return facts.Where(f => f.PersonId == about.Id).Select(f => f.Happened.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + (f.Good ? " good" : "")).ToArray();
    });

    /// <summary>What was kept is what follows from the facts: working it out again changes nothing.</summary>
    public static async Task FollowsFromTheFacts(this Stage stage, params Person[] people)
    {
        foreach (var person in people)
        {
            var changed = await stage.As(stage.Everything).In(async services =>
            {
                await using var own = await services.GetRequiredService<TrellisDb>().OpenAsync();
                var connection = own.Connection;
                return await services.GetRequiredService<Consequences>().FollowAsync(connection, null, person.Area, [person.Id]);
            });
            changed.ShouldBe(0);
        }
    }
}
