using System.Collections.Immutable;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>A column we know.</summary>
/// <param name="Name">Our name of it, as the lists on the command line have it.</param>
/// <param name="Usual">What trackers call it, small letters and digits alone.</param>
public sealed record TrackerColumn(string Name, string Title, bool Required, ImmutableArray<string> Usual);

/// <summary>Which column of a tracker may be which, by what it is called.</summary>
public static class TrackerColumns
{
    public static readonly ImmutableArray<TrackerColumn> OfActions =
    [
        new("action", "What is to be done", true, ["action", "actions", "actionagreed", "agreedaction", "actionrequired", "whatwasagreed", "whatistobedone", "task", "description"]),
        new("status", "How far it is", true, ["statusasprinted", "status", "progress", "howfar", "rag", "ragstatus", "ragrating", "state", "completionstatus"]),
        new("date", "Day it was set", false, ["date", "meetingdate", "dateofmeeting", "dateset", "dateagreed", "dateraised", "raised", "seton"]),
        new("item", "Item of the agenda", false, ["item", "agendaitem", "minute", "subject", "topic", "title"]),
        new("owner", "Whose it is", false, ["owner", "lead", "leadofficer", "responsible", "responsibleofficer", "who", "bywhom", "assignedto", "actionowner"]),
        new("agency", "Agency", false, ["agency", "organisation", "partner", "partneragency", "leadagency"]),
        new("due", "Day it is due", false, ["due", "duedate", "dueby", "deadline", "bywhen", "targetdate", "target", "completeby"]),
        new("update", "What became of it", false, ["update", "updates", "progressupdate", "comment", "comments", "notes", "outcome"]),
        new("document", "Document it is printed in", false, ["document"]),
        new("line", "Line of the document", false, ["line"]),
    ];

    public static readonly ImmutableArray<TrackerColumn> OfRecommendations =
    [
        new("recipient", "Whom it is to", true, ["recipient", "to", "agency", "organisation", "partner"]),
        new("recommendation", "What is recommended", true, ["recommendation", "recommendations", "text"]),
        new("response", "Answer", true, ["response", "answer", "reply", "responsereceived"]),
        new("recommendation_number", "Number", false, ["recommendationnumber", "number", "no", "ref", "reference"]),
        new("meeting_date", "Day it was made", false, ["meetingdate", "date", "datemade"]),
        new("document", "Document it is printed in", false, ["document"]),
        new("line", "Line of the document", false, ["line"]),
    ];

    public static ImmutableArray<TrackerColumn> Of(string kind) => kind == Tracker.OfRecommendations ? OfRecommendations : OfActions;

    /// <summary>Our name to theirs, each of theirs once, the likelier word first.</summary>
    public static ImmutableSortedDictionary<string, string> Guess(string kind, IReadOnlyCollection<string> theirs)
    {
        var (left, guessed) = (theirs.Where(t => t.Length > 0).ToList(), ImmutableSortedDictionary.CreateBuilder<string, string>());
        foreach (var ours in Of(kind))
        {
            if (ours.Usual.Select(word => left.Find(t => Plain(t) == word)).FirstOrDefault(t => t is not null) is not { } found) { continue; }
            guessed[ours.Name] = found;
            left.Remove(found);
        }

        return guessed.ToImmutable();
    }

    private static string Plain(string heading) => string.Concat(heading.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
