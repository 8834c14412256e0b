using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires.Rounds;

/// <summary>One who is asked: their link, made anew or taken back, and who moderates what they answer.</summary>
[Does(ActWords.RunRound)]
public sealed class InvitationModel(TrellisDb db, AgencyRegister register, Outbox outbox, LondonClock clock) : RoundPage(db)
{
    [FromRoute(Name = "invitation")]
    public Guid InviteeId { get; set; }

    [BindProperty]
    public string[] Peers { get; set; } = [];

    public Invitee Who { get; private set; } = null!;

    public IReadOnlyList<RoundLink> Links { get; private set; } = [];

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    /// <summary>Shown once, on the page that answers the making.</summary>
    public string? Address { get; private set; }

    public string? Code { get; private set; }

    public bool MayLink => Who is { ByLink: true, WithdrawnAt: null, SpentOn: null } && Round is { ClosedAt: null, ByRule: null };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostLinkAsync()
    {
        if (!await LoadAsync() || !MayLink) { return NotFound(); }
        foreach (var before in Links) { before.End(Who, clock.Now, Actor.Agency); }
        var (link, secret, code) = RoundLink.Make(Who, clock.Now, Actor.Agency);
        Db.Add(link);
        await Db.SaveChangesAsync(Stop);
        (Address, Code) = ($"{Request.Scheme}://{Request.Host}/questionnaire/{secret}", $"{code[..3]} {code[3..]}");
        await LinksAsync();
        HttpContext.Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Who.Withdraw(Round, clock.Now, Actor.Agency).Refused(out var why, out _)) { return this.Refuse(why); }
        foreach (var link in Links) { link.End(Who, clock.Now, Actor.Agency); }
        outbox.Settle(Who.Id);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = $"{Who.Name} is not asked any more";
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostPeersAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Peers.Any(p => Agencies.All(a => a.Value != p))) { return this.Refuse(new Refusal(nameof(Peers), "Select agencies from the list")); }
        var reply = await Db.Set<Reply>().FirstOrDefaultAsync(r => r.InvitationId == InviteeId, Stop);
        if (Who.Moderated(Peers, reply, clock.Now, Actor.Agency).Refused(out var why, out _)) { return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = Peers.Length == 0 ? "No peer moderates it" : "The peers are named";
        return Redirect($"{Here}/invitations/{InviteeId}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !May(ActWords.RunRound) || await InviteeAsync(InviteeId) is not { } who) { return false; }
        Who = who;
        Agencies = [.. (await register.ListAsync(cancellationToken: Stop)).Where(a => a.Code != who.Agency).Select(a => new Choice(a.Code, a.Title))];
        if (HttpMethods.IsGet(Request.Method)) { Peers = [.. who.Peers.Select(p => p["agency:".Length..])]; }
        await LinksAsync();
        return true;
    }

    private async Task LinksAsync() => Links = await Db.Set<RoundLink>().Where(l => l.InvitationId == InviteeId).OrderByDescending(l => l.MadeAt).ToListAsync(Stop);
}
