using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trellis.Modules.Agencies.Public;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Plans;

/// <summary>A row of a plan as it is read.</summary>
/// <param name="Origin">By what it is known again: the line of its document, else what it says and where.</param>
internal sealed record PlanRow(int Line, string Origin, string Priority, string Outcome, string[] Measures, PlanActionWords Words, string Update);

/// <summary>Reads rows of plans; what is wrong with one is said by its line.</summary>
internal sealed class PlanRows(PracticeModel practice, IReadOnlyList<AgencySummary> agencies, List<RowError> errors)
{
    public PlanRow? Read(SheetRow row)
    {
        var before = errors.Count;
        void Wrong(string code, string words) => errors.Add(new RowError(row.Line, code, words));
        string Text(int longest, params string[] columns)
        {
            var column = columns.FirstOrDefault(c => row[c].Length > 0) ?? columns[0];
            if (row[column].Length > longest) { Wrong(columns[0], $"{column} is longer than {longest} characters"); }
            return row[column];
        }

        var priority = Text(PlanPriority.LongestTitle, "priority", "theme", "vision");
        if (priority.Length == 0) { Wrong("priority", "priority is empty"); }
        var outcome = Text(PlanOutcome.LongestTitle, "outcome", "aim");
        var text = Text(PlanAction.LongestText, "action");
        if (text.Length == 0) { Wrong("action", "action is empty"); }
        // A plan with a theme and a vision says with the vision what a single action is for.
        var purpose = row["vision"] == priority ? "" : Text(PlanAction.LongestNote, "vision");
        var who = Text(PlanAction.LongestWho, "who", "lead_group");
        var agency = agencies.FirstOrDefault(a => a.Code == row["agency"] || a.Title.Equals(row["agency"], StringComparison.OrdinalIgnoreCase));
        if (row["agency"].Length > 0 && agency is null) { Wrong("agency", $"agency “{row["agency"]}” is not in the register of agencies"); }
        var when = Text(PlanAction.LongestNote, "when");
        var update = Text(PlanProgress.LongestText, "update");
        var note = Text(PlanAction.LongestNote, "note");
        var measures = row["measures"].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var unknown in measures.Where(m => practice.Figures.All(f => f.Id != m))) { Wrong("measures", $"measures: there is no figure “{unknown}”"); }
        var line = row.DocumentLine(errors);
        if (errors.Count > before) { return null; }
        var origin = row["document"].Length > 0 && line is not null ? string.Create(CultureInfo.InvariantCulture, $"{row["document"]}:{line}") : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{priority}\u001f{outcome}\u001f{text}")));
        return new PlanRow(row.Line, origin, priority, outcome, measures, new PlanActionWords(text, purpose, who, agency?.Code, when, PlanWords.Due(when), note, row["document"], line), update);
    }
}
