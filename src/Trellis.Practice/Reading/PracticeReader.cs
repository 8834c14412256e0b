using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>
/// Reads all files into a model: first what names nothing, then the shapes of processes, then everything that refers to something,
/// then the same again for each area with its overlay laid on.
/// </summary>
internal sealed class PracticeReader(Mistakes mistakes, IReadOnlySet<string>? knownActs)
{
    private static readonly string[] TopFiles = ["access.yaml", ActionReader.File, AllegationReader.File, "areas.yaml", ChallengeReader.File, "dispensations.yaml", DuplicateReader.File, FeedbackReader.File, "happenings.yaml", LibraryReader.File, MeetingReader.File, "messages.yaml", "offline.yaml", PopulationReader.File, "publications.yaml", ReportReader.File, "retention.yaml", ReviewReader.File, RiskReader.File, "roles.yaml", ScorecardReader.File, ScrutinyReader.File, TrainingReader.File];

    public PracticeModel Read(ImmutableArray<PracticeFile> files, string version)
    {
        var maps = files.Where(IsOurs).Select(f => (Path: Below(f.Path), Map: PracticeYaml.Read(f.Path, f.Text, mistakes)))
            .Where(f => f.Map is not null).Select(f => (f.Path, Map: f.Map!)).ToList();
        if (files.IsEmpty) { mistakes.Add(new Place("practice", 1), "the folder has no practice files"); }

        ImmutableArray<T> Top<T>(string name, Func<MapNode, ImmutableArray<T>> read) =>
            maps.Find(m => m.Path == name).Map is { } map ? read(map) : [];

        var areas = Top("areas.yaml", m => ListReader.Areas(m, mistakes));
        var roles = Top("roles.yaml", m => RoleReader.Read(m, knownActs, mistakes));
        var unusual = Top("access.yaml", m => AccessReader.Read(m, roles, mistakes));
        var happenings = Top("happenings.yaml", m => ListReader.Happenings(m, mistakes));
        var dispensations = Top("dispensations.yaml", m => ListReader.Dispensations(m, areas, mistakes));
        var publications = Top("publications.yaml", m => ListReader.Publications(m, mistakes));
        var codes = Unique(maps.Where(m => m.Path.StartsWith("codes/", StringComparison.Ordinal)).Select(m => ListReader.Codes(m.Map, mistakes)), c => c.Id, c => c.Place, "code list");
        foreach (var (happening, list) in happenings.SelectMany(h => h.Says.Values.Select(list => (h, list))).Where(s => s.list is not "yes-no" && codes.All(c => c.Id != s.list))) { mistakes.Unknown(happening.Place, $"there is no code list \"{list}\"", list, codes.Select(c => c.Id)); }
        var declared = new Known
        {
            Codes = codes.ToImmutableDictionary(c => c.Id),
            Roles = roles,
            Areas = areas,
            Happenings = [.. happenings.Select(h => h.Id)],
            Says = happenings.ToImmutableDictionary(h => h.Id, h => h.Says),
            Dispensations = dispensations.ToImmutableDictionary(d => d.Id),
        };

        var drafts = Unique(
            maps.Where(m => IsProcess(m.Path)).Select(m => new Draft(new Keys(m.Map, "a process", mistakes, Draft.Keys).Required("process"), m.Map)),
            d => d.Id, d => d.Map.Place, "process");
        var retention = RetentionRules.None;
        if (maps.Find(m => m.Path == "retention.yaml").Map is { } kept)
        {
            retention = RetentionReader.Read(kept, mistakes);
            RetentionReader.CheckProcesses(retention, drafts, mistakes);
        }

        var common = new Practised(drafts, declared, null, mistakes).Read();
        if (maps.Find(m => m.Path == "happenings.yaml").Map is { } happened) { happenings = ListReader.WithStarts(happenings, happened, common.Known, common.Processes, mistakes); }
        var locals = new LocalReader(declared, drafts, common, mistakes).Read(maps.Where(m => m.Path.StartsWith("local/", StringComparison.Ordinal)));
        var figureReader = new FigureReader(common.Known, common.Timescales, CategoryLists(common), mistakes);
        var populations = Top(PopulationReader.File, m => new PopulationReader(areas, mistakes).Read(m));
        var figures = Unique(figureReader.Read(maps.Where(m => m.Path.StartsWith("figures/", StringComparison.Ordinal)).Select(m => m.Map), populations), f => f.Id, f => f.Place, "figure");
        figures = locals.WithComparability(figures, figureReader);

        var questionnaires = new QuestionnaireReader(common.Known, mistakes).Read(maps.Where(m => QuestionnaireReader.Is(m.Path)).Select(m => m.Map));
        var auditReader = new AuditReader(common.Known, questionnaires, mistakes);
        return new PracticeModel(
            version, common.Processes, declared.Codes, common.Timescales, WithLocal(common.Statuses, locals.Statuses), figures, roles, publications, areas, locals.Practices)
        {
            Dispensations = dispensations,
            Happenings = happenings,
            Populations = populations,
            Scorecard = maps.Find(m => m.Path == ScorecardReader.File).Map is { } scorecard ? new ScorecardReader(figures, areas, mistakes).Read(scorecard) : Scorecard.None,
            Unusual = unusual,
            Retention = retention,
            Messages = maps.Find(m => m.Path == "messages.yaml").Map is { } messages ? new MessageReader(common.Known, [.. common.Timescales.Concat(locals.Practices.SelectMany(l => l.Timescales))], mistakes).Read(messages) : MessageRules.None,
            Offline = maps.Find(m => m.Path == "offline.yaml").Map is { } offline ? new OfflineReader(common.Known, mistakes).Read(offline) : OfflineRules.None,
            Actions = maps.Find(m => m.Path == ActionReader.File).Map is { } actions ? new ActionReader(roles, mistakes).Read(actions) : ActionRules.None,
            Meetings = maps.Find(m => m.Path == MeetingReader.File).Map is { } meetings ? new MeetingReader(mistakes).Read(meetings) : MeetingRules.None,
            Training = maps.Find(m => m.Path == TrainingReader.File).Map is { } training ? new TrainingReader(mistakes).Read(training) : TrainingRules.None,
            Library = maps.Find(m => m.Path == LibraryReader.File).Map is { } library ? new LibraryReader(mistakes).Read(library) : LibraryRules.None,
            Allegations = maps.Find(m => m.Path == AllegationReader.File).Map is { } allegations ? new AllegationReader(codes, areas, mistakes).Read(allegations) : AllegationRules.None,
            Challenges = maps.Find(m => m.Path == ChallengeReader.File).Map is { } challenges ? new ChallengeReader(codes, mistakes).Read(challenges) : ChallengeRules.None,
            Duplicates = maps.Find(m => m.Path == DuplicateReader.File).Map is { } duplicates ? DuplicateReader.Read(duplicates, mistakes) : DuplicateRules.None,
            Reviews = maps.Find(m => m.Path == ReviewReader.File).Map is { } reviews ? new ReviewReader(common.Known, mistakes).Read(reviews) : ReviewRules.None,
            Reports = maps.Find(m => m.Path == ReportReader.File).Map is { } reports ? new ReportReader(mistakes).Read(reports) : ReportRules.None,
            Risks = maps.Find(m => m.Path == RiskReader.File).Map is { } risks ? new RiskReader(mistakes).Read(risks) : RiskRules.None,
            Scrutiny = maps.Find(m => m.Path == ScrutinyReader.File).Map is { } scrutiny ? new ScrutinyReader(new ActionReader(roles, mistakes), new ChallengeReader(codes, mistakes), mistakes).Read(scrutiny) : ScrutinyRules.None,
            Questionnaires = questionnaires,
            Feedback = maps.Find(m => m.Path == FeedbackReader.File).Map is { } feedback ? new FeedbackReader(common.Known, questionnaires, mistakes).Read(feedback) : FeedbackRules.None,
            Audits = Unique(maps.Where(m => AuditReader.Is(m.Path)).Select(m => auditReader.Read(m.Map)).OfType<AuditTemplate>(), a => a.Id, a => a.Place, "audit"),
            Footprint = maps.Find(m => m.Path == FootprintReader.File).Map is { } footprint ? new FootprintReader(areas, mistakes).Read(footprint) : FootprintHistory.None,
            Agreements = Top(AgreementReader.File, m => new AgreementReader(common.Known, mistakes).Read(m)),
        };
    }

