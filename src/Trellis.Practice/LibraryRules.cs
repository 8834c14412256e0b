using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>A part of what is written in the library.</summary>
public sealed record LibrarySection(string Id, string Title, string? Hint, bool Required);

/// <summary>What may be kept in the library.</summary>
/// <param name="ReviewWithin">When it is to be looked at again after it was published.</param>
/// <param name="Sound">Recordings may be part of it. What is said in them stands in its section <c>transcript</c>.</param>
/// <param name="Consulted">Agencies are asked before it is agreed, and the register lists it.</param>
public sealed record LibraryKind(string Id, string Title, Limit ReviewWithin, bool Consulted, ImmutableArray<LibrarySection> Sections, bool Sound = false)
{
    public const string Transcript = "transcript";
}

/// <summary>What the library holds, of <c>practice/library.yaml</c>.</summary>
/// <param name="AskImpactAfter">When a team that talked about something is asked what changed.</param>
/// <param name="RemindOfReview">So long before it is to be looked at again, its writers are told.</param>
public sealed record LibraryRules(Limit AskImpactAfter, Limit RemindOfReview, ImmutableArray<LibraryKind> Kinds)
{
    public static readonly LibraryRules None = new(new Limit(3, TimeUnit.Months), new Limit(30, TimeUnit.Days), []);

    public LibraryKind? Kind(string id) => Kinds.FirstOrDefault(k => k.Id == id);
}
