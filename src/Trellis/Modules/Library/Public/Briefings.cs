using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Library.Public;

/// <summary>Something another module learnt, to be published.</summary>
/// <param name="Sections">By the names of the kind's sections; what is left out is empty.</param>
public sealed record Learnt(string Title, string Summary, IReadOnlyCollection<string> Areas, IReadOnlyDictionary<string, string> Sections);

/// <summary>Publishes in the library what another module learnt, within the act under way: it is written with the save of whoever asks, or not at all.</summary>
public sealed class Briefings(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, LondonClock clock)
{
    public const string Kind = "briefing";

    /// <summary>What a briefing says, part by part.</summary>
    public IReadOnlyList<LibrarySection> Sections => practice.Library.Kind(Kind)?.Sections ?? throw new InvalidOperationException("The library has no briefings");

    /// <summary>A seven-minute briefing, published for the partnership's agencies.</summary>
    /// <returns>Its reference; a refusal names Title, Summary or Publish.</returns>
    public async Task<Outcome<string>> PublishAsync(Learnt learnt, CancellationToken stop = default)
    {
        var (kind, by) = (practice.Library.Kind(Kind)!, db.Acting.Actor);
        if (learnt.Summary.Length > ResourceVersion.LongestSummary) { return new Refusal(nameof(learnt.Summary), "This must be 1,000 characters or fewer"); }
        if (learnt.Sections.Values.Any(t => t.Length > ResourceVersion.LongestSection)) { return new Refusal("Publish", "A section must be 50,000 characters or fewer"); }
        var made = new Resource { Reference = await ResourceReferences.NextAsync(db, stop), Kind = kind.Id, Title = learnt.Title.Trim(), Areas = [.. learnt.Areas.Order(StringComparer.Ordinal)], MadeAt = clock.Now };
        var said = new Drafted(learnt.Title, learnt.Summary, IsPublic: false, by.Agency, "", "", "", [.. kind.Sections.Select(s => (s.Id, s.Title, learnt.Sections.GetValueOrDefault(s.Id, "")))]);
        if (made.Write(said, by, clock.Now).Refused(out var why) || made.Publish(kind, calendar, by, clock.Now).Refused(out why)) { return why; }
        db.Add(made);
        return made.Reference;
    }
}
