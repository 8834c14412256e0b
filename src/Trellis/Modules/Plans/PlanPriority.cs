using Trellis.Platform.Record;

namespace Trellis.Modules.Plans;

/// <summary>A priority of a plan, with what the annual report says of it.</summary>
public sealed class PlanPriority : IPart
{
    public const int LongestTitle = 500;
    public const int LongestProgress = 4000;

    public Guid Id { get; init; } = Ids.New();

    public required Guid PlanId { get; init; }

    public Plan? Plan { get; init; }

    Entity IPart.Whole => Of;

    internal Plan Of => Plan ?? throw new InvalidOperationException("Read with its plan");

    public required string Title { get; set; }

    public int Position { get; internal set; } = 1;

    public string Progress { get; private set; } = "";

    public DateTimeOffset? ProgressAt { get; private set; }

    public List<PlanOutcome> Outcomes { get; } = [];

    public IReadOnlyList<PlanOutcome> InOrder => [.. Outcomes.OrderBy(o => o.Position)];

    internal void Report(string words, DateTimeOffset at) => (Progress, ProgressAt) = (words, at);
}

/// <summary>What is to be different, with the figures that would show it.</summary>
public sealed class PlanOutcome : IPart
{
    public const int LongestTitle = 1000;

    public Guid Id { get; init; } = Ids.New();

    public required Guid PriorityId { get; init; }

    public PlanPriority? Priority { get; init; }

    Entity IPart.Whole => Of;

    internal Plan Of => Priority?.Of ?? throw new InvalidOperationException("Read with its priority");

    /// <summary>Empty where the plan names none.</summary>
    public required string Title { get; set; }

    public int Position { get; internal set; } = 1;

    /// <summary>Ids of figures of the practice model.</summary>
    public string[] Measures { get; internal set; } = [];

    public List<PlanAction> Actions { get; } = [];

    public IReadOnlyList<PlanAction> InOrder => [.. Actions.OrderBy(a => a.Position)];
}
