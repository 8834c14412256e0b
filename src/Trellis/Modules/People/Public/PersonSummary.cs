namespace Trellis.Modules.People.Public;

/// <summary>Somebody as other modules see them.</summary>
/// <param name="Area">The borough they live in.</param>
/// <param name="Where">Address and postcode, as far as they are recorded; null when neither is.</param>
public sealed record PersonSummary(Guid Id, string Reference, string Area, string GivenName, string FamilyName, DateOnly? Born, DateOnly? DiedOn, string? Where)
{
    /// <summary>What stands for an address that is kept to a circle.</summary>
    public const string Confidential = "Confidential address: ask children’s social care";

    /// <summary>How well the date of birth is known: a code of <c>birth-precision</c>.</summary>
    public string BornAs { get; init; } = Ages.ToTheDay;

    public bool HasConfidentialAddress { get; init; }

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>"27 March 2014", "about 2014"; null when it is not known.</summary>
    public string? BornWords => Ages.BirthWords(Born, BornAs);

    /// <summary>Whole years on a day; null when the birth date is not known or still to come.</summary>
    public int? AgeOn(DateOnly day) => Ages.On(Born, day);

    /// <summary>"9 years", "not yet born"; null when the birth date is not known.</summary>
    public string? AgeWords(DateOnly today) => Ages.Words(Born, DiedOn, today);
}
