using System.ComponentModel.DataAnnotations;
using Trellis.Components;
using Trellis.Matching.Index;
using Trellis.Modules.People.Public;

namespace Trellis.Modules.Candidates.Public;

/// <summary>Somebody as they are typed at the front door, as far as they are known.</summary>
public sealed record Typed
{
    [StringLength(100, ErrorMessage = "First name must be 100 characters or fewer")]
    public string? GivenName { get; init; }

    [StringLength(100, ErrorMessage = "Last name must be 100 characters or fewer")]
    public string? FamilyName { get; init; }

    /// <summary>Parts of it may be missing.</summary>
    public DateParts Born { get; init; } = new();

    /// <summary>About how old they are, in years, where no date of birth is known.</summary>
    [StringLength(3, ErrorMessage = "About how old they are must be a whole number of years between 0 and 120")]
    public string? Age { get; init; }

    /// <summary>A code of <c>sex</c>, or empty.</summary>
    public string? Sex { get; init; }

    [StringLength(200, ErrorMessage = "Address must be 200 characters or fewer")]
    public string? Address { get; init; }

    [StringLength(10, ErrorMessage = "Postcode must be 10 characters or fewer")]
    public string? Postcode { get; init; }

    [StringLength(20, ErrorMessage = "NHS number must be 20 characters or fewer")]
    public string? NhsNumber { get; init; }

    [StringLength(20, ErrorMessage = "Unique pupil number must be 20 characters or fewer")]
    public string? Upn { get; init; }

    [StringLength(200, ErrorMessage = "School must be 200 characters or fewer")]
    public string? School { get; init; }

    public string Name => $"{GivenName?.Trim()} {FamilyName?.Trim()}".Trim();

    /// <summary>Whether there is enough of them to look for: a name, a number, or a whole birth date.</summary>
    public bool IsEnough => Name.Length > 1 || HasNumber || Day is not null;

    /// <summary>Whether it has what the index finds people by: a number, both names, or one name or a postcode with a date or postcode.</summary>
    internal bool IsForIndex => HasNumber || (Has(GivenName) && Has(FamilyName)) || (Day is not null && (Name.Length > 1 || Has(Postcode))) || (Has(Postcode) && Name.Length > 1);

    private static bool Has(string? text) => text?.Trim().Length > 1;

    private bool HasNumber => !string.IsNullOrWhiteSpace(NhsNumber) || !string.IsNullOrWhiteSpace(Upn);

    /// <summary>The whole date; null when parts are missing or wrong.</summary>
    public DateOnly? Day => Born.Read("date of birth").Date;

    /// <summary>When they were born, as well as it was typed; null when it was not, or not so that it can be read.</summary>
    public BirthTyped? Birth(DateOnly today) => BirthTyped.Read(Born, Age, today).Birth;

    /// <summary>What is wrong with what was typed, by field, in words for who typed it. A day without its month or year is none.</summary>
    public IEnumerable<(string Field, string Words)> Faults(DateOnly today)
    {
        var (_, date, age) = BirthTyped.Read(Born, Age, today);
        if (date is not null) { yield return (nameof(Born), date.Message); }
        if (age is not null) { yield return (nameof(Age), age); }
        if (!string.IsNullOrWhiteSpace(NhsNumber) && !Trellis.Matching.Identifiers.NhsNumber.IsValid(Solid(NhsNumber))) { yield return (nameof(NhsNumber), "Enter an NHS number of 10 digits, as it was given to you. Its last digit does not fit the others"); }
        if (!string.IsNullOrWhiteSpace(Upn) && !Trellis.Matching.Identifiers.Upn.IsValid(Solid(Upn))) { yield return (nameof(Upn), "Enter a unique pupil number of 13 characters, as it was given to you. Its first letter does not fit the rest"); }
    }

    /// <summary>As the index compares it: once, or for each year an estimated age can mean.</summary>
    /// <param name="withPlace">False: without where they live or go to school.</param>
    public IEnumerable<Known> Ways(DateOnly today, bool withPlace = true)
    {
        var known = Known(withPlace);
        return Birth(today)?.Compared(today) is { } dates ? dates.Select(d => known with { BirthDate = d }) : [known];
    }

    /// <summary>Everything but when they were born.</summary>
    internal Known Known(bool withPlace = true)
    {
        var (given, middle) = EveryName.Apart(GivenName ?? "");
        return new(
            given, middle, FamilyName, null, Sex is "U" ? null : Sex, withPlace ? Postcode : null, withPlace ? Address : null,
            NhsNumber is null ? null : Solid(NhsNumber), Upn is null ? null : Solid(Upn), withPlace ? School : null);
    }

    private static string Solid(string number) => string.Concat(number.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
