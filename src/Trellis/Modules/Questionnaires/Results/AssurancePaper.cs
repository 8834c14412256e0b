using System.Collections.Immutable;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Questionnaires.Results;

/// <summary>The assurance report of a round to its board: who answered, how far standards are met, what changed, what the front line says, themes, moderation and actions.</summary>
public sealed class AssurancePaper(TrellisDb db, RoundResults results, ActionBook actions, PracticeModel practice, LondonClock clock)
{
    public async Task<Printed> OfAsync(Round round, Assurance? assurance, CancellationToken stop = default)
    {
        var answers = await results.ReadAsync(round, stop);
        var (before, beside) = await results.ComparedAsync(round, stop);
        var standings = Standing.Of(answers, before, beside);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Heading(2, "Assurance", "assurance"));
        if (assurance is null) { blocks.Add(new Paragraph(Block.Plain("The partnership has not said yet how sure it can be."))); }
        else
        {
            blocks.Add(new Paragraph([new Run($"{Assurance.Opinions[assurance.Opinion]}. ", Bold: true), new Run($"Given on {English.Date(London.DateOf(assurance.At))}.")]));
            blocks.AddRange(Prose.Read(assurance.Words, headings: 3, name: "assurance"));
        }

        blocks.Add(new Heading(2, "Who answered", "who-answered"));
        var (asked, answered) = (answers.Asked.Count, answers.Asked.Count(a => a.Answered));
        blocks.Add(new Paragraph(Block.Plain($"{English.Number(answered)} of {English.Number(asked)} answered{(asked > 0 ? $" ({Standing.Share(answered, asked)}%)" : "")}{(round.IsOpen ? ". The round is still open" : "")}.")));
        blocks.Add(new Grid("Return rate by sector", ["Sector", "Asked", "Answered", "Return rate"], [.. answers.Returns(r => practice.Codes["sector"].Find(r.Sector)?.Title ?? r.Sector).Select(r => ImmutableArray.Create(r.Id, English.Number(r.Asked), English.Number(r.Answered), $"{Standing.Share(r.Answered, r.Asked)}%"))]));
        if (!round.Anonymous && answers.Asked.Where(a => !a.Answered).ToArray() is { Length: > 0 } missing) { blocks.Add(new Paragraph(Block.Plain($"Not answered: {string.Join("; ", missing.Select(m => m.Name))}."))); }

        blocks.Add(new Heading(2, "How far standards are met", "standards"));
        if (!answers.IsShown) { blocks.Add(new Paragraph(Block.Plain(round.AnswersGoneAt is { } gone ? $"What was answered was disposed of on {English.Date(London.DateOf(gone))}." : $"Nothing is shown of fewer than {English.Number(round.Fewest)} answers{(round.Anonymous ? ", nor before the round closes" : "")}."))); }
        else
        {
            if (answers.Asks.Group is { } rule) { blocks.Add(new Paragraph(Block.Plain(rule.InWords))); }
            foreach (var section in standings.GroupBy(s => s.Section))
            {
                string[] head = ["Standard", "Green", "Amber", "Red", "Colour", "Green %", .. before is null ? Array.Empty<string>() : ["Last time", "Since"], .. beside is null ? Array.Empty<string>() : ["Front line", "Difference"]];
                blocks.Add(new Grid(section.Key, [.. head], [.. section.Select(s => ImmutableArray.Create<string>([s.Title, English.Number(s.Now.Green), English.Number(s.Now.Amber), English.Number(s.Now.Red), Colours.Words(s.Now.Colour), Standing.Percent(s.Now.Percent),
                    .. before is null ? Array.Empty<string>() : [Standing.Percent(s.Before), Standing.Points(s.SinceBefore)], .. beside is null ? Array.Empty<string>() : [Standing.Percent(s.Beside), Standing.Points(s.BesideDifference)]]))]));
            }

            blocks.AddRange(Notable(standings));
        }

        if (answers.Moderated.Count > 0)
        {
            blocks.Add(new Heading(2, "Moderation", "moderation"));
            blocks.Add(new Paragraph(Block.Plain("Agencies’ own scores stay as they are. Beside them stands what peers or the business unit made of them.")));
            var who = answers.Answers.Where(a => a.ReplyId is not null).ToDictionary(a => a.ReplyId!.Value, a => a.Who);
            blocks.Add(new Grid("", ["Agency", "Standard", "Own score", "Moderated", "Why"], [.. answers.Moderated.Values.Where(m => who.ContainsKey(m.ResponseId)).OrderBy(m => who[m.ResponseId], StringComparer.Ordinal).Select(m =>
            {
                var question = answers.Asks.Field(m.Field);
                return ImmutableArray.Create(who[m.ResponseId], answers.Asks.StandardOf(m.Field)?.Title ?? m.Field, question?.TitleOf(m.Own) ?? m.Own, question?.TitleOf(m.Given) ?? m.Given, m.Reason);
            })]));
        }

