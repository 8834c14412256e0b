using Trellis.Platform.Record;

namespace Trellis.Modules.Casework;

/// <summary>What somebody has typed and not completed. Not record; gone once the step is completed.</summary>
public sealed class Draft : IDraft
{
    public Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>JSON object: form name to its values.</summary>
    public string Answers { get; private set; } = "{}";

    public DateTimeOffset SavedAt { get; private set; }

    public Guid SavedBy { get; private set; }

    public required Guid BegunBy { get; init; }

    /// <summary>Counts saves. A form that began from an older edition is told before it overwrites a newer one.</summary>
    public int Edition { get; private set; }

    public static Draft Of(CaseStep step, string answers, Guid by, DateTimeOffset at)
    {
        // What an agency has not finished saying is its own.
        var visibleTo = step.Agency is { } agency && step.VisibleTo is not null ? Actor.AgencyCircle(agency) : step.VisibleTo;
        var draft = new Draft { StepId = step.Id, Area = step.Area, VisibleTo = visibleTo, BegunBy = by };
        draft.Save(answers, by, at);
        return draft;
    }

    /// <summary>Saved anew. What somebody else had saved is handed back to be kept.</summary>
    public DraftBefore? Save(string answers, Guid by, DateTimeOffset at)
    {
        var before = Edition == 0 || SavedBy == by ? null
            : new DraftBefore { StepId = StepId, Edition = Edition, Area = Area, VisibleTo = VisibleTo, Answers = Answers, SavedAt = SavedAt, SavedBy = SavedBy };
        (Answers, SavedBy, SavedAt, Edition) = (answers, by, at, Edition + 1);
        return before;
    }
}

/// <summary>What one person had typed and another saved over. Gone once the step is completed.</summary>
public sealed class DraftBefore : IDraft
{
    public Guid StepId { get; init; }

    public required int Edition { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    public required string Answers { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public required Guid SavedBy { get; init; }
}
