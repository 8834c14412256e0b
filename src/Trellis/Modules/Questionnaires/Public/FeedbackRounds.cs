using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Public;

/// <summary>An invitation in a round that was made by itself.</summary>
/// <param name="Agency">Of whoever comes for one; null: they are of the family.</param>
/// <param name="ByLink">They have no account, and are handed a link.</param>
public sealed record FeedbackInvitation(Guid Round, Guid Invitation, string Area, string? Agency, bool ByLink);

/// <summary>
/// Rounds of feedback that is asked by itself: one for each rule, area and quarter. An invitation says no name and not after what; which is
/// whose, the asker keeps. Each method is within the act under way; the caller saves.
/// </summary>
public sealed class FeedbackRounds(TrellisDb db, RoundKeeping rounds, AgencyRegister register, PostHolders posts, Outbox outbox, PracticeModel practice, LondonClock clock)
{
    private const string Handed = "Handed over by whoever led it";

    private string? By => db.Acting.Actor.Agency;

    /// <summary>Asks one of the family, or an agency that came. Somebody with an account is asked once in a round, however often they came.</summary>
    /// <param name="staff">Who came for the agency; null: not known, and the agency is asked.</param>
    public async Task<FeedbackInvitation> AskAsync(FeedbackRule rule, string area, string? agency, Guid? staff, CancellationToken stop = default)
    {
        var round = await RoundAsync(rule, area, stop);
        if (agency is null) { return await NewAsync(round, area, null, null, rule.Asks is FeedbackOf.About ? "Somebody whom it was about" : "Somebody of the family", "family", Handed, stop); }
        var summary = (await register.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == agency);
        var (title, sector) = (summary?.Title ?? agency, practice.Codes["sector"].Find(summary?.Kind ?? "") is null ? "other" : summary!.Kind);
        IReadOnlyList<Guid> holders;
        await using (var own = await db.OpenAsync(stop)) { holders = await posts.OfPostAsync(own.Connection, agency, null, null, null, area, stop); }
        if (holders.Count == 0) { return await NewAsync(round, area, agency, null, title, sector, Handed, stop); }
        var whom = staff is { } one && holders.Contains(one) ? one : (Guid?)null;
        // Saved or still to be saved: several of one agency may have come.
        var there = db.Set<Invitee>().Local.FirstOrDefault(i => i.RoundId == round.Id && Same(i)) ?? (await db.Set<Invitee>().Where(i => i.RoundId == round.Id && i.WithdrawnAt == null && i.Agency == agency).ToListAsync(stop)).Find(Same);
        if (there is not null) { return new FeedbackInvitation(round.Id, there.Id, area, agency, false); }
        var name = whom is { } user && (await register.NamesAsync([user], stop)).GetValueOrDefault(user) is { } known ? $"{known}, {title}" : title;
        return await NewAsync(round, area, agency, whom, name.Length <= Invitee.LongestName ? name : title, sector, "", stop);

        bool Same(Invitee i) => i.WithdrawnAt is null && i.Agency == agency && i.StaffId == whom && i.Address.Length == 0 && i.Team is null;
    }

