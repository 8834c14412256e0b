using System.Globalization;
using Trellis.Platform.Time;
using Trellis.Printing;

namespace Trellis.Modules.Plans;

/// <summary>A plan on one page as a file: each priority with its outcomes, what they are measured by, how far, and what comes next.</summary>
public static class PlanPaper
{
    public static Printed Of(PlanShown shown)
    {
        var plan = shown.Of;
        var blocks = new List<Block> { new Paragraph(Block.Plain($"As it stands on {English.Date(shown.Today)}: {English.Count(plan.Actions.Count, "action", "actions")}{(plan.Actions.Count > 0 ? $", {shown.Count(plan.Actions)}" : "")}.")) };
        foreach (var priority in plan.InOrder)
        {
            blocks.Add(new Heading(2, priority.Title, string.Create(CultureInfo.InvariantCulture, $"priority-{priority.Position}")));
            if (priority.Progress.Length > 0) { blocks.Add(new Paragraph(Block.Plain(priority.Progress))); }
            if (priority.Outcomes.Count > 0) { blocks.Add(new Grid("", ["What is to be different", "Measured by", "How far", "Next"], [.. priority.InOrder.Select(o => Row(shown, o))])); }
        }

        return new Printed(plan.Title, plan.Years.Length > 0 ? plan.Years : plan.Body, $"{plan.Title}, {English.Date(shown.Today)}", Contents: false, [.. blocks]) { Compact = true };
    }

    private static System.Collections.Immutable.ImmutableArray<string> Row(PlanShown shown, PlanOutcome outcome)
    {
        var overdue = shown.Overdue(outcome);
        return
        [
            outcome.Title.Length > 0 ? outcome.Title : "No outcome named",
            outcome.Measures.Length == 0 ? "No figure named" : string.Join("\n", outcome.Measures.Select(m => shown.Measures.TryGetValue(m, out var measure) ? $"{measure.Title}: {measure.Words}" : $"{m}: there is no such figure any more")),
            outcome.Actions.Count == 0 ? "No action" : shown.Count(outcome.Actions) + (overdue > 0 ? $"\n{English.Number(overdue)} overdue" : ""),
            shown.Next(outcome) is { } next ? $"{English.Date(shown.Now(next).Due!.Value)}: {next.Text}" : "Nothing with a day",
        ];
    }
}