        var themes = await db.Set<Theme>().AsNoTracking().Where(t => t.RoundId == round.Id).Select(t => new { t.Title, Count = t.Taggings.Count(g => g.EndedAt == null) }).Where(t => t.Count > 0).OrderByDescending(t => t.Count).ThenBy(t => t.Title).ToListAsync(stop);
        if (themes.Count > 0)
        {
            blocks.Add(new Heading(2, "Themes in what was written", "themes"));
            blocks.Add(new Grid("", ["Theme", "Answers"], [.. themes.Select(t => ImmutableArray.Create(t.Title, English.Number(t.Count)))]));
        }

        blocks.Add(new Heading(2, "Actions", "actions"));
        var set = await actions.OfSourceAsync(ActionSources.Questionnaire, round.Id, stop);
        if (set.Count == 0) { blocks.Add(new Paragraph(Block.Plain("No action was set because of this round yet."))); }
        else { blocks.Add(new Grid("", ["Action", "Standard", "What is to be done", "By", "How far"], [.. set.Select(a => ImmutableArray.Create(a.Reference, a.Standard, a.Text, a.DueOn is { } due ? English.Date(due) : "No date", a.StatusTitle))])); }
        return new Printed($"Assurance report: {round.Title}", $"{round.Reference}, {round.Asks.Authority}", $"{round.Title}, {English.Date(clock.Today)}", Contents: false, blocks.ToImmutable());
    }

    /// <summary>What a board should look at first: what is red, what fell, and where the front line sees it otherwise.</summary>
    private static IEnumerable<Block> Notable(IReadOnlyList<Standing> standings)
    {
        var said = new List<ImmutableArray<Run>>();
        foreach (var s in standings.Where(s => s.Now.Colour is "red")) { said.Add([new Run($"{s.Title}: ", Bold: true), new Run($"red, {Standing.Percent(s.Now.Percent)} green")]); }
        foreach (var s in standings.Where(s => s.SinceBefore <= -10)) { said.Add([new Run($"{s.Title}: ", Bold: true), new Run($"{Standing.Points(s.SinceBefore)} points since last time")]); }
        foreach (var s in standings.Where(s => s.BesideDifference is <= -15 or >= 15).OrderBy(s => s.BesideDifference)) { said.Add([new Run($"{s.Title}: ", Bold: true), new Run($"executives {Standing.Percent(s.Now.Percent)}, front line {Standing.Percent(s.Beside)}: {Standing.Points(s.BesideDifference)} points")]); }
        if (said.Count == 0) { yield break; }
        yield return new Heading(2, "What to look at first", "first");
        yield return new Bullets([.. said]);
    }

    /// <summary>The same as Markdown, for a paper of a meeting.</summary>
    public static string Markdown(Printed printed)
    {
        var text = new StringBuilder();
        foreach (var block in printed.Blocks)
        {
            switch (block)
            {
                case Heading heading: text.Append('#', heading.Level).Append(' ').AppendLine(Plain(heading.Text)).AppendLine(); break;
                case Paragraph paragraph: text.AppendLine(Words(paragraph.Runs)).AppendLine(); break;
                case Bullets bullets:
                    foreach (var item in bullets.Items) { text.Append("- ").AppendLine(Words(item)); }
                    text.AppendLine();
                    break;
                case Grid grid:
                    if (grid.Caption.Length > 0) { text.Append("**").Append(Plain(grid.Caption)).AppendLine("**").AppendLine(); }
                    text.Append("| ").AppendJoin(" | ", grid.Head.Select(Plain)).AppendLine(" |").Append('|').AppendJoin('|', grid.Head.Select(_ => "---")).AppendLine("|");
                    foreach (var row in grid.Rows) { text.Append("| ").AppendJoin(" | ", row.Select(Plain)).AppendLine(" |"); }
                    text.AppendLine();
                    break;
            }
        }

        return text.ToString();
    }

    private static string Words(ImmutableArray<Run> runs) => string.Concat(runs.Select(r => r.Bold ? $"**{Plain(r.Text.TrimEnd())}** " : Plain(r.Text)));

    /// <summary>Marks of Markdown in what people wrote stay what they wrote.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            if (letter is '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' or '<' or '>') { plain.Append('\\'); }
            plain.Append(letter);
        }

        return plain.ToString();
    }
}