    /// <summary>A link takes the place of those before it. Address and code are shown once.</summary>
    public async Task<Outcome<(string Secret, string Code)>> LinkAsync(FeedbackInvitation to, CancellationToken stop = default)
    {
        if (!to.ByLink) { return new Refusal("", "They have an account, and are told there"); }
        if (await db.Set<Round>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == to.Round, stop) is not { IsOpen: true }) { return new Refusal("", "This round takes no answers any more"); }
        await EndLinksAsync(to, stop);
        var (link, secret, code) = RoundLink.Make(to.Round, to.Invitation, to.Area, AudienceOf(to), clock.Now, By);
        db.Add(link);
        return (secret, code);
    }

    public async Task EndLinksAsync(FeedbackInvitation of, CancellationToken stop = default)
    {
        foreach (var link in await db.Set<RoundLink>().Where(l => l.InvitationId == of.Invitation && l.EndedAt == null).ToListAsync(stop)) { link.End(AudienceOf(of), clock.Now, By); }
    }

    /// <summary>They are not asked any more, unless they have answered or the round is over.</summary>
    public async Task WithdrawAsync(Guid invitation, CancellationToken stop = default)
    {
        if (await db.Set<Invitee>().FirstOrDefaultAsync(i => i.Id == invitation, stop) is not { } invitee || await db.Set<Round>().FirstOrDefaultAsync(r => r.Id == invitee.RoundId, stop) is not { } round) { return; }
        foreach (var link in await db.Set<RoundLink>().Where(l => l.InvitationId == invitation && l.EndedAt == null).ToListAsync(stop)) { link.End(invitee.Audience, clock.Now, By); }
        if (!invitee.Withdraw(round, clock.Now, By).Refused(out _, out _)) { outbox.Settle(invitation); }
    }

    /// <summary>Until when rounds can be answered.</summary>
    public async Task<IReadOnlyDictionary<Guid, (DateOnly ClosesOn, bool Open)>> OpenAsync(IEnumerable<Guid> some, CancellationToken stop = default)
    {
        var ids = some.Distinct().ToArray();
        return (await db.Set<Round>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(stop)).ToDictionary(r => r.Id, r => (r.ClosesOn, r.IsOpen));
    }

    private async Task<FeedbackInvitation> NewAsync(Round round, string area, string? agency, Guid? staff, string name, string sector, string address, CancellationToken stop)
    {
        var invitee = new Invitee { RoundId = round.Id, Area = area, Agency = agency, StaffId = staff, Sector = sector, Name = name, Address = address, Anonymous = round.Anonymous, InvitedAt = clock.Now };
        await rounds.AskAsync(round, invitee, stop);
        return new FeedbackInvitation(round.Id, invitee.Id, area, agency, invitee.ByLink);
    }

    /// <summary>The round of this quarter, made and opened when it is the first time.</summary>
    private async Task<Round> RoundAsync(FeedbackRule rule, string area, CancellationToken stop)
    {
        var first = new DateOnly(clock.Today.Year, ((clock.Today.Month - 1) / 3 * 3) + 1, 1);
        var last = first.AddMonths(3).AddDays(-1);
        var key = string.Create(CultureInfo.InvariantCulture, $"{rule.Id} {area} {first:yyyy-MM}");
        if ((db.Set<Round>().Local.FirstOrDefault(r => r is { ByRule: { } rule, ClosedAt: null } && rule.StartsWith(key, StringComparison.Ordinal)) ?? await db.Set<Round>().FirstOrDefaultAsync(r => r.ByRule != null && r.ByRule.StartsWith(key) && r.ClosedAt == null, stop)) is { } there) { return there; }
        var of = practice.Questionnaire(rule.Questionnaire) ?? throw new InvalidOperationException($"There is no questionnaire {rule.Questionnaire}");
        var before = await db.Set<Round>().Where(r => r.ByRule != null && r.ByRule.StartsWith($"{rule.Id} {area} ")).OrderByDescending(r => r.ByRule).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop);
        var title = $"{rule.Title}, {practice.AreaTitle(area)}, {first.ToString("MMMM", English.Culture)} to {last.ToString("MMMM yyyy", English.Culture)}";
        // One that somebody closed before its time stays closed: what comes after goes into another, under the next number.
        var again = await db.Set<Round>().CountAsync(r => r.ByRule != null && r.ByRule.StartsWith(key), stop);
        var made = Round.Make(await rounds.ReferenceAsync(stop), of, practice, title, [area], clock.Today, last.AddDays(practice.Feedback.KeepOpen), before, null, clock.Now, By, again == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key} {again + 1}"));
        var round = made.Refused(out var why, out var it) ? throw new InvalidOperationException(why.Words) : it;
        db.Add(round);
        _ = await rounds.OpenAsync(round, [], stop);
        return round;
    }

    private static string AudienceOf(FeedbackInvitation of) => Invitee.AudienceOf(of.Agency);
}
