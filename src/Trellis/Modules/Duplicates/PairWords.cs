using System.Text.Json;
using Trellis.Matching.Deciding;

namespace Trellis.Modules.Duplicates;

/// <summary>What is kept of a pair in codes, in words.</summary>
public static class PairWords
{
    public const string NoGuard = "none";

    public static readonly IReadOnlyDictionary<Guard, string> Guards = new Dictionary<Guard, string>
    {
        [Matching.Deciding.Guard.None] = NoGuard,
        [Matching.Deciding.Guard.NoGivenName] = "no-given-name",
        [Matching.Deciding.Guard.OtherBirthDate] = "other-birth-date",
        [Matching.Deciding.Guard.TwoNumbers] = "two-numbers",
        [Matching.Deciding.Guard.NumberButNotName] = "number-but-not-name",
    };

    /// <summary>What stands against joining, to be said before anything else; null when nothing does.</summary>
    public static string? Guard(string code) => code switch
    {
        "no-given-name" => "Possible twin or sibling: nothing that is only this person’s agrees. A twin has the same family name, birth date and address",
        "other-birth-date" => "Possible brother or sister of one name: another birth date at the same place",
        "two-numbers" => "Two different valid numbers: one person has one NHS number and one UPN",
        "number-but-not-name" => "Possible twin or sibling with the other’s number: the number is the same, the names or sexes are two people’s",
        _ => null,
    };

    /// <summary>"98%", "More than 99%".</summary>
    public static string Likelihood(double probability) => probability > .99 ? "More than 99%" : $"{Math.Max(1, Math.Floor(probability * 100)):0}%";

    public static string Said(string answer) => answer switch
    {
        PossiblePair.Same => "One person",
        PossiblePair.Different => "Two people",
        PossiblePair.CannotTell => "Cannot tell yet",
        _ => answer,
    };

    /// <summary>"for: 8.1", "against: 3.0".</summary>
    public static string Weight(double bits) => bits >= 0 ? $"For: {bits:0.0}" : $"Against: {-bits:0.0}";

    public static string Write(IReadOnlyList<FieldSaid> why) => JsonSerializer.Serialize(why, JsonSerializerOptions.Web);

    public static IReadOnlyList<FieldSaid> Read(string why) => JsonSerializer.Deserialize<FieldSaid[]>(why, JsonSerializerOptions.Web) ?? [];
}
