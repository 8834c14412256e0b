using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>The people of the actor's own agency, and what its administrator may give them. Nobody reaches another agency's through it.</summary>
public sealed class Colleagues(TrellisDb db, PracticeModel practice, PartnershipOverTime over, Teller teller, Outbox outbox, LondonClock clock)
{
    private Agency? own;

    public Actor Actor => db.Acting.Actor;

    /// <summary>The agency whose post the actor acts in.</summary>
    public string Code => Actor.Agency ?? throw new InvalidOperationException("Only somebody in a post looks after an agency");

    /// <summary>What the agency becomes, where it ends: its people are told before, and nobody is locked out by it.</summary>
    public AgencyCourse? Course => over.CourseOf(Code, Today);

    public OnSpot On => new(clock.Now, Actor.Areas[0]);

    public DateOnly Today => clock.Today;

    public async Task<Agency> AgencyAsync(CancellationToken cancellationToken = default) => own ??= await db.Agencies.AsNoTracking().SingleAsync(a => a.Code == Code, cancellationToken);

    /// <summary>Somebody who holds, held or will hold a post in this agency, with all an administrator changes; null for anybody else.</summary>
    public async Task<Staff?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var agency = Code;
        return await db.Staff.Include(s => s.Posts).Include(s => s.PasskeysEver).Include(s => s.RecoveryCodes).Include(s => s.Links).Include(s => s.Identities).Include(s => s.Sessions.Where(z => z.EndedAt == null)).AsSplitQuery()
            .FirstOrDefaultAsync(s => s.Id == id && s.Posts.Any(p => p.Agency == agency), cancellationToken);
    }

    /// <summary>The roles this kind of agency gives its people, as <c>practice/roles.yaml</c> has it.</summary>
    public async Task<ImmutableArray<Role>> RolesAsync(CancellationToken cancellationToken = default)
    {
        var kind = (await AgencyAsync(cancellationToken)).Kind;
        return [.. practice.Roles.Where(r => r.GivenBy.Contains(kind))];
    }

    /// <summary>Where posts may be given: the areas the agency covers, of those the actor acts in.</summary>
    public async Task<ImmutableArray<string>> AreasAsync(CancellationToken cancellationToken = default)
    {
        var agency = await AgencyAsync(cancellationToken);
        return [.. Actor.Areas.Where(a => agency.Area is null || a == agency.Area)];
    }

    public string TitleOf(string role) => practice.Roles.FirstOrDefault(r => r.Id == role)?.Title ?? role;

    public string AreaTitles(IEnumerable<string> areas) => string.Join(" and ", areas.Select(a => practice.AreaTitle(a)));

    /// <summary>What the form of a post offers.</summary>
    public async Task OfferAsync(PostForm form, CancellationToken cancellationToken = default)
    {
        form.Roles = [.. (await RolesAsync(cancellationToken)).Select(r => new Choice(r.Id, r.Title) { Hint = r.SecondFactor is SecondFactor.Required ? "Needs a second factor" : null })];
        form.AreaChoices = [.. (await AreasAsync(cancellationToken)).Select(a => new Choice(a, AreaTitles([a])))];
        form.Qualifications = [.. practice.Roles.Select(r => r.Qualification).OfType<string>().Distinct().Select(q => new Choice(q, PostForm.Words(q)))];
    }

    /// <summary>Work that only their own agency's administrator, and nobody for themselves, may do.</summary>
    public bool IsOneself(Staff staff) => staff.Id == Actor.UserId;

    public bool OnlyHere(Staff staff) => staff.Posts.All(p => p.Agency == Code || (p.EndsOn is { } ended && ended < Today));

    public async Task<Staff?> WithEmailAsync(string email, CancellationToken cancellationToken = default) =>
        await db.Staff.Include(s => s.Posts).Include(s => s.PasskeysEver).Include(s => s.RecoveryCodes).Include(s => s.Links).Include(s => s.Identities).Include(s => s.Sessions.Where(z => z.EndedAt == null)).AsSplitQuery()
            .FirstOrDefaultAsync(s => s.Email == email, cancellationToken);

    /// <summary>When one of a post ends, whoever covers it stops too.</summary>
    public async Task EndCoversAsync(IReadOnlyCollection<Guid> posts, DateOnly last, CancellationToken cancellationToken = default)
    {
        var covers = await db.Posts.Include(p => p.Holder!.Sessions.Where(z => z.EndedAt == null)).Where(p => p.CoversId != null && posts.Contains(p.CoversId.Value) && p.EndsOn > last).ToListAsync(cancellationToken);
        foreach (var cover in covers.Where(c => c.EndsOn >= Today)) { _ = cover.Holder!.EndPost(cover, last, Today, On); }
    }

    /// <summary>Tells of an account, within the save that follows.</summary>
    public async Task TellAsync(Occasion occasion, Staff staff, Guid? link, CancellationToken cancellationToken = default)
    {
        await using var sql = await db.OpenAsync(cancellationToken);
        var agencies = staff.Posts.Where(p => p.EndsOn is null || p.EndsOn >= Today).Select(p => p.Agency).Append(Code).Distinct().ToArray();
        await teller.TellAsync(sql.Connection, outbox, new AccountNews(occasion, staff.Id, agencies, On.Area, Reference(staff.Id), $"/staff/{staff.Id}", link), [Actor.UserId], cancellationToken);
    }

    /// <summary>Links that work no longer ask for nothing any more.</summary>
    public void Settle(Staff staff)
    {
        foreach (var link in staff.Links.Where(l => !l.WorksAt(clock.Now))) { outbox.Settle(link.Id); }
    }

    public void Because(string why) => db.Acting.Because(why);

    public Task SaveAsync(CancellationToken cancellationToken = default) => db.SaveChangesAsync(cancellationToken);

    /// <summary>"SIGN-IN-4F02": nobody's name, and the same for the same account.</summary>
    internal static string Reference(Guid id) => $"SIGN-IN-{id.ToString("N")[^4..].ToUpperInvariant()}";
}
