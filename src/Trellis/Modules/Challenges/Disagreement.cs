using Trellis.Platform.Record;

namespace Trellis.Modules.Challenges;

/// <summary>To whom it is put at a stage, and by when they answer.</summary>
/// <param name="Agency">By its code; null for another partnership.</param>
/// <param name="Kind">What kind of agency that is, for figures.</param>
/// <param name="Post">The post asked, as it is called.</param>
/// <param name="Staff">Accounts of those who hold it.</param>
/// <param name="DueOn">The last day to answer.</param>
public sealed record PutTo(string? Agency, string Kind, string Post, IReadOnlyCollection<Guid> Staff, DateOnly? DueOn);

/// <summary>
/// Somebody of one agency disagrees with a decision or a request of another, until both agree or the last stage has answered.
/// What keeps the child safe meanwhile is said each time it is put to somebody.
/// </summary>
public sealed partial class Disagreement : Entity, IEdited
{
    public const string OfACase = "case";
    public const string Between = "between";
    public const string Asked = "asked";
    public const string Answered = "answered";
    public const string Agreed = "agreed";
    public const string Closed = "closed";
    public const int LongestWords = 4000;
    public const int LongestSubject = 300;
    public const int LongestName = 200;

    /// <summary><c>C101</c></summary>
    public required string Reference { get; init; }

    public required string[] Areas { get; init; }

    /// <summary><see cref="OfACase"/>, or <see cref="Between"/> partnerships and agencies.</summary>
    public required string Level { get; init; }

    /// <summary>A code of the list challenge-about.</summary>
    public required string About { get; init; }

    public Guid? AboutId { get; init; }

    /// <summary>Who may not know of the matter does not see it.</summary>
    public Guid? MatterId { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>What is disagreed with, without a name.</summary>
    public required string Subject { get; init; }

    public required string FromAgency { get; init; }

    public string? ToAgency { get; init; }

    /// <summary>Another partnership, as it is called; empty where it is to an agency.</summary>
    public string ToWritten { get; init; } = "";

    public required Guid RaisedBy { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Whose turn it is: one of the words above.</summary>
    public string State { get; private set; } = Asked;

    public string Stage { get; private set; } = "";

    public DateOnly? DueOn { get; private set; }

    /// <summary>Accounts of whoever raised it, was asked or answered.</summary>
    public Guid[] Involved { get; private set; } = [];

    /// <summary>A code of the list challenge-outcome.</summary>
    public string? Outcome { get; private set; }

    /// <summary>What changed because of it.</summary>
    public string Changed { get; private set; } = "";

    public string Learning { get; private set; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public int Edition { get; private set; }

    public List<Turn> Turns { get; } = [];

    /// <summary>The last time it was put to somebody.</summary>
    public Turn? LastPut => Turns.Where(t => t.Kind is Turn.Raised or Turn.Further).OrderBy(t => t.At).ThenBy(t => t.Id).LastOrDefault();

    /// <summary>Whether somebody was asked at the stage it stands at.</summary>
    public bool WasAsked(Guid staff) => LastPut?.Asked.Contains(staff) is true;

    /// <summary>Not answered, and the last day to answer has passed.</summary>
    public bool IsLate(DateOnly today) => State == Asked && DueOn < today;
}
