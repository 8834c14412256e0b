using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Scrutiny.Questions;
using Trellis.Modules.Voice.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Scrutiny;

/// <summary>A year of scrutiny, as far as whoever asks sees it.</summary>
/// <param name="Lines">In numbers: what, and how many.</param>
/// <param name="Pieces">Those that ended, with what they say.</param>
/// <param name="Summary">For the annual report; empty while nobody wrote it.</param>
public sealed record YearOfScrutiny(IReadOnlyList<(string What, string Many)> Lines, IReadOnlyList<(string Title, string Summary)> Pieces, string Summary, DateTimeOffset? WrittenAt);

/// <summary>Reads a year of scrutiny.</summary>
public sealed class ScrutinyYear(ScrutinyDesk desk, Recommending recommending, VoiceBook voice)
{
    /// <param name="year">A financial year: <c>2026-27</c>.</param>
    public async Task<YearOfScrutiny> ReadAsync(string year, CancellationToken stop = default)
    {
        var (first, last) = Period.FinancialYear(year)!.Value;
        var planned = await desk.Db.Set<Activity>().AsNoTracking().Include(a => a.Visits).Include(a => a.Findings).AsSplitQuery().Where(a => a.Year == year).OrderBy(a => a.PlannedOn).ThenBy(a => a.Id).ToListAsync(stop);
        var asked = (await desk.Db.Set<Question>().AsNoTracking().Include(q => q.Turns).ToListAsync(stop)).FindAll(q => Period.Financial(London.DateOf(q.MadeAt)) == year);
        var said = await desk.Db.Set<Summary>().AsNoTracking().Where(s => s.Year == year).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).FirstOrDefaultAsync(stop);
        var findings = planned.SelectMany(a => a.Findings).ToArray();
        var kinds = string.Join(", ", desk.Choices(ScrutinyDesk.Kinds).Select(k => (k.Label, Many: findings.Count(f => f.Kind == k.Value))).Where(k => k.Many > 0).Select(k => $"{English.Number(k.Many)} {k.Label.ToLower(English.Culture)}"));
        var answered = asked.FindAll(q => q.Turns.Exists(t => t.Kind == Question.Answered));
        List<(string, string)> lines =
        [
            ("Pieces of scrutiny planned", English.Number(planned.Count)),
            ("Of these ended", English.Number(planned.Count(a => a.State is "ended"))),
            ("Of these not done, with the reason", English.Number(planned.Count(a => a.State is "dropped"))),
            ("Visits and other occasions", English.Number(planned.Sum(a => a.Visits.Count))),
            ("Findings", findings.Length == 0 ? "0" : $"{English.Number(findings.Length)}: {kinds}"),
            ("Questions put to agencies", English.Number(asked.Count)),
            ("Of these answered", answered.Count == 0 ? "0" : $"{English.Number(answered.Count)}, {English.Number(answered.Count(InTime))} of them in time"),
        ];
        if (desk.May(ActWords.ViewActions))
        {
            var made = await recommending.OfAsync([.. findings.Select(f => f.Id)], stop);
            lines.Add(("Recommendations", made.Count == 0 ? "0" : $"{English.Number(made.Count)}, {English.Number(made.Count(r => r.Response.Length > 0))} of them answered"));
        }

        if (desk.May(ActWords.ViewVoice))
        {
            var heard = await voice.YoungScrutineersAsync(first, last, stop);
            lines.Add(("Occasions led by young scrutineers", heard.Count == 0 ? "0" : $"{English.Number(heard.Count)}, something came of {English.Number(heard.Count(h => h.Answered))}"));
        }

        return new YearOfScrutiny(lines, [.. planned.Where(a => a.State is "ended").Select(a => (a.Title, a.Summary))], said?.Text ?? "", said?.At);
    }

    /// <summary>The first answer came by the day it was due then.</summary>
    private static bool InTime(Question question)
    {
        var first = question.Turns.Where(t => t.Kind == Question.Answered).MinBy(t => t.At)!;
        var due = question.Turns.Where(t => t.Kind == Question.Asked && t.At <= first.At).MaxBy(t => t.At)!.DueOn;
        return London.DateOf(first.At) <= due;
    }
}
