using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Tests.Support;

namespace Trellis.Tests.House;

/// <summary>The rules of the house, kept by reading the sources.</summary>
public sealed partial class WallTests
{
    /// <summary>Acts no role may do, and who does them.</summary>
    private static readonly Dictionary<string, string> DoneByNobody = new()
    {
        [ActWords.SetUp] = "the system",
        [ActWords.RemindScrutiny] = "the system",
        [ActWords.GuestOpens] = "the system, for whoever has a one-time link",
        [ActWords.GuestSays] = "the system, for whoever has a one-time link",
        [ActWords.GuestReads] = "the system, for whoever has a one-time link",
        [ActWords.GuestOpensQuestionnaire] = "the system, for whoever has a link",
        [ActWords.GuestOpensDraft] = "the system, for whoever has a link",
        [ActWords.GuestRepliesToDraft] = "the system, for whoever has a link",
        [ActWords.GuestReadsDraft] = "the system, for whoever has a link",
        [ActWords.GuestAnswers] = "the system, for whoever has a link",
        [ActWords.PassRounds] = "the system",
        [ActWords.PassFeedback] = "the system",
        [ActWords.EnterApi] = "a program, with credentials of its own",
        [ActWords.RefuseSignIn] = "the system: who tried is not known",
        [ActWords.TimePasses] = "the system",
        [ActWords.FlagLooks] = "the system",
        [ActWords.FindDuplicates] = "the system",
        [ActWords.EscalateActions] = "the system",
        [ActWords.AskLibrary] = "the system",
        [ActWords.CheckReturn] = "the system",
        [ActWords.PassTraining] = "the system",
        [ActWords.ImportTraining] = "the operator, at the command line",
        [ActWords.GuestProvesAddress] = "the system, for whoever books training",
        [ActWords.GuestBooks] = "whoever books training, with an account or without",
        [ActWords.GuestAddsLearnt] = "whoever has a record of training, with an account or without",
        [ActWords.GuestShowsTraining] = "whoever an agency names, with an account or without",
        [ActWords.GuestAgrees] = "the line manager of whoever booked, with an account or without",
        [ActWords.GuestArrives] = "the system, for whoever was booked",
        [ActWords.GuestEvaluates] = "whoever took part, with an account or without",
        [ActWords.RemindChallenges] = "the system",
        [ActWords.EndAuditAccess] = "the system",
        [ActWords.AskSourcesAgain] = "the system",
        [ActWords.MakeExtracts] = "the system",
        [ActWords.Restore] = "the operator restores, at the command line",
        [ActWords.Refused] = "noted of whoever was refused",
        [ActWords.Hidden] = "noted of whoever found nothing",
        [ActWords.Dispose] = "the steward, from the command line",
    };

    private static readonly Dictionary<string, string> Schemas = new() { ["agencies"] = "Agencies", ["people"] = "People", ["casework"] = "Casework", ["figures"] = "Figures", ["messages"] = "Messages", ["oversight"] = "Oversight", ["retention"] = "Retention", ["disclosure"] = "Disclosure", ["sources"] = "Sources", ["candidates"] = "Candidates", ["duplicates"] = "Duplicates", ["actions"] = "Actions", ["questionnaires"] = "Questionnaires", ["library"] = "Library", ["allegations"] = "Allegations", ["challenges"] = "Challenges", ["audits"] = "Audits", ["training"] = "Training", ["plans"] = "Plans", ["money"] = "Money", ["voice"] = "Voice", ["communications"] = "Communications", ["risks"] = "Risks", ["footprint"] = "Footprint", ["reports"] = "Reports", ["returns"] = "Returns", ["ssd"] = "Returns", ["scrutiny"] = "Scrutiny" };

    [Fact]
    public void No_module_names_anothers_tables_or_entities_outside_its_Public_folder()
    {
        var sets = typeof(TrellisDb).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.PropertyType.IsGenericType).ToDictionary(p => p.Name, p => p.PropertyType.GetGenericArguments()[0].Namespace!.Split('.')[2]);
        var where = new List<string>();
        foreach (var (path, text) in Sources.All)
        {
            if (Sources.Module(path) is not { } module) { continue; }
            var named = Using().Matches(text).Where(m => m.Groups["rest"].Value != ".Public").Select(m => (m.Groups["module"].Value, m.Index))
                .Concat(Table().Matches(text).Where(m => Schemas.ContainsKey(m.Groups["schema"].Value)).Select(m => (Schemas[m.Groups["schema"].Value], m.Index)))
                .Concat(Set().Matches(text).Where(m => sets.ContainsKey(m.Groups["set"].Value)).Select(m => (sets[m.Groups["set"].Value], m.Index)));
            where.AddRange(named.Where(n => n.Item1 != module).Select(n => $"{path}:{Sources.Line(text, n.Index)} reaches into {n.Item1}"));
        }

