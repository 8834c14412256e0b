using System.Globalization;
using System.Text.Json;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Who is to be invited.</summary>
/// <param name="Code">An agency of the register; null for a person.</param>
/// <param name="PersonId">Somebody in the index of people; null for an agency, and for whoever is not in it.</param>
/// <param name="Name">Who comes for the agency, if that is known; of a person, their name.</param>
/// <param name="Part">What they are there as: "Health visitor", "Mother", "Advocate".</param>
/// <param name="KnowsChild">The agency is in direct contact with the child.</param>
public sealed record ToInvite(string? Code, Guid? PersonId, string Name, string Part, bool KnowsChild);

/// <summary>What a participant said at the meeting, or for it.</summary>
/// <param name="Scales">Field of the form that each participant answers, to their number.</param>
/// <param name="View">A key of <see cref="Invited.Views"/>, or null.</param>
/// <param name="ViewWords">Why they disagree.</param>
/// <param name="Words">What they want to be heard.</param>
public sealed record Contribution(IReadOnlyDictionary<string, decimal> Scales, string? View, string ViewWords, string Words);

/// <summary>Somebody who is asked to come to a step that is a meeting: an agency, a member of the family, or somebody else. Also what they said there.</summary>
public sealed class Invited : Entity, IEdited
{
    public const int LongestName = 200;
    public const int LongestWords = 4000;
    public const string Disagrees = "disagrees";

    public static readonly IReadOnlyDictionary<string, string> Views = new Dictionary<string, string> { ["agrees"] = "Agrees with what is decided", [Disagrees] = "Disagrees" };

    public required Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>The agency that is invited; null for a person.</summary>
    public string? Code { get; init; }

    public Guid? PersonId { get; init; }

    public required string Name { get; init; }

    public required string Part { get; init; }

    public bool KnowsChild { get; init; }

    /// <summary>The step in which the agency writes its report.</summary>
    public Guid? ReportId { get; internal set; }

    public required DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>JSON object: field of the form to number.</summary>
    public string Scales { get; private set; } = "{}";

    /// <summary>A key of <see cref="Views"/>, of what is decided; null: they did not say.</summary>
    public string? View { get; private set; }

    public string ViewWords { get; private set; } = "";

    public string Words { get; private set; } = "";

    public DateTimeOffset? SaidAt { get; private set; }

    public Guid? SaidBy { get; private set; }

    /// <summary>themselves, link or for-them.</summary>
    public string? SaidHow { get; private set; }

    public int Edition { get; private set; }

    public IReadOnlyDictionary<string, decimal> Numbers => JsonSerializer.Deserialize<Dictionary<string, decimal>>(Scales) ?? [];

    public static Outcome<Invited> Ask(CaseStep step, IReadOnlyCollection<Invited> already, ToInvite asked, DateTimeOffset now, string? by)
    {
        var (name, part) = (asked.Name.Trim(), asked.Part.Trim());
        if (step.State is not StepState.Open) { return new Refusal("", "This step has already been completed"); }
        if (asked is { Code: null, PersonId: null } && name.Length == 0) { return new Refusal("Name", "Enter who is invited"); }
        if (name.Length > LongestName) { return new Refusal("Name", "The name must be 200 characters or fewer"); }
        if (part.Length is 0 or > LongestName) { return new Refusal("Part", part.Length == 0 ? "Enter what they are there as" : "What they are there as must be 200 characters or fewer"); }
        if (already.Any(i => i.WithdrawnAt is null && i.Code == asked.Code && i.PersonId == asked.PersonId && i.Name == name && i.Part == part)) { return new Refusal("Name", "They are invited already"); }
        var invited = new Invited { StepId = step.Id, Area = step.Area, VisibleTo = step.VisibleTo, Code = asked.Code, PersonId = asked.PersonId, Name = name, Part = part, KnowsChild = asked.KnowsChild, InvitedAt = now };
        invited.Say(step, "invited", now, by);
        return invited;
    }

    public Outcome<Invited> Withdraw(CaseStep step, DateTimeOffset now, string? by)
    {
        if (WithdrawnAt is not null) { return new Refusal("", "They are not invited any more"); }
        WithdrawnAt = now;
        Say(step, "not-invited", now, by);
        return this;
    }

    /// <param name="how">themselves, link or for-them.</param>
    public Outcome<Invited> Say(CaseStep step, Contribution said, string how, DateTimeOffset now, Actor by)
    {
        if (step.State is not StepState.Open) { return new Refusal("", "The meeting has decided, and its record is closed"); }
        if (WithdrawnAt is not null) { return new Refusal("", "This invitation was taken back"); }
        if (said.View is not null && !Views.ContainsKey(said.View)) { return new Refusal("View", "Select whether they agree"); }
        if (said.View is Disagrees && said.ViewWords.Trim().Length == 0) { return new Refusal("ViewWords", "Enter why they disagree"); }
        if (said.ViewWords.Length > LongestWords) { return new Refusal("ViewWords", "Why they disagree must be 4,000 characters or fewer"); }
        if (said.Words.Length > LongestWords) { return new Refusal("Words", "What they want to say must be 4,000 characters or fewer"); }
        Scales = JsonSerializer.Serialize(said.Scales.OrderBy(s => s.Key, StringComparer.Ordinal).ToDictionary());
        (View, ViewWords, Words) = (said.View, said.View is Disagrees ? said.ViewWords.Trim() : "", said.Words.Trim());
        (SaidAt, SaidBy, SaidHow) = (now, by.UserId, how);
        Say(step, "contributed", now, by.Agency);
        return this;
    }

    /// <summary>"Health trust, Health visitor (Wren Example)"</summary>
    /// <param name="agency">What the agency is called.</param>
    /// <param name="person">What the person in the index is called.</param>
    public string Called(string? agency, string? person) => (agency, person ?? Name) switch
    {
        ({ } of, "") => $"{of}, {Part}",
        ({ } of, var who) => $"{of}, {Part} ({who})",
        (null, "") => Part,
        (null, var who) => $"{who}, {Part}",
    };

    private void Say(CaseStep step, string suffix, DateTimeOffset now, string? by) =>
        Happened(step.Of(suffix, null, Moment.Exactly(now), by, [AsDetail()]));

    /// <summary>Who it is, in a fact: the agency, and of anybody else no more than whether they are of the family.</summary>
    internal FactDetail AsDetail() => Code is { } code ? new FactDetail { Field = "agency", Code = code } : new FactDetail { Field = "who", Code = PersonId is null ? "other" : "family" };

    internal static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
