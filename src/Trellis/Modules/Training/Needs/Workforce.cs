using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Needs;

/// <summary>The people of one agency who need training, as it named them last, or how many they are.</summary>
public sealed class Workforce : Entity, IEdited
{
    public required string Agency { get; init; }

    /// <summary>A sector of <c>practice/training.yaml</c>.</summary>
    public required string Sector { get; init; }

    public required string Area { get; init; }

    public DateTimeOffset TakenAt { get; private set; }

    public int Edition { get; private set; }

    public List<Worker> Workers { get; } = [];

    public List<StaffCount> Counts { get; } = [];

    /// <summary>These are asked whether they show their training.</summary>
    /// <returns>The letters that ask them.</returns>
    public IReadOnlyList<Letter> Ask(IReadOnlyCollection<Worker> some, DateTimeOffset at)
    {
        foreach (var one in some) { one.AskedAt = at; }
        Happened(new Fact { Kind = "training.workers-asked", SourceId = Id, Area = Area, Agency = Agency, Occurred = Moment.Exactly(at) });
        return [.. some.Select(w => Letter.To(w, this, at))];
    }

    /// <summary>A list was taken in. No name and no number of people is in the fact.</summary>
    public void Take(string kind, DateTimeOffset at)
    {
        TakenAt = at;
        Happened(new Fact { Kind = "training.workforce-taken", SourceId = Id, Area = Area, Agency = Agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "kind", Code = kind }] });
    }
}

/// <summary>Somebody an agency named as needing training, matched to who books by their e-mail address.</summary>
public sealed class Worker : IPart
{
    public const int Longest = 200;

    public Guid Id { get; init; } = Ids.New();

    public required Guid WorkforceId { get; init; }

    public Workforce? Workforce { get; init; }

    public required string Agency { get; init; }

    public required string Sector { get; init; }

    public required string Area { get; set; }

    public required string Email { get; init; }

    public required string Name { get; set; }

    public required string Role { get; set; }

    public required string Setting { get; set; }

    public DateOnly? StartedOn { get; set; }

    public DateOnly? LeftOn { get; set; }

    /// <summary>When they were last asked whether their agency may see their training.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>The day of the list that had them no more.</summary>
    public DateOnly? EndedOn { get; set; }

    Entity IPart.Whole => Workforce ?? throw new InvalidOperationException("Load the worker with the workforce to change it");

    /// <summary>As a list has them. Returns whether something is otherwise than before.</summary>
    public bool Read(WorkerLine line)
    {
        var same = (Name, Role, Setting, StartedOn, LeftOn, Area, EndedOn) == (line.Name, line.Role, line.Setting, line.Started, line.Left, line.Area, (DateOnly?)null);
        (Name, Role, Setting, StartedOn, LeftOn, Area, EndedOn) = (line.Name, line.Role, line.Setting, line.Started, line.Left, line.Area, null);
        return !same;
    }
}

/// <summary>How many people of a role an agency has in an area, where it gives numbers alone.</summary>
public sealed class StaffCount : IPart
{
    public required Guid WorkforceId { get; init; }

    public Workforce? Workforce { get; init; }

    public required string Role { get; init; }

    public required string Area { get; init; }

    public required string Agency { get; init; }

    public required int People { get; set; }

    Entity IPart.Whole => Workforce ?? throw new InvalidOperationException("Load the count with the workforce to change it");
}
