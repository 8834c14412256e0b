using Trellis.Matching.Identifiers;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Parts;

/// <summary>A number by which somebody is known to some agency.</summary>
public sealed class PersonIdentifier : PersonPart
{
    public const int Longest = 40;

    /// <summary>A code of <c>identifier-kind</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Capitals and digits, without spaces.</summary>
    public required string Value { get; init; }

    internal override string Verb => "numbered";

    internal override IEnumerable<FactDetail> Codes => [Code("kind", Kind)];

    /// <summary>The number as it is kept, or what is wrong with it.</summary>
    public static Outcome<string> Read(string kind, string? typed)
    {
        var value = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        if (value.Length == 0) { return new Refusal("Value", "Enter the number"); }
        if (value.Length > Longest) { return new Refusal("Value", "Number must be 40 characters or fewer"); }
        if (kind is "nhs")
        {
            value = value.Replace("-", "", StringComparison.Ordinal);
            if (value.Length != NhsNumber.Length || !value.All(char.IsAsciiDigit)) { return new Refusal("Value", "NHS number must have 10 digits"); }
            return NhsNumber.IsValid(value) ? value : new Refusal("Value", "This is not an NHS number: its last digit does not fit the others. Check each digit");
        }

        if (kind is "upn" or "former-upn")
        {
            if (!Upn.HasItsShape(value)) { return new Refusal("Value", "UPN must have a letter, 11 digits, and a last digit or letter"); }
            return Upn.IsValid(value) ? value : new Refusal("Value", "This is not a UPN: its first letter does not fit the digits. Check each of them");
        }

        return value.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c is '/' or '.' or '-') ? value : new Refusal("Value", "Number must have only letters, digits, slashes, full stops and hyphens");
    }
}
