using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What a questionnaire is: a form of the practice model sent to many, answered, compared.</summary>
/// <param name="Kind">self-assessment, survey, feedback, evaluation or audit-tool.</param>
/// <param name="Audience">Whom it may be sent to: agencies, teams, schools, practitioners, delegates, parents, children, adults.</param>
/// <param name="Anonymous">Nobody can tell who answered what, the partnership neither.</param>
/// <param name="Fewest">Nothing is shown of a group with fewer answers.</param>
/// <param name="AskedOf">Roles of an agency whose holders are told; empty: whoever may answer.</param>
/// <param name="SignedBy">The role of the agency's executive, who signs it; null where it is sent without.</param>
/// <param name="Standards">In the order of the form.</param>
/// <param name="Colours">Which answers are green, amber and red.</param>
public sealed record Questionnaire(
    string Id,
    string Title,
    string Kind,
    string Authority,
    string? Hint,
    ImmutableArray<string> Audience,
    bool Anonymous,
    int Fewest,
    ImmutableArray<string> AskedOf,
    string? SignedBy,
    ImmutableArray<Section> Form,
    ImmutableArray<Standard> Standards,
    ImmutableArray<AnswerColours> Colours,
    GroupColours? Group,
    RoundReminders Reminders,
    ImmutableArray<Wordings> Variants,
    Place Place)
{
    public const string Process = "questionnaire";

    /// <summary>Drawn and read as the form of a step is.</summary>
    public Step AsStep { get; } = new(
        Process, Id, Title, Anonymous, false, false, TakesEffect.Completed, null, null, null, false, [], null, null, null, false, null, Hint, Form, [], Place);

    /// <summary>The answers of last time are brought forward into it.</summary>
    public bool BroughtForward { get; init; }

    /// <summary>The colour of an answer; null where no rule gives it one.</summary>
    public string? ColourOf(Field field, string answer) => Colours.FirstOrDefault(c => c.IsFor(field))?.Of(answer);

    public Standard? StandardOf(string field) => Standards.FirstOrDefault(s => s.Fields.Contains(field));
}

/// <summary>A standard somebody is measured by, and the fields that ask about it.</summary>
/// <param name="Rating">The field whose answer says how far it is met.</param>
/// <param name="Beside">The field of another questionnaire that asks others about the same: (questionnaire, field).</param>
public sealed record Standard(
    string Id, string Title, string Section, ImmutableArray<string> Criteria, string? Guidance, ImmutableArray<string> Fields, string Rating, (string Questionnaire, string Field)? Beside, Place Place);

/// <summary>Which answers of a code list, or from which number of a scale on, are green, amber and red. What is none of them has no colour and counts nowhere.</summary>
/// <param name="List">A code list; <c>yes-no</c>; <c>scale</c>.</param>
public sealed record AnswerColours(string List, ImmutableArray<string> Green, ImmutableArray<string> Amber, ImmutableArray<string> Red, decimal? GreenFrom, decimal? AmberFrom)
{
    public bool IsFor(Field field) => field.Type switch
    {
        FieldType.Code => field.Codes == List,
        FieldType.YesNo => List is "yes-no",
        FieldType.Scale => List is "scale",
        _ => false,
    };

    public string? Of(string answer)
    {
        if (List is not "scale") { return Green.Contains(answer) ? "green" : Amber.Contains(answer) ? "amber" : Red.Contains(answer) ? "red" : null; }
        return !decimal.TryParse(answer, System.Globalization.CultureInfo.InvariantCulture, out var number) ? null : number >= GreenFrom ? "green" : number >= AmberFrom ? "amber" : "red";
    }
}

/// <summary>How a group of answers is coloured: red when at least so many in a hundred are red, amber when at least so many are red or amber.</summary>
public sealed record GroupColours(int Red, int Amber)
{
    /// <summary>"Red: at least 25 of 100 answers are red. Amber: …"</summary>
    public string InWords => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A group is red when at least {Red} in 100 of its answers are red, amber when at least {Amber} in 100 are red or amber, and green otherwise.");

    public string? Of(int green, int amber, int red)
    {
        var all = green + amber + red;
        return all == 0 ? null : red * 100 >= Red * all && red > 0 ? "red" : (red + amber) * 100 >= Amber * all && red + amber > 0 ? "amber" : "green";
    }
}

/// <summary>When those who have not answered are told again, in working days before the last day, and after it has passed.</summary>
public sealed record RoundReminders(ImmutableArray<int> Before, ImmutableArray<int> After);

/// <summary>The words of one field or one answer in a variant.</summary>
public sealed record SaidAs(string Title, string? Hint, string? Symbol);

/// <summary>The same questionnaire in other words.</summary>
/// <param name="Id">A language by its code (<c>pl</c>), or <c>easy-read</c>.</param>
/// <param name="Name">In its own words: Polski, Easy read.</param>
/// <param name="Title">What the form is called.</param>
/// <param name="Codes">By code list and code: <c>agreement.agree</c>.</param>
public sealed record Wordings(string Id, string Name, string Title, string? Hint, string? Send, ImmutableDictionary<string, SaidAs> Sections, ImmutableDictionary<string, SaidAs> Fields, ImmutableDictionary<string, SaidAs> Codes, Place Place)
{
    /// <summary>Pictures there are.</summary>
    public static readonly ImmutableArray<string> Symbols = ["happy", "neither", "sad", "unsure", "yes", "no", "ear", "talk", "people", "house", "safe", "help", "paper", "clock", "pencil"];

    /// <summary>As the page says it to browsers: <c>pl</c>; easy read is English.</summary>
    public string Language => Id.Length is 2 or 3 ? Id : "en";
}
