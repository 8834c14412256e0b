namespace Trellis.Modules.People.Public;

/// <summary>Somebody as other modules see them.</summary>
/// <param name="Area">The borough they live in.</param>
/// <param name="Where">Address and postcode, as far as they are recorded; null when neither is.</param>
public sealed record PersonSummary(Guid Id, string Reference, string Area, string GivenName, string FamilyName, DateOnly? Born, DateOnly? DiedOn, string? Where)
{
    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Whole years on a day; null when the birth date is not known or still to come.</summary>
    public int? AgeOn(DateOnly day) => Ages.On(Born, day);

    /// <summary>"9 years", "not yet born"; null when the birth date is not known.</summary>
    public string? AgeWords(DateOnly today) => Ages.Words(Born, DiedOn, today);
}
