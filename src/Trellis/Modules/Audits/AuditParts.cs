using Trellis.Platform.Record;

namespace Trellis.Modules.Audits;

/// <summary>A part of an audit: it changes only with it.</summary>
public abstract class AuditPart : IPart
{
    public required Guid AuditId { get; init; }

    public Audit? Audit { get; init; }

    Entity IPart.Whole => Audit ?? throw new InvalidOperationException("Load the audit with its parts to change them");
}

/// <summary>Somebody who audits the records of an area.</summary>
public sealed class Auditor : AuditPart
{
    public Guid Id { get; init; } = Ids.New();

    public required string Area { get; init; }

    public required Guid StaffId { get; init; }

    public required string Agency { get; init; }

    /// <summary>Grades the records without being told the first grade.</summary>
    public required bool Second { get; init; }
}

/// <summary>What the draw found in one part of one area.</summary>
public sealed class Stratum : AuditPart
{
    public required string Area { get; init; }

    /// <summary>Empty where the audit is not split.</summary>
    public required string Part { get; init; }

    public required int Population { get; init; }

    /// <summary>Of those, how many some auditor could not open.</summary>
    public required int Excluded { get; init; }

    public required int Drawn { get; init; }
}

/// <summary>A record that was drawn: "record 4".</summary>
public sealed class AuditRecord : AuditPart, IEdited
{
    public const int LongestReason = 2000;

    public Guid Id { get; init; } = Ids.New();

    public required int Number { get; init; }

    public required string Area { get; init; }

    public required string Part { get; init; }

    /// <summary>When its agencies met.</summary>
    public DateTimeOffset? SharedAt { get; internal set; }

    /// <summary>What they agreed, a code of <c>audit-grade</c>.</summary>
    public string? Grade { get; internal set; }

    public string Reason { get; internal set; } = "";

    public DateTimeOffset? GradedAt { get; internal set; }

    public int Edition { get; private set; }
}

/// <summary>Whose record it is. Seen by its auditors while they are let in, and where records are seen whole.</summary>
public sealed class Subject : AuditPart
{
    public required Guid RecordId { get; init; }

    public required string Area { get; init; }

    public required Guid FactId { get; init; }

    public required Guid PersonId { get; init; }

    public required Guid MatterId { get; init; }
}

/// <summary>Whoever answers for the records of an area let the auditors in.</summary>
public sealed class Approval : AuditPart
{
    public Guid Id { get; init; } = Ids.New();

    public required string Area { get; init; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset UntilAt { get; init; }
}

/// <summary>Something that was found, by the numbers of the records it rests on.</summary>
public sealed class Finding : AuditPart
{
    public const int Longest = 2000;
    public const string Strength = "strength";
    public const string Improvement = "improvement";

    public Guid Id { get; init; } = Ids.New();

    public required int Number { get; init; }

    public required string Kind { get; init; }

    /// <summary>Whose it is; null: of several agencies.</summary>
    public string? Agency { get; init; }

    public required int[] Records { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }
}
