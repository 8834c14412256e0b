using Trellis.Access;
using Trellis.Modules.Money;
using Trellis.Modules.Money.Claims;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>The partnership's budget of the year: its lines, the quarters that are over, and what was claimed, approved by somebody else, and paid.</summary>
public sealed class MoneyPlot(IServiceProvider services, Players players, Inventions from, DateOnly today)
{
    private static readonly string[] Areas = ["RBKC", "WCC"];

    private static readonly (string Section, string Title, string? Agency, decimal One, decimal Other)[] Lines =
    [
        ("funding", "Kensington and Chelsea council", "rbkc-children", 78_000m, 0m),
        ("funding", "Westminster council", "wcc-children", 0m, 81_500m),
        ("funding", "Integrated care board", "icb", 20_000m, 20_000m),
        ("funding", "Police", "police", 5_000m, 5_000m),
        ("spending", "Business team", null, 62_400m, 64_100m),
        ("spending", "Independent scrutineer", null, 14_250.50m, 14_250.50m),
        ("spending", "Training", null, 12_000m, 12_500m),
        ("adjustments", "Shared training post", null, -3_200m, 3_200m),
        ("reserves", "Brought forward", null, 41_300m, 38_750m),
    ];

    /// <summary>Returns how many claims there are.</summary>
    public async Task<int> PlayAsync(CancellationToken stop = default)
    {
        var year = new DateOnly(today.Month >= 4 ? today.Year : today.Year - 1, 4, 1);
        var over = Quarters.All.Where(q => Quarters.FirstDay(year, q).AddMonths(3) <= today).ToArray();
        // A budget is made on the first day of its year, or, of a year that has hardly begun, today.
        var budget = await ActAsync(0, ActWords.WriteMoney, year, (db, by, at) =>
        {
            var made = Done(Budget.Begin("", year, Areas, null, new Dictionary<string, decimal>(), by, at));
            foreach (var (section, title, agency, one, other) in Lines)
            {
                var amounts = new[] { ("RBKC", one), ("WCC", other) }.Where(a => a.Item2 != 0).ToDictionary(a => a.Item1, a => a.Item2);
                Done(made.Put(null, section, title, agency, "", amounts, by, at));
            }

            db.Add(made);
            return made;
        }, stop);
        foreach (var quarter in over) { await SayAsync(budget, quarter, stop); }
        return await ClaimAsync(budget, stop);
    }

    /// <summary>What was due came in, but for the police in the first quarter; of spending a quarter each time, training a little over.</summary>
    private async Task SayAsync(Budget budget, int quarter, CancellationToken stop)
    {
        var on = Quarters.FirstDay(budget.FromOn, quarter).AddMonths(3).AddDays(5);
        await ActAsync(0, ActWords.ReportMoney, on < today ? on : today, (db, by, at) =>
        {
            var figures = new Dictionary<(Guid, string), QuarterFigures>();
            foreach (var line in budget.Lines.Where(l => l.Section is "funding" or "spending"))
            {
                foreach (var amount in line.Amounts.Where(a => a.Pounds is not null))
                {
                    var year = line.Typed(amount.Area)!.Value;
                    var each = Math.Round(year / 4, 2, MidpointRounding.ToZero);
                    figures[(line.Id, amount.Area)] = line.Section is "funding"
                        ? new QuarterFigures(each, line.Title is "Police" && quarter == 1 ? 0m : each, null, null)
                        : new QuarterFigures(null, null, each * quarter, line.Title is "Training" ? year + 750m : year);
                }
            }

            var said = BudgetQuarter.Begin(budget, quarter);
            Done(said.Say(budget, figures, by, at));
            db.Add(said);
            return said;
        }, stop);
    }

    private async Task<int> ClaimAsync(Budget budget, CancellationToken stop)
    {
        var training = budget.Lines.Single(l => l.Title is "Training");
        (string Who, string What, string Reference, string Area, decimal Amount)[] claims =
        [
            ("Bramblewick Training", "Two workshops on neglect", "BW-118", "RBKC", 1_250.50m),
            ("Meadowsweet housing association", "Room for the trainers’ day", "M-2207", "WCC", 180m),
            ("Health trust", "A trainer for half a day", "", "WCC", 310.75m),
        ];
        var entered = new List<Claim>();
        foreach (var (who, what, reference, area, amount) in claims)
        {
            entered.Add(await ActAsync(0, ActWords.ClaimMoney, Since(budget, 12), (db, by, at) =>
            {
                var claim = Done(Claim.Enter(budget, training, area, reference.Length > 0 ? "invoice" : "claim", who, what, reference, amount, London.DateOf(at), by, at));
                db.Add(claim);
                return claim;
            }, stop));
        }

        // The deputy approves what the manager entered; one is still to be decided.
        foreach (var claim in entered.Take(2)) { await ActAsync(1, ActWords.SettleMoney, Since(budget, 6), (db, by, at) => Done(Attached(db, claim).Approve(by, at)), stop); }
        await ActAsync(0, ActWords.SettleMoney, Since(budget, 2), (db, by, at) => Done(Attached(db, entered[0]).Pay(by, at)), stop);
        return entered.Count;
    }

    /// <summary>So many days ago, but not before the year began.</summary>
    private DateOnly Since(Budget budget, int days) => today.AddDays(-days) is var day && day > budget.FromOn ? day : budget.FromOn;

    private static Claim Attached(TrellisDb db, Claim claim)
    {
        db.Attach(claim);
        return claim;
    }

    /// <param name="who">0: the business manager; 1: the deputy.</param>
    private async Task<T> ActAsync<T>(int who, string word, DateOnly on, Func<TrellisDb, Actor, DateTimeOffset, T> act, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var at = London.At(on < today ? on : today.AddDays(-1), new TimeOnly(9, 30));
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Actor(from.Staff.Where(s => s.Role is "business-manager").ElementAt(who)));
        db.Acting.Begin(word);
        var done = act(db, db.Acting.Actor, at);
        await db.SaveChangesAsync(stop);
        return done;
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The budget of the year: {why.Field}: {why.Words}") : done;
}