        where.ShouldBeEmpty();
    }

    [Fact]
    public void Platform_practice_and_access_know_no_module() =>
        Sources.All.Where(s => s.Path.StartsWith("src/Trellis.Platform/", StringComparison.Ordinal) || s.Path.StartsWith("src/Trellis.Practice/", StringComparison.Ordinal))
            .Where(s => s.Text.Contains("Trellis.Modules", StringComparison.Ordinal)).Select(s => s.Path).ShouldBeEmpty();

    [Fact]
    public void Nothing_asks_the_machine_for_the_time()
    {
        // Where the program is put together, where a table is checked without it, and where the demonstration is told which day it is.
        string[] may = ["src/Trellis/Services.cs", "src/Trellis/Commands/Record.cs", "src/Trellis/Commands/CheckTables.cs", "src/Trellis/Demonstration/DemonstrationDatabase.cs"];

        Sources.Code.Where(s => !may.Contains(s.Path)).SelectMany(s => MachineTime().Matches(s.Text).Select(m => $"{s.Path}:{Sources.Line(s.Text, m.Index)} {m.Value}")).ShouldBeEmpty();
    }

    [Fact]
    public void No_failure_is_swallowed()
    {
        var swallowed = new List<string>();
        foreach (var (path, text) in Sources.Code)
        {
            foreach (Match caught in CatchAll().Matches(text))
            {
                // The command line's last stop answers with a code and says what failed; a return's rule that breaks is named in its result.
                if (path is "src/Trellis/Commands/CommandLine.cs" or "src/Trellis.Returns/Checking/CensusCheck.cs" || Block(text, caught.Index).Contains("throw", StringComparison.Ordinal)) { continue; }
                swallowed.Add($"{path}:{Sources.Line(text, caught.Index)}");
            }
        }

        swallowed.ShouldBeEmpty();
    }

    [Fact]
    public void Logs_carry_ids_and_words_of_ours_and_nothing_else()
    {
        string[] may = ["Failure", "Act", "Id", "Count", "Seconds", "Status", "Route", "What"];
        foreach (var (path, text) in Sources.Code)
        {
            foreach (Match log in Log().Matches(text))
            {
                var call = text[log.Index..text.IndexOf(';', log.Index)];
                foreach (Match held in Placeholder().Matches(call)) { may.ShouldContain(held.Groups["name"].Value, $"{path}:{Sources.Line(text, log.Index)}"); }
                call.ShouldNotContain("$\"", customMessage: $"{path}:{Sources.Line(text, log.Index)}");
            }
        }
    }

    [Fact]
    public void Every_page_says_which_act_it_is_or_that_anyone_may()
    {
        var pages = typeof(TrellisDb).Assembly.GetTypes().Where(t => typeof(PageModel).IsAssignableFrom(t) && !t.IsAbstract).ToArray();
        var silent = pages.Where(p => p.GetCustomAttribute<DoesAttribute>() is null && p.GetCustomAttribute<AllowAnonymousAttribute>() is null
            && p.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.Name.StartsWith("On", StringComparison.Ordinal)).Any(m => m.GetCustomAttribute<DoesAttribute>() is null));
        silent.Select(p => p.FullName).ShouldBeEmpty();

        Sources.All.Where(s => s.Path.EndsWith(".cshtml", StringComparison.Ordinal) && Page().IsMatch(s.Text) && !s.Text.Contains("@model ", StringComparison.Ordinal))
            .Select(s => s.Path).ShouldBeEmpty("a page without a model says nothing");
    }

    [Fact]
    public void Every_act_word_has_a_meaning_and_somebody_who_may()
    {
        var words = typeof(ActWords).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToArray();
        words.Except(ActWords.Meanings.Keys).ShouldBeEmpty();
        ActWords.Meanings.Keys.Except(words).ShouldBeEmpty();

        var said = Sources.Code.SelectMany(s => Said().Matches(s.Text).Select(m => m.Groups["word"].Value)).Concat(
            typeof(TrellisDb).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<DoesAttribute>().Concat(t.GetMethods().SelectMany(m => m.GetCustomAttributes<DoesAttribute>()))).Select(d => d.Word));
        said.Distinct().Except(words).ShouldBeEmpty();

        var granted = Stage.Practised.Model.Roles.SelectMany(r => r.Acts).ToHashSet();
        words.Where(w => !granted.Contains(w) && !granted.Contains(w[..w.IndexOf('.', StringComparison.Ordinal)] + ".*")).Except(DoneByNobody.Keys).ShouldBeEmpty();
        DoneByNobody.Keys.Where(granted.Contains).ShouldBeEmpty();
    }

    private static string Block(string text, int from)
    {
        var (start, depth) = (text.IndexOf('{', from), 0);
        for (var at = start; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) { return text[start..at]; }
        }

        return text[start..];
    }

    [GeneratedRegex(@"(?<!namespace )Trellis\.Modules\.(?<module>[A-Z]\w+)(?<rest>\.Public\b)?", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(?<schema>agencies|people|casework|figures|messages|oversight|retention|disclosure|sources|candidates|duplicates|questionnairesactions|allegations|challenges)\.(?<table>[a-z_]+)\b(?![(.=])", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Table();

    [GeneratedRegex(@"\b[dD]b\.(?<set>[A-Z]\w+)\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Set();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bTimeProvider\.System\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MachineTime();

    [GeneratedRegex(@"\bcatch\s*(\(Exception(\s+\w+)?\)(?!\s*when))?\s*(#pragma[^\n]*\s*)*\{", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Log();

    [GeneratedRegex(@"\{(?<name>[A-Z]\w*)\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^@page\b", RegexOptions.Multiline, 5000)]
    private static partial Regex Page();

    [GeneratedRegex(@"(\.Begin\(|\bMay\(|\bSawAsync\(""[a-z-]+"", |\[Does\()""(?<word>[^""]+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Said();
}
