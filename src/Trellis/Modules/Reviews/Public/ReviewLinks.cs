using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Public;

/// <summary>Where a matter that is a review goes on, for the pages of casework.</summary>
public static class ReviewLinks
{
    /// <summary>The review of a matter, and its chronology; nothing for a matter that is none, or an asker who sees no reviews.</summary>
    public static IEnumerable<(string Text, string Href)> Of(PracticeModel practice, string process, Guid matter, Actor asker)
    {
        if (!practice.Reviews.Processes.Contains(process) || !asker.May("review.view")) { yield break; }
        yield return ("The review: case name, chronology, drafts and findings", $"/reviews/{matter}");
        yield return ("Chronology", $"/reviews/{matter}/chronology");
    }
}
