using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Timescales;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures.Worked;

/// <summary>
/// Tells a case to the record: each line is a fact, said in acts through the one save path, so that statuses, clocks and whether they
/// were kept follow from it as from anything else. The ids are made up; that a step opened another is said as steps say it.
/// </summary>
public sealed class WorkedStory(Stage stage, WorkedCase worked, string area)
{
    public const string Elsewhere = "elsewhere";

    private readonly Dictionary<string, Guid> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> origins = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Line, int Nth), Fact> said = [];

    /// <summary>The facts of the lines that count, and whether they are in the part of a share.</summary>
    public IEnumerable<(Guid Fact, bool Good)> Counted =>
        worked.Lines.Where(l => l.Counts is not null).SelectMany(l => Enumerable.Range(0, l.Times).Select(n => (said[(l.Name, n)].Id, l.Counts is "yes")));

    /// <summary>Which lines these facts are of, for a person who looks for what differs.</summary>
    public IEnumerable<string> Lines(IEnumerable<(Guid Fact, bool Good)> facts) =>
        facts.Select(f => said.FirstOrDefault(s => s.Value.Id == f.Fact) is { Value: not null } found ? $"{found.Key.Line}{(f.Good ? "" : " (whole)")}" : "a fact of no line");

    /// <summary>
    /// In the order they were recorded. What does not say when was recorded on the evening of its day where the case asks what was known on earlier
    /// days, else all on the day it is counted.
    /// </summary>
    public async Task TellAsync()
    {
        foreach (var together in worked.Lines.GroupBy(l => (At: Recorded(l), Where: l.Elsewhere ? Elsewhere : area)).OrderBy(g => g.Key.At, StringComparer.Ordinal))
        {
            stage.On(together.Key.At);
            await stage.As(Actor.TheSystem(together.Key.Where)).Does(ActWords.SetUp, services =>
            {
                var db = services.GetRequiredService<TrellisDb>();
                Person? teller = null;
                foreach (var who in together.SelectMany(Whom).Distinct().Where(w => !people.ContainsKey(w)).Prepend("nobody"))
                {
                    var person = Somebody(who, together.Key.Where);
                    teller ??= person;
                    person.Added(Platform.Time.Moment.Exactly(stage.Clock.Now));
                    db.Add(person);
                    if (person != teller) { people[who] = person.Id; }
                }

                foreach (var line in together) { Say(teller!, line, together.Key.Where); }
                return Task.FromResult(true);
            });
        }
    }

    private string Recorded(WorkedLine line) => line.Recorded ?? (worked.Known.Length == 0 ? worked.Today : $"{line.On[.."yyyy-MM-dd".Length]} 20:00");

    private static IEnumerable<string> Whom(WorkedLine line) => line.Who is null ? [] : Enumerable.Range(0, line.Times).Select(n => Named(line, n));

    private static string Named(WorkedLine line, int nth) => line.Times == 1 ? line.Who! : $"{line.Who} {nth}";

    private static Person Somebody(string who, string where) => new()
    {
        Reference = Ids.New().ToString("N"),
        Area = where,
        GivenName = who,
        FamilyName = "Example",
        Born = new DateOnly(2016, 5, 1),
        Sex = "F",
        EthnicGroup = Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Id,
        HouseholdId = Ids.New(),
    };

    private void Say(Person teller, WorkedLine line, string where)
    {
        for (var nth = 0; nth < line.Times; nth++)
        {
            var codes = line.Says.Select(s => new FactDetail { Field = s.Field, Code = s.Code }).ToList();
            if (line.Corrects is { } wrong)
            {
                var first = said[(wrong, nth)];
                said[(line.Name, nth)] = first.Corrected(line.On.Length == 0 ? first.Occurred : LondonTimes.Moment(line.On), line.Says.Length > 0 ? codes : [.. first.Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })], null, line.TakesBack);
                Happened(teller, said[(line.Name, nth)]);
                continue;
            }

            var (source, because) = (line.Of is { } of ? said[(of, nth)].SourceId!.Value : Ids.New(), line.After is { } after ? said[(after, nth)].SourceId : null);
            if (because is not null) { Happened(teller, Fact(Steps.OpeningOf(line.What), said[(line.After!, nth)].Occurred, [])); }
            Happened(teller, said[(line.Name, nth)] = Fact(line.What, LondonTimes.Moment(line.On), codes));

            Fact Fact(string kind, Platform.Time.Moment on, List<FactDetail> details) => new()
            {
                Kind = kind,
                PersonId = line.Who is null ? null : people[Named(line, nth)],
                OriginId = line.Who is null ? null : Origin(line, nth),
                SourceId = source,
                BecauseId = because,
                Area = where,
                Occurred = on,
                Details = details,
            };
        }
    }

    private Guid Origin(WorkedLine line, int nth)
    {
        var matter = $"{Named(line, nth)}/{line.Matter}";
        return origins.TryGetValue(matter, out var origin) ? origin : origins[matter] = Ids.New();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void Happened(Entity entity, Fact fact);
}
