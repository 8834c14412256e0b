using Trellis.Practice;

namespace Trellis.Modules.Casework.Feedback;

/// <summary>Somebody whom a step may ask what they thought of it.</summary>
/// <param name="Id">Their invitation to the meeting; of whom a step that is no meeting is about, their record.</param>
/// <param name="Called">As the page shows them.</param>
/// <param name="Who">family, about, agency; other: nobody can know, and whoever led it says.</param>
/// <param name="Code">The agency they came for.</param>
/// <param name="Staff">Who said or wrote something for it, with an account.</param>
/// <param name="Rule">What they are asked by itself; null: nothing.</param>
/// <param name="On">The day from which they are.</param>
/// <param name="Asked">What was done.</param>
public sealed record MayBeAsked(Guid Id, string Called, string Who, string? Code, Guid? Staff, FeedbackRule? Rule, DateOnly On, AskedFeedback? Asked)
{
    public static string Word(FeedbackOf of) => of switch { FeedbackOf.Agencies => "agency", FeedbackOf.About => "about", _ => "family" };
}
