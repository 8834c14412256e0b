using Trellis.Platform.Record;

namespace Trellis.Modules.Plans;

/// <summary>What an action of a plan says, as it is written.</summary>
/// <param name="Purpose">What it is for, where the plan says so beside the outcome.</param>
/// <param name="Who">Whose it is, in the plan's own words; <paramref name="Agency"/> by its code, where the plan names one agency of the register.</param>
/// <param name="DueWritten">When, as it is written; <paramref name="DueOn"/> its last day, where one can be told.</param>
public sealed record PlanActionWords(string Text, string Purpose, string Who, string? Agency, string DueWritten, DateOnly? DueOn, string Note, string Document, int? DocumentLine);

/// <summary>Something a plan says is to be done.</summary>
public sealed class PlanAction : IPart
{
    public const int LongestText = 4000;
    public const int LongestWho = 500;
    public const int LongestNote = 1000;

    public Guid Id { get; init; } = Ids.New();

    public Guid OutcomeId { get; private set; }

    public PlanOutcome? Outcome { get; private set; }

    Entity IPart.Whole => Outcome?.Of ?? throw new InvalidOperationException("Read with its outcome");

    /// <summary>By what it is known again when the list is taken in again.</summary>
    public required string Origin { get; init; }

    public int Position { get; private set; } = 1;

    public string Text { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    public string Who { get; private set; } = "";

    public string? Agency { get; private set; }

    public string DueWritten { get; private set; } = "";

    public DateOnly? DueOn { get; private set; }

    public string Note { get; private set; } = "";

    public string Document { get; private set; } = "";

    public int? DocumentLine { get; private set; }

    /// <summary>The action in the one list that is done for it; null: it stands in the plan alone.</summary>
    public Guid? ActionId { get; private set; }

    /// <summary>It came with a list, and keeps its words.</summary>
    public bool IsPrinted => !Origin.StartsWith("page:", StringComparison.Ordinal);

    public List<PlanProgress> Progress { get; } = [];

    /// <summary>What was said last.</summary>
    public PlanProgress? Last => Progress.OrderBy(p => p.At).ThenBy(p => p.Id).LastOrDefault();

    public PlanActionWords Words => new(Text, Purpose, Who, Agency, DueWritten, DueOn, Note, Document, DocumentLine);

    /// <summary>The update of the list it came in with, as it was written there last.</summary>
    internal string Printed => Progress.Where(p => p.ById is null).OrderBy(p => p.At).ThenBy(p => p.Id).LastOrDefault()?.Written ?? "";

    internal void StandsIn(Guid inList) => ActionId = inList;

    internal PlanProgress Add(PlanProgress said)
    {
        Progress.Add(said);
        return said;
    }

    /// <returns>Whether anything is different now.</returns>
    internal bool Write(PlanOutcome outcome, int position, PlanActionWords words)
    {
        if (OutcomeId == outcome.Id && Position == position && Words == words) { return false; }
        if (OutcomeId != outcome.Id)
        {
            Outcome?.Actions.Remove(this);
            (OutcomeId, Outcome) = (outcome.Id, outcome);
            outcome.Actions.Add(this);
        }

        Position = position;
        (Text, Purpose, Who, Agency, DueWritten, DueOn, Note, Document, DocumentLine) = (words.Text, words.Purpose, words.Who, words.Agency, words.DueWritten, words.DueOn, words.Note, words.Document, words.DocumentLine);
        return true;
    }
}

/// <summary>What was said of an action; never changed.</summary>
public sealed class PlanProgress : IPart
{
    public const int LongestText = 4000;

    public Guid Id { get; init; } = Ids.New();

    public required Guid ActionId { get; init; }

    public PlanAction? Action { get; init; }

    Entity IPart.Whole => (Action as IPart)?.Whole ?? throw new InvalidOperationException("Read with its action");

    public required DateTimeOffset At { get; init; }

    /// <summary>The day it is of; null where the list does not say.</summary>
    public DateOnly? OnDay { get; init; }

    /// <summary>A status of <c>practice/actions.yaml</c>; null where it cannot be told.</summary>
    public string? Status { get; init; }

    /// <summary>As it stands in the list; empty where it was said here.</summary>
    public required string Written { get; init; }

    public required string Text { get; init; }

    /// <summary>Null: it came with a list.</summary>
    public Guid? ById { get; init; }
}
