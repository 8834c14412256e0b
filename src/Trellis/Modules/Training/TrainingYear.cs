using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>How a part of those who booked came.</summary>
public sealed record Share(string Of, int Booked, int Came)
{
    public double? Rate => Booked == 0 ? null : 100.0 * Came / Booked;
}

/// <summary>A workshop that was held, with its part of the numbers of a year.</summary>
public sealed record HeldWorkshop(string Reference, string Course, DateOnly Day, int Places, int Booked, int Came);

/// <summary>The measures of a year, from April to March, as the annual reports have them.</summary>
/// <param name="Places">Of the workshops that were held: their capacity.</param>
/// <param name="Filled">Of these places, those that somebody booked: of one workshop never more than it has.</param>
/// <param name="Booked">People who had a place when it began, or gave it up late.</param>
/// <param name="ByAgency">By the agency they are of, or what they said their organisation is called.</param>
/// <param name="Income">What was charged and not waived, by kind, in pounds.</param>
public sealed record YearOfTraining(string Year, int Workshops, int Cancelled, int Places, int Filled, int Booked, int Came, int Certificates, IReadOnlyDictionary<string, decimal> Income, decimal Paid, IReadOnlyList<Share> Programmes, IReadOnlyList<Share> Sectors, IReadOnlyList<Share> Roles, IReadOnlyList<Share> Areas, IReadOnlyList<Share> ByAgency, IReadOnlyList<(string Course, int[] ByAgency, int Total)> Given, ImmutableArray<string> Agencies)
{
    /// <summary>The workshops these numbers were counted from, by when they began.</summary>
    public IReadOnlyList<HeldWorkshop> Held { get; init; } = [];

    public double? BookingRate => Places == 0 ? null : 100.0 * Filled / Places;

    public double? AttendanceRate => Booked == 0 ? null : 100.0 * Came / Booked;
}

/// <summary>Counts a year of training.</summary>
public sealed class TrainingYear(TrellisDb db, Programme programme, AgencyRegister register)
{
    private const int April = 4;
    private const int Century = 100;

    /// <summary><c>2026-27</c></summary>
    public static string YearOf(DateOnly day) => Named(FirstOf(day));

    /// <summary>The year it began in.</summary>
    public static int FirstOf(DateOnly day) => day.Month >= April ? day.Year : day.Year - 1;

    public static (DateTimeOffset From, DateTimeOffset Until) Span(int first) => (London.MidnightOf(new DateOnly(first, April, 1)), London.MidnightOf(new DateOnly(first + 1, April, 1)));

    public static string Named(int first) => string.Create(CultureInfo.InvariantCulture, $"{first}-{(first + 1) % Century:00}");

    public async Task<YearOfTraining> OfAsync(int first, DateTimeOffset now, CancellationToken stop = default)
    {
        var (from, until) = Span(first);
        var all = await db.Set<Workshop>().AsNoTracking().Where(w => w.StartsAt >= from && w.StartsAt < until && w.OpenedAt != null && (w.EndsAt < now || w.CancelledAt != null)).OrderBy(w => w.Course!.Title)
            .Select(w => new { w.Id, w.Reference, w.StartsAt, w.Capacity, w.CancelledAt, Course = w.Course!.Title, w.Course.Programme, Agencies = w.Leading.Join(db.Set<Trainer>(), l => l.TrainerId, t => t.Id, (_, t) => t.Agency).Distinct().ToArray() }).ToListAsync(stop);
        var held = all.FindAll(w => w.CancelledAt is null);
        var ids = held.ConvertAll(w => w.Id);
        var bookings = await db.Set<Booking>().AsNoTracking().Where(b => ids.Contains(b.WorkshopId) && (b.State == "confirmed" || b.Late) && b.Came != "full")
            .Select(b => new { b.WorkshopId, b.Area, Came = b.Came == "whole" || b.Came == "part", Certificate = b.Certificate != null, b.Delegate!.Sector, b.Delegate.Role, b.Delegate.Agency, b.Delegate.Organisation }).ToListAsync(stop);
        var charges = await db.Set<Charge>().AsNoTracking().Where(c => c.WaivedOn == null && db.Set<Booking>().Any(b => b.Id == c.BookingId && b.Workshop!.StartsAt >= from && b.Workshop.StartsAt < until)).Select(c => new { c.Kind, c.Amount, Paid = c.PaidOn != null }).ToListAsync(stop);
        var programmes = held.ToDictionary(w => w.Id, w => w.Programme);
        var rules = programme.Rules;
        var titles = (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
        IReadOnlyList<Share> By(Func<string, string> title, Func<int, string> of) => [.. bookings.Index().GroupBy(b => of(b.Index)).Select(g => new Share(title(g.Key), g.Count(), g.Count(b => b.Item.Came))).OrderByDescending(s => s.Booked)];
        ImmutableArray<string> agencies = [.. held.SelectMany(w => w.Agencies).Distinct().Order(StringComparer.CurrentCulture)];
        return new YearOfTraining(
            Named(first), held.Count, all.Count - held.Count, held.Sum(w => w.Capacity), held.Sum(w => Math.Min(w.Capacity, bookings.Count(b => b.WorkshopId == w.Id))), bookings.Count, bookings.Count(b => b.Came), bookings.Count(b => b.Certificate),
            charges.GroupBy(c => c.Kind).ToDictionary(g => g.Key, g => g.Sum(c => c.Amount)), charges.Where(c => c.Paid).Sum(c => c.Amount),
            By(p => Practice.TrainingRules.TitleOf(rules.Programmes, p), i => programmes[bookings[i].WorkshopId]), By(rules.SectorTitle, i => bookings[i].Sector), By(r => Practice.TrainingRules.TitleOf(rules.Roles, r), i => bookings[i].Role), By(a => a, i => bookings[i].Area), Few(By(a => a, i => bookings[i].Agency is { } code ? titles.GetValueOrDefault(code, code) : bookings[i].Organisation)),
            [.. held.GroupBy(w => w.Course).Select(g => (g.Key, agencies.Select(a => g.Count(w => w.Agencies.Contains(a))).ToArray(), g.Count()))], agencies)
        {
            Held = [.. held.OrderBy(w => w.StartsAt).Select(w => new HeldWorkshop(w.Reference, w.Course, London.DateOf(w.StartsAt), w.Capacity, bookings.Count(b => b.WorkshopId == w.Id), bookings.Count(b => b.WorkshopId == w.Id && b.Came)))],
        };
    }

    /// <summary>Organisations of fewer people than may be told stand together.</summary>
    private static IReadOnlyList<Share> Few(IReadOnlyList<Share> shares)
    {
        var few = shares.Where(s => s.Booked < Impact.Fewest).ToArray();
        return few.Length == 0 ? shares : [.. shares.Where(s => s.Booked >= Impact.Fewest), new Share($"Others, fewer than {Impact.Fewest} bookings each", few.Sum(s => s.Booked), few.Sum(s => s.Came))];
    }
}
