using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>Of places in the past, how many were used.</summary>
/// <param name="Of">An agency, a kind of organisation, a course; what it is called.</param>
public sealed record CameBefore(string Of, int Places, int Came)
{
    public double? Rate => Places == 0 ? null : (double)Came / Places;
}

/// <summary>Those of one agency who are down for a workshop, and the share of them that is expected.</summary>
public sealed record Expected(CameBefore Before, int Booked, double Rate);

/// <summary>How many of those who are down for a workshop are expected to come.</summary>
/// <param name="Low">Of 100 such workshops 95 have between this and <paramref name="High"/>.</param>
public sealed record Foretold(int Booked, double Mean, double Low, double High, CameBefore Everybody, CameBefore Course, IReadOnlyList<Expected> Agencies)
{
    private const int Draw = 20;
    private const double Surest = 0.99;
    private const double Z = 1.96;

    /// <summary>
    /// The course’s rate times how each agency comes against everybody. Either rate is drawn towards everybody’s as if 20 more places had been
    /// used as usual, so that three people who stayed away say little. The range holds both chance on the day and how little the past tells.
    /// </summary>
    public static Foretold From(CameBefore everybody, CameBefore course, IReadOnlyList<(CameBefore Before, int Booked)> agencies)
    {
        var usual = everybody.Rate ?? throw new ArgumentException("Nobody was ever expected", nameof(everybody));
        double Drawn(CameBefore of) => (of.Came + (Draw * usual)) / (of.Places + Draw);
        // Of a share with so many places behind it: its variance over its square.
        double Doubt(CameBefore of) => Drawn(of) is > 0 and var rate ? (1 - rate) / (rate * (of.Places + Draw + 1)) : 0;
        var expected = agencies.Select(a => new Expected(a.Before, a.Booked, usual == 0 ? 0 : Math.Min(Surest, Drawn(course) * Drawn(a.Before) / usual))).ToArray();
        var (booked, mean) = (expected.Sum(e => e.Booked), expected.Sum(e => e.Booked * e.Rate));
        var variance = expected.Sum(e => e.Booked * e.Rate * (1 - e.Rate)) + (mean * mean * Doubt(course)) + expected.Sum(e => e.Booked * e.Rate * (e.Booked * e.Rate) * Doubt(e.Before));
        var half = Z * Math.Sqrt(variance);
        return new Foretold(booked, mean, Math.Max(0, mean - half), Math.Min(booked, mean + half), everybody, course, expected);
    }
}

/// <summary>Foretells how many come, from who came before. Of a workshop, never of a person.</summary>
public sealed class Turnout(TrellisDb db, PracticeModel practice, AgencyRegister agencies, LondonClock clock)
{
    /// <summary>Null: there is too little to say it from, or nobody is down for it.</summary>
    /// <param name="also">Somebody who would be down for it too.</param>
    public async Task<Foretold?> OfAsync(Workshop on, Delegate? also = null, CancellationToken stop = default)
    {
        var since = clock.Now.AddMonths(-practice.Training.ForetellMonths);
        var past = await db.Set<Booking>().AsNoTracking().Where(b => b.State == "confirmed" && !b.WalkedIn && b.Came != null && b.Workshop!.TakenAt != null && b.Workshop.StartsAt >= since)
            .GroupBy(b => new { Same = b.Workshop!.CourseId == on.CourseId, b.Delegate!.Agency, Sector = b.Delegate.Agency == null ? b.Delegate.Sector : "" })
            .Select(g => new { g.Key.Same, g.Key.Agency, g.Key.Sector, Places = g.Count(), Came = g.Count(b => b.Came != "no") }).ToListAsync(stop);
        if (past.Sum(p => p.Places) is var all && (all == 0 || all < practice.Training.ForetellFrom)) { return null; }
        var booked = await db.Set<Booking>().AsNoTracking().Where(b => b.WorkshopId == on.Id && b.Seat != null).Select(b => new { b.Delegate!.Agency, b.Delegate.Sector }).ToListAsync(stop);
        if (also is not null) { booked.Add(new { also.Agency, also.Sector }); }
        if (booked.Count == 0) { return null; }
        var titles = (await agencies.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
        return Foretold.From(
            new("Everybody", all, past.Sum(p => p.Came)), new("This course", past.Where(p => p.Same).Sum(p => p.Places), past.Where(p => p.Same).Sum(p => p.Came)),
            [.. booked.GroupBy(b => (b.Agency, Sector: b.Agency is null ? b.Sector : "")).Select(g =>
            {
                var before = past.FindAll(p => (p.Agency, p.Sector) == g.Key);
                return (new CameBefore(g.Key.Agency is { } code ? titles.GetValueOrDefault(code, code) : practice.Training.SectorTitle(g.Key.Sector), before.Sum(p => p.Places), before.Sum(p => p.Came)), g.Count());
            }).OrderByDescending(a => a.Item2).ThenBy(a => a.Item1.Of, StringComparer.Ordinal)]);
    }
}
