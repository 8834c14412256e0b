using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures.Worked;

/// <summary>
/// Every declared figure has a case worked by hand, in the files beside this one: what happened, what of it counts and why the rest does not,
/// the sum in words. Here they are told to the record and counted.
/// </summary>
public sealed class Every_figure_is_worked_by_hand(Stage stage) : OnStage(stage)
{
    private static PracticeModel Practice => Stage.Practised.Model;

    [Fact]
    public void Every_figure_has_a_case_that_counts_something_and_leaves_something_out()
    {
        WorkedCases.All.Select(c => c.Figure).Except(Practice.Figures.Select(f => f.Id)).ShouldBeEmpty("there is no such figure");
        Practice.Figures.Select(f => f.Id).Except(WorkedCases.All.Select(c => c.Figure)).ShouldBeEmpty("write a case for it in tests/Trellis.Tests/Figures/Worked");
        var missing = WorkedCases.All.GroupBy(c => c.Figure).Where(g => !g.Any(c => c.Lines.Any(l => l.Counts is not null) && c.Lines.Any(l => l.Excluded is { Length: > 0 }))).Select(g => g.Key);
        missing.ShouldBeEmpty("a case has a line that counts and one that does not, with why");
    }

    [Fact]
    public void What_the_cases_tell_can_be_said()
    {
        var wrong = WorkedCases.All.SelectMany(c => c.Lines).Where(l => l.Corrects is null || l.What.Length > 0).SelectMany(Wrong).ToArray();

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_comes_out_as_it_was_worked_and_is_made_of_the_facts_that_count()
    {
        var wrong = new List<string>();
        var stories = new List<(WorkedCase Case, string Area, WorkedStory Story)>();
        foreach (var worked in WorkedCases.All)
        {
            var area = worked.Area ?? $"W{stories.Count}";
            var story = new WorkedStory(Stage, worked, area);
            // Counted before it is told: what is remembered of that must give way to the story, whatever kinds of facts it is made of.
            await ValueAsync(worked, area);
            await story.TellAsync();
            if (await ValueAsync(worked, area) is var at && at != worked.Value) { wrong.Add($"{worked.Place} {worked.Figure} is {Said(at)} as soon as it was told, and was worked as {Said(worked.Value)}"); }
            stories.Add((worked, area, story));
        }

        foreach (var (worked, area, story) in stories) { wrong.AddRange(await Differs(worked, area, story)); }
        wrong.ShouldBeEmpty();
    }

    private async Task<decimal?> ValueAsync(WorkedCase worked, string area)
    {
        Stage.On(worked.Today);
        var book = Stage.Services.GetRequiredService<FigureBook>();
        var figure = book.Find(worked.Figure)!;
        return (await book.CountAsync(figure, circles: figure.KeptTo is { } circle ? [circle] : [])).SingleOrDefault(v => v.Area == area && v.Period == worked.Year)?.Value;
    }

    private async Task<List<string>> Differs(WorkedCase worked, string area, WorkedStory story)
    {
        Stage.On(worked.Today);
        var wrong = new List<string>();
        var book = Stage.Services.GetRequiredService<FigureBook>();
        var figure = book.Find(worked.Figure)!;
        string[] circles = figure.KeptTo is { } circle ? [circle] : [];
        var value = (await book.CountAsync(figure, circles: circles)).SingleOrDefault(v => v.Area == area && v.Period == worked.Year)?.Value;
        if (value != worked.Value) { wrong.Add($"{worked.Place} {worked.Figure} is {Said(value)}, and was worked as {Said(worked.Value)}"); }
        foreach (var (by, parts) in worked.Split)
        {
            var split = (await book.CountAsync(figure, new FigureCut(FigureBook.Dimension(figure, by)!.Id), circles: circles)).Where(v => v.Area == area && v.Period == worked.Year).ToDictionary(v => v.Part, v => v.Value);
            if (!split.OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual(parts.Select(p => KeyValuePair.Create(p.Part, p.Value)).OrderBy(p => p.Key, StringComparer.Ordinal))) { wrong.Add($"{worked.Place} {worked.Figure} by {by} is {string.Join(", ", split.Select(p => $"{p.Key}: {Said(p.Value)}"))}"); }
        }

        foreach (var (on, was) in worked.Known)
        {
            var then = (await book.CountAsync(figure, new FigureCut(KnownOn: LondonTimes.Instant($"{on} 23:59")), circles: circles)).SingleOrDefault(v => v.Area == area && v.Period == worked.Year)?.Value;
            if (then != was) { wrong.Add($"{worked.Place} {worked.Figure} as known on {on} is {Said(then)}, and was worked as {Said(was)}"); }
        }

        var (listed, _, all) = await Stage.As(Actor.TheSystem(area) with { Circles = Stage.Everything.Circles }).In(services => services.GetRequiredService<FactsBehind>().ListAsync(figure, area, worked.Year, 1));
        var behind = listed.Select(f => (f.FactId, f.Good)).ToHashSet();
        if (all != listed.Count || !behind.SetEquals(story.Counted)) { wrong.Add($"{worked.Place} {worked.Figure} lists {string.Join(", ", story.Lines(behind))}"); }
        return wrong;
    }

    private static string Said(decimal? value) => value is { } number ? number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) : "none";

    /// <summary>A kind of fact that nothing says, a detail that it does not have, a code that is in no list; or a line that does not say what becomes of it.</summary>
    private static IEnumerable<string> Wrong(WorkedLine line)
    {
        if (new[] { line.Counts, line.Excluded, line.Leads }.Count(s => s is { Length: > 0 }) != 1 || line.Counts is not (null or "yes" or "whole")) { yield return $"{line.Place}: a line counts (yes, whole), is excluded or leads to another"; }
        var step = Practice.Processes.SelectMany(p => p.Steps).FirstOrDefault(s => s.FactKind == line.What);
        var happening = Practice.Happenings.FirstOrDefault(h => h.Id == line.What);
        if (step is null && happening is null) { yield return $"{line.Place}: nothing says {line.What}"; }
        foreach (var (field, code) in line.Says)
        {
            var codes = step is not null ? Codes(step, field) : happening?.Says.GetValueOrDefault(field) is { } list ? Codes(list) : [];
            if (!codes.Contains(code) && !codes.Contains("*")) { yield return $"{line.Place}: {line.What} does not say {field}: {code}"; }
        }
    }

    private static IEnumerable<string> Codes(Step step, string field)
    {
        if (field is "outcome") { return step.Outcomes.Select(o => o.Id); }
        return step.Fields.FirstOrDefault(f => f.Id == field && f.Fact == FactUse.Detail) is not { } asked ? [] : asked.Type is FieldType.YesNo ? ["yes", "no"] : asked.Codes is { } list ? Codes(list) : ["*"];
    }

    private static IEnumerable<string> Codes(string list) => list is "yes-no" ? ["yes", "no"] : Practice.Codes[list].Codes.Select(c => c.Id);
}
