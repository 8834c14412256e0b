using System.Collections.Immutable;
using Trellis.Matching.Deciding;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;

namespace Trellis.Modules.Candidates.Public;

/// <summary>Somebody known who may be the one typed, as far as the asker may know of them.</summary>
/// <param name="Person">Null unless they are open to the asker.</param>
/// <param name="Chance">That it is the same person, from 0 to 1; null where the database answered, and where they are not open.</param>
/// <param name="Why">Each field that both have, for those open alone.</param>
public sealed record Likely(Guid Id, string Area, Found Access, PersonSummary? Person, double? Chance, Guard Guard, ImmutableArray<FieldWhy> Why)
{
    internal const double Same = .92;
    internal const double Probable = .5;
    internal const double Possible = .1;

    /// <summary>Open matters about them that the asker sees.</summary>
    public IReadOnlyList<MatterSummary> Matters { get; init; } = [];

    /// <summary>Near enough that nobody should be added before somebody has looked at them.</summary>
    public bool IsNear => Chance is null or >= Possible || IsTwin;

    public bool IsVeryLikely => Chance >= Same && Guard is Guard.None;

    /// <summary>Born together, as it seems: another child of the same family, birth date and address.</summary>
    public bool IsTwin => Guard is Guard.TwinOrSibling && Says("birth date") is "same";

    /// <summary>Of the same family and place, born at another time.</summary>
    public bool IsSibling => Guard is Guard.Sibling or Guard.OtherBirthDate || (Guard is Guard.TwinOrSibling && !IsTwin);

    /// <summary>"Very likely the same person": the figure is for who wants it.</summary>
    public string Words => Chance switch
    {
        null => "Has a name, number or birth date like it",
        _ when IsTwin => "Possible twin",
        _ when IsSibling => "Possible brother or sister",
        _ when IsVeryLikely => "Very likely the same person",
        _ when Chance >= Probable => "Probably the same person",
        _ when Chance >= Possible => "May be the same person",
        _ => "Less likely the same person",
    };

    /// <summary>"First name: another spelling": of each field that both have, how it agrees. No value of theirs is in it.</summary>
    public IEnumerable<(string Field, string Alike, double Bits)> Reasons => Why.Select(w => (Fields.GetValueOrDefault(w.Field, w.Field), w.Alike, w.Bits));

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["given name"] = "First name",
        ["middle names"] = "Middle names",
        ["family name"] = "Last name",
        ["birth date"] = "Date of birth",
        ["sex"] = "Sex",
        ["postcode"] = "Postcode",
        ["address"] = "Address",
        ["NHS number"] = "NHS number",
        ["UPN"] = "Unique pupil number",
        ["school"] = "School",
    };

    /// <summary>"same last name, date of birth and address; other first name": what speaks for one family, as far as both have it.</summary>
    public string Family
    {
        get
        {
            var shared = new List<string>();
            if (Says("family name") is not null) { shared.Add("last name"); }
            if (IsTwin) { shared.Add("date of birth"); }
            if (Says("address") is "same" || Says("postcode") is "same") { shared.Add("address"); }
            var other = Guard is Guard.OtherBirthDate ? "other date of birth" : IsTwin || Says("birth date") is null ? "other first name" : "other first name and date of birth";
            return $"same {(shared.Count > 1 ? $"{string.Join(", ", shared[..^1])} and {shared[^1]}" : shared.FirstOrDefault())}; {other}";
        }
    }

    private string? Says(string field) => Why.FirstOrDefault(w => w.Field == field)?.Alike;
}

/// <summary>What came of looking.</summary>
/// <param name="People">The likeliest first; those of whom the asker may only know that they are known after the others, in no order that tells anything.</param>
/// <param name="Compared">False: the database found them by name, number and birth date, and how alike they are was not worked out.</param>
/// <param name="More">There are more than are shown.</param>
public sealed record Looked(IReadOnlyList<Likely> People, bool Compared, bool More)
{
    /// <summary>Two of them that seem to be two records of one person; null when there are none, or nobody may join them.</summary>
    public (PersonSummary One, PersonSummary Other)? Two { get; init; }

    public static Looked Nothing { get; } = new([], Compared: true, More: false);
}
