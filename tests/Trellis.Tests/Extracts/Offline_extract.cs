using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Extracts;
using Trellis.Platform;
using Trellis.Platform.Access;
using Trellis.Platform.Storage;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Extracts;

/// <summary>Each holder's file has the urgent records that holder may see, opens with their passphrase, and stops when they leave.</summary>
public sealed class Offline_extract(TestSite site) : OnSite(site)
{
    private const string Passphrase = "lantern otter gravel plum";

    [Fact]
    public async Task It_holds_whoever_is_urgent_and_nobody_the_holder_may_not_see()
    {
        await Nobody();
        var (mine, hidden, elsewhere) = (await Given.AChild(c => c.Named("Wren Larkspur")), await Given.AChild(c => c.Named("Hazel Larkspur")), await Given.AChild(c => c.Named("Ash Larkspur").In("WCC")));
        await Stage.APlan(mine);
        await Stage.APlan(hidden);
        await Stage.APlan(elsewhere);
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, Stage.Someone(TeamManager, number: 2), Stage.Someone(SocialWorker, number: 2));
        var calm = await Given.AChild(c => c.Named("Linden Quiet"));
        await Begin(SocialWorker);

        var extract = await MakeAndOpen(SocialWorker);

        var child = extract.Children.Single(c => c.Id == mine.Id);
        child.Name.ShouldBe("Wren Larkspur");
        child.Why.ShouldContain(w => w.Contains("20 March 2026", StringComparison.Ordinal));
        extract.Children.Select(c => c.Id).ShouldNotContain(hidden.Id);
        extract.Children.Select(c => c.Id).ShouldNotContain(elsewhere.Id);
        extract.Children.Select(c => c.Id).ShouldNotContain(calm.Id);
        (await Count("record.view", $"what = 'offline-extract' and '{mine.Id}' = any(people) and user_id = '{Stage.Someone(SocialWorker).UserId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_passphrase_opens_it_and_nothing_can_be_read_in_it_or_altered()
    {
        await Nobody();
        await Stage.APlan(await Given.AChild(c => c.Named("Bryony Quillfeather")));
        await Begin(SocialWorker);
        await Make();
        var html = await File.ReadAllTextAsync((await Newest(SocialWorker))!);

        html.ShouldNotContain("Quillfeather");
        ExtractFile.Open(html, Passphrase).Children.ShouldContain(c => c.Name == "Bryony Quillfeather");
        Should.Throw<WrongInputException>(() => ExtractFile.Open(html, "lantern otter gravel plumb"));
        var at = html.IndexOf("data-locked=\"", StringComparison.Ordinal) + 60;
        Should.Throw<WrongInputException>(() => ExtractFile.Open(html[..at] + (html[at] == 'A' ? 'B' : 'A') + html[(at + 1)..], Passphrase));
        (await Count("extracts.holding", $"body::text like '%{Passphrase}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_asks_for_one_fetches_it_and_ends_it_on_the_pages()
    {
        await Nobody();
        var worker = await SignedIn(SocialWorker);
        (await worker.Opens("/offline/file")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var page = await (await worker.Opens("/offline")).Fill("A passphrase for it", "short").Fill("The passphrase again", "short").Presses("Make one for me each night");
        page.ErrorAt("A passphrase for it").ShouldContain("16 characters");
        page = await page.Fill("A passphrase for it", Passphrase).Fill("The passphrase again", Passphrase + "x").Presses("Make one for me each night");
        page.ErrorAt("The passphrase again").ShouldContain("not the same");
        page = await page.Fill("A passphrase for it", Passphrase).Fill("The passphrase again", Passphrase).Presses("Make one for me each night");
        page.Done.ShouldContain("made tonight");

        await Make();
        var file = await worker.Fetches("/offline/file");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        ExtractFile.Open(await file.Content.ReadAsStringAsync(), Passphrase).MadeAt.ShouldNotBeEmpty();

        (await (await worker.Opens("/offline")).Presses("I need none any more")).Done.ShouldContain("no offline extract");
        (await worker.Opens("/offline/file")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await SignedIn(SchoolLead)).ShouldNotBeNull();
        (await (await SignedIn(SchoolLead)).Opens("/offline")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Whoever_governs_information_sees_who_has_one_and_ends_it()
    {
        await Nobody();
        await Begin(TeamManager);
        await Make();
        (await Newest(TeamManager)).ShouldNotBeNull();
        var lead = await SignedIn(InformationGovernanceLead);

        var page = await lead.Opens("/offline/held");
        page.Table("Offline extracts").ShouldContain(r => r["Who"] == Stage.Someone(TeamManager).Name);
        var gone = (await Newest(TeamManager))!;
        page = await page.Presses($"End the extract of {Stage.Someone(TeamManager).Name}");

        page.Done.ShouldContain("made no more");
        File.Exists(gone).ShouldBeFalse();
        (await (await SignedIn(SocialWorker)).Opens("/offline/held")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_leavers_stops_and_old_ones_go()
    {
        await Nobody();
        await Begin(FrontDoorWorker);
        await Begin(SocialWorker);
        await Make();
        var (leavers, stays) = ((await Newest(FrontDoorWorker))!, (await Newest(SocialWorker))!);
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, "update agencies.staff set active = false where id = $1", Stage.Someone(FrontDoorWorker).UserId);

        (await Make()).ShouldBe(1);
        File.Exists(leavers).ShouldBeFalse();
        (await Count("extracts.holding", $"staff_id = '{Stage.Someone(FrontDoorWorker).UserId}' and ended_at is null")).ShouldBe(0);
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, "update agencies.staff set active = true where id = $1", Stage.Someone(FrontDoorWorker).UserId);

        Stage.Clock.Pass(TimeSpan.FromDays(Stage.Practised.Model.Offline.KeptDays + 1));
        await Make();
        File.Exists(stays).ShouldBeFalse("it is older than practice keeps them");
        (await Newest(SocialWorker)).ShouldNotBeNull();
    }

    private Task<bool> Begin(string role) => As(role).Does(Access.ActWords.HoldExtract, services =>
    {
        Holding.Begin(Stage.Someone(role), Passphrase, Stage.Keys, Stage.Clock.Now).Refused(out _, out var holding).ShouldBeFalse();
        services.GetRequiredService<TrellisDb>().Add(holding!);
        return Task.FromResult(true);
    });

    private Task<int> Make() => Stage.Services.GetRequiredService<ExtractMaking>().MakeAsync();

    private async Task<Extract> MakeAndOpen(string role)
    {
        await Make();
        return ExtractFile.Open(await File.ReadAllTextAsync((await Newest(role))!), Passphrase);
    }

    private async Task<string?> Newest(string role)
    {
        var user = Stage.Someone(role).UserId;
        var holding = await Stage.LookAsync(db => db.Set<Holding>().Where(h => h.StaffId == user).OrderByDescending(h => h.BeganAt).ThenByDescending(h => h.Id).FirstAsync());
        return Stage.Extracts.NewestOf(holding.Id);
    }

    /// <summary>Nobody has one: the tests of this class share a database.</summary>
    private Task<int> Nobody() => Stage.SqlAsync<int>(DatabaseRoles.Owner, "delete from extracts.holding");
}
