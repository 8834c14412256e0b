using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Commands;
using Trellis.Platform;

namespace Trellis.Tests.House;

/// <summary>
/// What is written for those who must answer for the program names things of it: tests, pages, verbs, settings, files, decisions. Each is
/// really there under that name. That the sentences round them are true is for people to check.
/// </summary>
public sealed partial class Papers_name_what_is_there
{
    /// <summary>Of others, or an example.</summary>
    private static readonly string[] NotOurs = ["Class", "Class.Method", "SSL Mode=VerifyFull", "JSON.parse"];

    private static readonly string Said = string.Join('\n', Sources.All.Select(s => s.Text).Concat(More("src", "*.sql")).Concat(More("src/Trellis/Assets", "*.js")).Concat(More("practice", "*.yaml")));

    private static readonly HashSet<string> Decisions = [.. Directory.EnumerateFiles(Checkout.Folder("docs", "decisions")).Select(f => Path.GetFileName(f)[..4])];

    public static TheoryData<string> Papers => ["security.md", "data-protection-impact-assessment.md", "clinical-safety-hazard-log.md", "when-an-agency-leaves.md"];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Everything_named_in_code_letters(string paper) =>
        Code().Matches(Read(paper)).Select(m => m.Groups["name"].Value).Distinct().Except(NotOurs).Where(name => !NamedTests.Have(name) && !IsFile(name) && !IsVerb(name) && !IsSaid(name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_file_it_links_to(string paper) =>
        Link().Matches(Read(paper)).Select(m => m.Groups["to"].Value).Where(to => !Path.Exists(Checkout.Folder("docs", to))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_decision_it_rests_on(string paper)
    {
        var text = Read(paper);
        // Where a paper says so at its head, numbers alone in brackets are decisions.
        var numbers = (text.Contains("umbers in brackets are [decision records]", StringComparison.Ordinal) ? Bracket().Matches(text) : Decision().Matches(text)).SelectMany(m => Number().Matches(m.Value)).Select(n => int.Parse(n.Value, CultureInfo.InvariantCulture)).Distinct().ToArray();

        numbers.Length.ShouldBeGreaterThan(5);
        numbers.Where(n => !Decisions.Contains(n.ToString("D4", CultureInfo.InvariantCulture))).ShouldBeEmpty();
    }

    private static string Read(string paper) => File.ReadAllText(Checkout.Folder("docs", paper));

    private static IEnumerable<string> More(string folder, string pattern) => Directory.EnumerateFiles(Checkout.Folder(folder), pattern, SearchOption.AllDirectories).Select(File.ReadAllText);

    private static bool IsFile(string name) => !name.StartsWith('/') && (Path.Exists(Checkout.Folder(name)) || Path.Exists(Checkout.Folder("practice", name)));

    /// <summary><c>./trellis record verify --anchor</c>, or <c>practice check</c>.</summary>
    private static bool IsVerb(string name)
    {
        Command at = CommandLine.Build();
        foreach (var word in name.Split(' ').Where(w => w != "./trellis"))
        {
            if (at.Options.Any(o => o.Name == word)) { continue; }
            if (at.Subcommands.FirstOrDefault(c => c.Name == word) is not { } next) { return false; }
            at = next;
        }

        return at.Parents.Any();
    }

    /// <summary>An address as a page or a route has it, a setting as it is read, a type with such a member, or a word as the sources have it.</summary>
    private static bool IsSaid(string name)
    {
        if (name.StartsWith('/')) { return Said.Contains($"\"{name}\"", StringComparison.Ordinal); }
        if (name.Contains("__", StringComparison.Ordinal) && !name.EndsWith('-')) { return Said.Contains($"\"{name.Replace("__", ":", StringComparison.Ordinal)}\"", StringComparison.Ordinal); }
        if (name.StartsWith("TRELLIS_", StringComparison.Ordinal)) { return Said.Contains($"\"{name}\"", StringComparison.Ordinal); }
        return Said.Contains(name, StringComparison.Ordinal) || (Member().Match(name) is { Success: true } member && Sources.Code.Any(s => Declares(s.Text, member)));
    }

    private static bool Declares(string text, Match member) =>
        Regex.IsMatch(text, $@"\b(class|record|struct|enum) {member.Groups["type"].Value}\b", RegexOptions.None, TimeSpan.FromSeconds(5)) && Regex.IsMatch(text, $@"\b{member.Groups["member"].Value}\b( =|\(| =>)", RegexOptions.None, TimeSpan.FromSeconds(5));

    [GeneratedRegex("`(?<name>[^`\n]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<to>[^)#:]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdecisions? \d+((, | and | to )\d+)*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Decision();

    [GeneratedRegex(@"(?<![\w)])\(\d+(, \d+)*(?=[;)])", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\d+", RegexOptions.None, 5000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<type>[A-Z]\w+)\.(?<member>[A-Z]\w+)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Member();
}
