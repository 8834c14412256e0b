using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Duplicates;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Duplicates;

/// <summary>A site on which the nightly pass is made when a test says so.</summary>
public abstract class PairsOnSite(TestSite site) : OnSite(site)
{
    private static int number;

    /// <summary>Names nobody else has, so that tests do not find each other's people.</summary>
    private static string Word(int seed)
    {
        var dice = new Random(seed);
        return $"{"BDFGKLMNPRSTVW"[dice.Next(14)]}{string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"aeiou"[dice.Next(5)]}{"bdfgklmnprstvwz"[dice.Next(15)]}"))}";
    }

    /// <summary>One household of a test's own.</summary>
    protected sealed record Home(string Given, string Family, string Born, string Address, string Postcode);

    protected static Home AHome()
    {
        var n = Interlocked.Increment(ref number) * 7919;
        var dice = new Random(n);
        return new Home(Word(n + 1), $"{Word(n + 2)}{Word(n + 3)[1..]}", new DateOnly(2009, 1, 1).AddDays(dice.Next(4000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{dice.Next(1, 90)} {Word(n + 4)} Row", $"SW{dice.Next(1, 20)} {dice.Next(1, 9)}{"ABDEFGHJLNPQRSTUWXYZ"[dice.Next(20)]}{"ABDEFGHJLNPQRSTUWXYZ"[dice.Next(20)]}");
    }

    protected Task<Passed?> Night(bool everybody = true) => Site.Site.Services.GetRequiredService<Finding>().FindAsync(everybody);

    protected Task<Person> Somebody(Home home, string? given = null, string? born = null, string sex = "F", string area = "RBKC") =>
        Stage.As(Actor.TheSystem(area)).Does(ActWords.SetUp, services =>
        {
            var person = new Person
            {
                Reference = string.Create(CultureInfo.InvariantCulture, $"D{Interlocked.Increment(ref number)}"),
                Area = area,
                GivenName = given ?? home.Given,
                FamilyName = home.Family,
                Born = LondonTimes.Day(born ?? home.Born),
                Sex = sex,
                EthnicGroup = Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Id,
                HouseholdId = Ids.New(),
                Address = home.Address,
                Postcode = home.Postcode,
            };
            person.Added(Moment.Exactly(Stage.Clock.Now));
            services.GetRequiredService<TrellisDb>().Add(person);
            return Task.FromResult(person);
        });

    /// <summary>Two records of one girl, one of them with a slip of the keyboard.</summary>
    protected async Task<(Person One, Person Other)> Twice(string area = "RBKC", string otherArea = "RBKC")
    {
        var home = AHome();
        return (await Somebody(home, area: area), await Somebody(home, Slip(home.Given), area: otherArea));
    }

    /// <summary>Two records at one address with one name and birth dates of two people: a guard stands against joining them.</summary>
    protected async Task<(Person One, Person Other)> Guarded()
    {
        var home = AHome();
        return (await Somebody(home, born: "2014-07-09"), await Somebody(home, born: "2011-11-20"));
    }

    /// <summary>Two letters changed about.</summary>
    protected static string Slip(string name) => $"{name[..3]}{name[4]}{name[3]}{name[5..]}";

    protected Task<PossiblePair?> Pair(Person one, Person other) => Stage.LookAsync(db =>
        db.Set<PossiblePair>().AsNoTracking().FirstOrDefaultAsync(p => (p.OneId == one.Id && p.OtherId == other.Id) || (p.OneId == other.Id && p.OtherId == one.Id)));

    protected async Task<PossiblePair> Found(Person one, Person other)
    {
        await Night();
        return (await Pair(one, other)).ShouldNotBeNull("the pass did not find them");
    }

    /// <summary>Decides as the first, the second or the manager, without a browser; each as the product has them.</summary>
    protected static async Task<PossiblePair> Says(Player who, PossiblePair pair, string said, string? relation = null, Guid? kept = null)
    {
        var decision = new Decision(said, kept, relation, said is PossiblePair.CannotTell ? ["visit"] : []);
        return await who.In(async services =>
        {
            var acting = services.GetRequiredService<Acting>();
            var deciding = services.GetRequiredService<Deciding>();
            var now = await services.GetRequiredService<TrellisDb>().Set<PossiblePair>().AsNoTracking().FirstAsync(p => p.Id == pair.Id);
            acting.Begin(now.State is PossiblePair.Disagreed ? ActWords.SettleDuplicate : ActWords.DecideDuplicate, "Looked at both");
            var done = now.State switch
            {
                PossiblePair.Second => await deciding.DecideAgainAsync(pair.Id, decision),
                PossiblePair.Disagreed => await deciding.SettleAsync(pair.Id, decision, "Looked at both"),
                _ => await deciding.DecideAsync(pair.Id, decision),
            };
            return done.Refused(out var why, out var decided) ? throw new RefusedException(why.Field, why.Words) : decided;
        });
    }
}