    /// <summary>Bank holidays have their own reader.</summary>
    private bool IsOurs(PracticeFile file)
    {
        var path = Below(file.Path);
        if (path.StartsWith("calendars/", StringComparison.Ordinal)) { return false; }
        if (path.EndsWith(".yml", StringComparison.Ordinal))
        {
            mistakes.Add(new Place(file.Path, 1), "this file would not be read", "a name that ends in .yaml");
            return false;
        }
        if (!path.Contains('/', StringComparison.Ordinal) && !TopFiles.Contains(path))
        {
            mistakes.Unknown(new Place(file.Path, 1), $"\"{path}\" is not a file of the practice model", path, TopFiles);
            return false;
        }
        return true;
    }

    /// <summary>An outcome that only one area has may still begin or end a status, and statuses are the same everywhere.</summary>
    private static ImmutableArray<StatusRule> WithLocal(ImmutableArray<StatusRule> common, IReadOnlyCollection<StatusRule> local) =>
        [.. common.Select(status => status with
        {
            Starts = [.. status.Starts.Concat(local.Where(l => l.Id == status.Id).SelectMany(l => l.Starts)).Distinct()],
            Ends = [.. status.Ends.Concat(local.Where(l => l.Id == status.Id).SelectMany(l => l.Ends)).Distinct()],
        })];

    private static bool IsProcess(string path) =>
        path.Contains('/', StringComparison.Ordinal) && path is not (AgreementReader.File or FootprintReader.File) && path.Split('/')[0] is not ("codes" or "figures" or "local" or "calendars") && !QuestionnaireReader.Is(path) && !AuditReader.Is(path);

    private static string Below(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static Dictionary<string, string?> CategoryLists(Practised.Result common) =>
        common.Statuses.Where(s => s.CategoryField is not null).ToDictionary(
            s => s.Id,
            s => s.Starts.OfType<FactPattern>().Select(p => common.Known.Says.GetValueOrDefault(p.Kind)?.GetValueOrDefault(s.CategoryField!)).FirstOrDefault(list => list is not null)
                ?? common.Processes.SelectMany(p => p.Steps).SelectMany(p => p.Fields).FirstOrDefault(f => f.Id == s.CategoryField && f.Codes is not null)?.Codes);

    private ImmutableArray<T> Unique<T>(IEnumerable<T> things, Func<T, string> id, Func<T, Place> place, string what)
    {
        var byId = new Dictionary<string, T>();
        var unique = ImmutableArray.CreateBuilder<T>();
        foreach (var thing in things)
        {
            if (byId.TryAdd(id(thing), thing)) { unique.Add(thing); }
            else { mistakes.Add(place(thing), $"the {what} \"{id(thing)}\" is given twice, first at {place(byId[id(thing)])}"); }
        }
        return unique.ToImmutable();
    }
}
