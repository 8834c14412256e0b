using System.Globalization;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Training.Needs;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>Agencies name who of theirs needs training, or give numbers; leads add what some learnt elsewhere. Those who book are among them, by their e-mail addresses.</summary>
public sealed class WorkforcePlot(IServiceProvider services, Players players, Inventions from, PracticeModel practice, int seed, DateOnly today)
{
    private const int Delegates = 140;
    private const int DaysAgo = 30;

    private static readonly (string Agency, int People)[] Named = [("rbkc-school-a", 30), ("rbkc-school-b", 24), ("wcc-school-a", 26), ("wcc-school-b", 28), ("police", 40), ("health-trust", 44)];
    private static readonly string[] Counted = ["rbkc-children", "wcc-children"];
    private static readonly string[] Settings = ["Main site", "Reception", "Duty desk", "Community team", ""];
    private static readonly string[] Online = ["Noticing and telling, online", "Safe recruitment, online", "Prevent awareness, online"];

    private readonly Dice dice = Dice.For(seed, "workforce");

    public async Task PlayAsync(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var at = London.At(today.AddDays(-DaysAgo), new TimeOnly(11, 0));
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Actor(from.Staff.First(s => s.Role is "business-manager")));
        var agencies = (await scope.ServiceProvider.GetRequiredService<AgencyRegister>().ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code);
        db.Acting.Begin(ActWords.BringWorkers);
        var next = 0;
        foreach (var (code, people) in Named)
        {
            var force = Force(agencies[code]);
            for (var i = 0; i < people; i++) { force.Workers.Add(Somebody(force, i % 3 == 2 ? null : ++next)); }
            force.Take("people", at);
            db.Add(force);
        }

        foreach (var code in Counted)
        {
            var force = Force(agencies[code]);
            force.Counts.AddRange(new[] { ("practitioner", 90, 180), ("manager", 12, 30), ("lead", 2, 5) }.Select(r => new StaffCount { WorkforceId = force.Id, Workforce = force, Agency = code, Area = force.Area, Role = r.Item1, People = dice.Between(r.Item2, r.Item3) }));
            force.Take("numbers", at);
            db.Add(force);
        }

        await db.SaveChangesAsync(stop);
        await ShowAsync(db, at, stop);
        db.Acting.Begin(ActWords.AddLearnt);
        foreach (var worker in db.ChangeTracker.Entries<Worker>().Select(e => e.Entity).Where(_ => dice.Chance(0.2)).ToArray())
        {
            var done = today.AddDays(-DaysAgo - dice.Between(20, 1200));
            db.Add(Done(Learnt.Add(worker.Email, worker.Agency, worker.Area, new LearntText(dice.Pick(Online), "level-2", "e-learning", done, string.Create(CultureInfo.InvariantCulture, $"Certificate {dice.Between(1000, 9999)}"), done), null, practice.Training, at)));
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>Most of them let their agency see their training; some have not said.</summary>
    private async Task ShowAsync(TrellisDb db, DateTimeOffset at, CancellationToken stop)
    {
        db.Acting.Begin(ActWords.GuestShowsTraining);
        foreach (var worker in db.ChangeTracker.Entries<Worker>().Select(e => e.Entity).Where(_ => dice.Chance(0.8)).ToArray()) { db.Add(Showing.Say(worker, dice.Chance(0.97), at)); }
        await db.SaveChangesAsync(stop);
    }

    private Workforce Force(AgencySummary agency) => new() { Agency = agency.Code, Sector = practice.Training.Sector(agency.Kind)?.Id ?? "other-public", Area = agency.Area ?? "RBKC" };

    /// <param name="delegated">Which of those who book they are; null: somebody who never did.</param>
    private Worker Somebody(Workforce force, int? delegated) => new()
    {
        WorkforceId = force.Id,
        Workforce = force,
        Agency = force.Agency,
        Sector = force.Sector,
        Area = force.Area,
        Email = string.Create(CultureInfo.InvariantCulture, $"{(delegated is > 0 and <= Delegates ? $"delegate{delegated}" : $"{force.Agency}.{dice.Between(100_000, 999_999)}")}@{Inventions.Domain}"),
        Name = $"{dice.Pick(from.GivenNames)} {dice.Pick(from.FamilyFirst)}{dice.Pick(from.FamilyLast)}",
        Role = dice.Of(("practitioner", 60), ("manager", 14), ("lead", 6), ("volunteer", 10), ("recruiter", 6), ("governor", 4)),
        Setting = dice.Pick(Settings),
        StartedOn = today.AddDays(-DaysAgo - dice.Between(10, 2500)),
    };

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The demonstration's workforce: {why.Field}: {why.Words}") : done;
}
