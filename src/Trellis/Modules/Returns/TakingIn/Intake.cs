using System.Globalization;
using System.Text.Json;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>How much a file brought.</summary>
/// <param name="Came">Facts that were not known before.</param>
/// <param name="Changed">Facts the file says otherwise than one before.</param>
/// <param name="Went">Facts an earlier file said, and this one, which should, does not.</param>
public sealed record IntakeCounts(int Children, int Linked, int Added, int LeftOut, int Came, int Changed, int Went, int Unchanged)
{
    private const int Much = 20;

    /// <summary>Most of what its tables said before is no longer there: more likely a table that broke off than so much withdrawn.</summary>
    public bool TakesMuchBack => Went >= Much && Went > Changed + Unchanged;
}

/// <summary>A table of a feed that was read.</summary>
/// <param name="Name">As <c>ssd_person</c>.</param>
/// <param name="Latest">The last day anything in it happened; null: it is empty, or has no days.</param>
public sealed record TableRead(string Name, int Rows, DateOnly? Latest);

/// <summary>A census, or a night's feed of an agency, that was taken into the records of children, all of it at once; it can be undone as a whole.</summary>
public sealed class Intake : Entity, IEdited
{
    public const string TakenIn = "taken-in";
    public const string Undone = "undone";

    internal Intake(IntakeCounts counts) =>
        (Children, Linked, Added, LeftOut, Came, Changed, Went, Unchanged) = (counts.Children, counts.Linked, counts.Added, counts.LeftOut, counts.Came, counts.Changed, counts.Went, counts.Unchanged);

    private Intake()
    {
    }

    public required string Area { get; init; }

    /// <summary>Whose children these are: the authority's children's services.</summary>
    public required string Agency { get; init; }

    public required string FileName { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>As <see cref="Telling.Stream"/>.</summary>
    public string Stream { get; init; } = Telling.Censuses;

    /// <summary>The calendar year in which its census year ends; 0 of a feed.</summary>
    public required int Ending { get; init; }

    /// <summary>The day up to which it tells.</summary>
    public required DateOnly ReferenceDate { get; init; }

    /// <summary>What happened before was left out of a feed; null: nothing was.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>JSON of <see cref="Read"/>; null of a census.</summary>
    public string? Tables { get; init; }

    public string State { get; private set; } = TakenIn;

    public required Guid TakenBy { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public int Children { get; private init; }

    public int Linked { get; private init; }

    public int Added { get; private init; }

    public int LeftOut { get; private init; }

    public int Came { get; private init; }

    public int Changed { get; private init; }

    public int Went { get; private init; }

    public int Unchanged { get; private init; }

    /// <summary>Whom it added and somebody has used since, when it was undone: their records stay.</summary>
    public int Kept { get; private set; }

    public int Edition { get; private set; }

    public bool IsFeed => Stream != Telling.Censuses;

    /// <summary>What it is, in words: "Children in need census 2024-25".</summary>
    public string Title => IsFeed ? "Standard data set" : $"Children in need census {CensusYear.NameOf(Ending)}";

    /// <summary>The tables of a feed, with how much was in each.</summary>
    public IReadOnlyList<TableRead> Read => Tables is null ? [] : JsonSerializer.Deserialize<TableRead[]>(Tables, JsonSerializerOptions.Web)!;

    internal void Begin() => Say("return.read", TakenAt, What);

    /// <summary>All of it is in: said last, in the transaction that keeps it.</summary>
    /// <param name="told">Of a feed, the kinds of facts it tells and their years, as 2024-25, so that figures say what they are counted from.</param>
    internal void Finish(IReadOnlyCollection<(string Year, string Kind)> told) => Say("return.taken-in", TakenAt, [What, .. told.Select(t => ("told-of", $"{t.Year} {t.Kind}")), Counted("children", Children), Counted("linked", Linked), Counted("added", Added), Counted("left-out", LeftOut), Counted("came", Came), Counted("changed", Changed), Counted("went", Went)]);

    internal void BeginUndoing(DateTimeOffset at) => Say("return.taken-back", at);

    internal void Undo(int kept, DateTimeOffset at)
    {
        (State, UndoneAt, Kept) = (Undone, at, kept);
        Say("return.undone", at, Counted("kept", kept));
    }

    private (string, string) What => IsFeed ? ("up-to", ReferenceDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : ("year", CensusYear.NameOf(Ending));

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
