using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>How much a census brought.</summary>
/// <param name="Came">Facts that were not known before.</param>
/// <param name="Changed">Facts the file says otherwise than one before.</param>
/// <param name="Went">Facts an earlier file of the year said, and this one does not.</param>
public sealed record IntakeCounts(int Children, int Linked, int Added, int LeftOut, int Came, int Changed, int Went, int Unchanged);

/// <summary>A census that was taken into the records of children, all of it at once; it can be undone as a whole.</summary>
public sealed class Intake : Entity, IEdited
{
    public const string TakenIn = "taken-in";
    public const string Undone = "undone";

    public required string Area { get; init; }

    /// <summary>Whose children these are: the authority's children's services.</summary>
    public required string Agency { get; init; }

    public required string FileName { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>The calendar year in which its census year ends.</summary>
    public required int Ending { get; init; }

    public required DateOnly ReferenceDate { get; init; }

    public string State { get; private set; } = TakenIn;

    public required Guid TakenBy { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public required int Children { get; init; }

    public required int Linked { get; init; }

    public required int Added { get; init; }

    public required int LeftOut { get; init; }

    public required int Came { get; init; }

    public required int Changed { get; init; }

    public required int Went { get; init; }

    public required int Unchanged { get; init; }

    /// <summary>Whom it added and somebody has used since, when it was undone: their records stay.</summary>
    public int Kept { get; private set; }

    public int Edition { get; private set; }

    internal void Begin() => Say("return.read", TakenAt, ("year", CensusYear.NameOf(Ending)));

    /// <summary>All of it is in: said last, in the transaction that keeps it.</summary>
    internal void Finish() => Say("return.taken-in", TakenAt, ("year", CensusYear.NameOf(Ending)), Counted("children", Children), Counted("linked", Linked), Counted("added", Added), Counted("left-out", LeftOut), Counted("came", Came), Counted("changed", Changed), Counted("went", Went));

    internal void BeginUndoing(DateTimeOffset at) => Say("return.taken-back", at);

    internal void Undo(int kept, DateTimeOffset at)
    {
        (State, UndoneAt, Kept) = (Undone, at, kept);
        Say("return.undone", at, Counted("kept", kept));
    }

    private static (string, string) Counted(string what, int count) => (what, count.ToString(CultureInfo.InvariantCulture));

    private void Say(string kind, DateTimeOffset at, params (string Field, string Code)[] details) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Agency = Agency,
        Occurred = Moment.Exactly(at),
        Details = [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    });
}
