using Trellis.Matching.Comparing;

namespace Trellis.Matching.Index;

/// <summary>
/// What is known, or typed, of a person, in the words it came in; a person with several names or addresses has several.
/// Whatever is not known is null or empty.
/// </summary>
/// <param name="BirthDate">ISO 8601 (also a year, or year and month), or day/month/year.</param>
/// <param name="Sex">Any usual word or code for it.</param>
public sealed record Known(
    string? GivenName = null, string? MiddleNames = null, string? FamilyName = null, string? BirthDate = null, string? Sex = null,
    string? Postcode = null, string? Address = null, string? NhsNumber = null, string? Upn = null, string? School = null)
{
    /// <summary>Writes the numbers of its fields, in the order of <see cref="Layout.People"/>.</summary>
    internal void Write(People people, Span<int> codes)
    {
        // A date that is no date is compared as typed, or not at all: the form it was typed in says so, not this.
        ReadOnlySpan<string?> texts = [GivenName, MiddleNames, FamilyName, BirthDate, Sex, Postcode, Address, NhsNumber, Upn, School];
        for (var f = 0; f < texts.Length; f++) { people.Code(f, texts[f], null, out codes[f]); }
    }
}
