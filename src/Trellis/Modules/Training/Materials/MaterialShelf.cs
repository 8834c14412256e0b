using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Materials;

/// <summary>A material as whoever may have it sees it.</summary>
/// <param name="From">From when it is given.</param>
public sealed record OnTheShelf(Material Material, DateTimeOffset From, bool Now)
{
    /// <summary>Where it is fetched.</summary>
    public string Href => Material.Address.Length > 0 ? Material.Address : $"/courses/materials/{Material.Id}";

    /// <summary>What it is, in words: "PDF, 120 kB".</summary>
    public string What => Material.File is { } file ? $"{file.Type.ToUpperInvariant()}, {Math.Max(1, file.Size / 1024)} kB" : "Link";
}

/// <summary>Finds materials for whoever may have them, takes files in, and gives them out to be kept and never to be shown.</summary>
public sealed class MaterialShelf(TrellisDb db, DocumentStore store, PracticeModel practice, WorkingCalendar calendar, LondonClock clock)
{
    public const string Field = "File";

    public FilesField Ask => new(Field, "File")
    {
        One = true,
        Optional = true,
        Accept = $"{DocumentCheck.Accept},{SoundCheck.Accept}",
        Hint = $"{DocumentCheck.Kinds}, or a recording as {SoundCheck.Kinds}, up to {store.Limit.Megabytes} MB.{(store.IsScanning ? "" : " Nobody looks at it for viruses here.")} Choose it again if this page comes back with a mistake",
    };

    /// <summary>Looks at what was sent; null where nothing was.</summary>
    public async Task<Outcome<LookedAtFile?>> LookAsync(IFormFileCollection sent, CancellationToken stop = default)
    {
        if (sent.FirstOrDefault(f => f.Name == Field && (f.Length > 0 || f.FileName.Length > 0)) is not { } file) { return (LookedAtFile?)null; }
        await using var content = file.OpenReadStream();
        return (await store.LookAsync(Field, file.FileName, content, file.Length, sound: true, stop)).Refused(out var why, out var looked) ? why : looked;
    }

    /// <summary>What anybody may have of a course now, of its workshops too.</summary>
    public async Task<IReadOnlyList<OnTheShelf>> ForEverybodyAsync(Course of, CancellationToken stop = default) =>
        [.. (await OfAsync(of.Id, stop)).Where(m => m.Who == "everybody" && m.WithdrawnAt is null && OpenNow(m)).Select(m => new OnTheShelf(m, m.AddedAt, Now: true))];

    /// <summary>What somebody with this place gets now, or later.</summary>
    public async Task<IReadOnlyList<OnTheShelf>> ForAsync(Booking place, Workshop of, CancellationToken stop = default) =>
        [.. (await OfAsync(of.CourseId, stop)).Select(m => (Material: m, Given: m.GivenTo(place, of, practice.Training, calendar))).Where(m => m.Given is { Until: var until } && clock.Now < until)
            .Select(m => new OnTheShelf(m.Material, m.Given!.Value.From, clock.Now >= m.Given.Value.From)).OrderBy(m => m.From)];

    /// <summary>All of a course that the asker sees, by when it was added.</summary>
    public async Task<IReadOnlyList<Material>> OfAsync(Guid course, CancellationToken stop = default) =>
        await db.Set<Material>().AsNoTracking().Include(m => m.File).Include(m => m.Workshop).Where(m => m.CourseId == course).OrderBy(m => m.AddedAt).ThenBy(m => m.Id).ToListAsync(stop);

    public Task<Material?> FindAsync(Guid id, CancellationToken stop = default) =>
        db.Set<Material>().AsNoTracking().Include(m => m.File).Include(m => m.Course).Include(m => m.Workshop).FirstOrDefaultAsync(m => m.Id == id, stop);

    /// <summary>It is for everybody, and from now on.</summary>
    public bool IsForEverybodyNow(Material of) => of is { Who: "everybody", WithdrawnAt: null, Course.Open: true } && OpenNow(of);

    /// <summary>A place by which this person gets it now; null where there is none.</summary>
    public async Task<Booking?> PlaceForAsync(Material of, Guid delegateId, CancellationToken stop = default)
    {
        var places = await db.Set<Booking>().AsNoTracking().Include(b => b.Workshop).Where(b => b.DelegateId == delegateId && b.State == "confirmed" && b.Workshop!.CourseId == of.CourseId).ToListAsync(stop);
        return places.Find(b => of.GivenTo(b, b.Workshop!, practice.Training, calendar) is { } given && given.From <= clock.Now && clock.Now < given.Until);
    }

    public async Task<IActionResult> GiveAsync(MaterialFile file, HttpResponse to, CancellationToken stop = default)
    {
        to.ToBeKept(file.Name, $"material.{file.Type}", file.Size);
        await store.WriteAsync("select body from training.material_piece where file_id = $1 order by number", file.Id, file.Sha256, to.Body, stop);
        return new EmptyResult();
    }

    private bool OpenNow(Material of) => of.Workshop is not { } one ? of.WorkshopId is null : one.OpenedAt is not null && one.CancelledAt is null && of.Given(one, practice.Training, calendar) is var (from, until) && from <= clock.Now && clock.Now < until;
}
