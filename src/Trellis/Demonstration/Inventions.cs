using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Trellis.Platform;

namespace Trellis.Demonstration;

/// <summary>What a contact is about: what is seen, what is found, what helps. Not before and not after these ages (-1: not yet born).</summary>
public sealed record Theme(string Id, double Weight, int FromAge, int ToAge, string Need, string[] Factors, string[] Found, string Harm, string[] Help);

/// <summary>Who raises worries: how often, about whom, how, and which agency's staff record it themselves (null: the front door does).</summary>
public sealed record Source(string Id, double Weight, int FromAge, int ToAge, string Method, string? Agency, string[] Themes, bool OfficeHours);

public sealed record AgencyRow(string Code, string Title, string Kind, string? Area);

public sealed record StaffRow(string Name, string Email, string Agency, string Team, string Role, string Title, string[] Areas, string? Qualification);

/// <summary>The lists the demonstration is made from: <c>demo/*.csv</c>. Everything in them is invented, and so is the mix.</summary>
public sealed class Inventions
{
    /// <summary>Never a real address: the domain is kept for examples.</summary>
    public const string Domain = "demo.example";

    private readonly ILookup<string, string> sentences;

    private Inventions(string folder)
    {
        var names = Rows(folder, "names.csv").ToLookup(r => r[0], r => r[1]);
        GivenNames = [.. names["given"]];
        FamilyFirst = [.. names["family-first"]];
        FamilyLast = [.. names["family-last"]];
        Streets = [.. names["street"].SelectMany(s => names["street-kind"].Select(k => $"{s} {k}"))];
        PasswordWords = [.. names["password"]];
        sentences = Rows(folder, "sentences.csv").ToLookup(r => r[0], r => r[1]);
        Themes = [.. Rows(folder, "themes.csv").Select(r => new Theme(r[0], Number(r[1]), (int)Number(r[2]), (int)Number(r[3]), r[4], r[5].Split('|'), r[6].Split('|'), r[7], r[8].Split('|')))];
        Sources = [.. Rows(folder, "sources.csv").Select(r => new Source(r[0], Number(r[1]), (int)Number(r[2]), (int)Number(r[3]), r[4], Maybe(r[5]), r[6].Split('|'), r[7] is "yes"))];
        Agencies = [.. Rows(folder, "agencies.csv").Select(r => new AgencyRow(r[0], r[1], r[2], Maybe(r[3])))];
        Staff = [.. Rows(folder, "staff.csv").Select(r => new StaffRow(r[0], $"{r[1]}@{Domain}", r[2], r[3], r[4], r[5], r[6].Split('|'), Maybe(r[7])))];
        Actions = [.. Rows(folder, "actions.csv").Select(r => new ActionRow(r[0], Maybe(r[1]), (int)Number(r[2]), r[3], r[4], r[5], (int)Number(r[6]), Maybe(r[7]), r[8], r[9], Course.Read(r[10])))];
        Recommendations = [.. Rows(folder, "recommendations.csv").Select(r => new RecommendationRow(r[0], r[1], r[2], (int)Number(r[3]), Maybe(r[4]), r[5], (int)Number(r[6]), Maybe(r[7]), r[8], r[9], Course.Read(r[10])))];
        EthnicGroups = [.. Rows(folder, "ethnic-groups.csv").Select(r => (r[0], Number(r[1]), Number(r[2])))];
    }

    public IReadOnlyList<string> GivenNames { get; }

    /// <summary>A family name is a first and a last half put together: no such family exists.</summary>
    public IReadOnlyList<string> FamilyFirst { get; }

    public IReadOnlyList<string> FamilyLast { get; }

    public IReadOnlyList<string> Streets { get; }

    public IReadOnlyList<string> PasswordWords { get; }

    public IReadOnlyList<Theme> Themes { get; }

    public IReadOnlyList<Source> Sources { get; }

    public IReadOnlyList<AgencyRow> Agencies { get; }

    public IReadOnlyList<StaffRow> Staff { get; }

    public IReadOnlyList<ActionRow> Actions { get; }

    public IReadOnlyList<RecommendationRow> Recommendations { get; }

    public IReadOnlyList<(string Group, double Rbkc, double Wcc)> EthnicGroups { get; }

    public static Inventions Read() => new(Checkout.Folder("demo"));

    public IReadOnlyList<string> Sentences(string about) => sentences[about].ToArray() is { Length: > 0 } some ? some : throw new WrongInputException($"demo/sentences.csv has nothing for {about}");

    private static List<string[]> Rows(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) { throw new WrongInputException($"demo/{name} is missing: the demonstration is made from it"); }
        using var text = new StreamReader(path);
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        var rows = new List<string[]>();
        while (csv.Read()) { rows.Add(csv.Record!); }
        return rows[1..];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Maybe(string text) => text.Length == 0 ? null : text;
}
