using System.Net;
using System.Text;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>What goes with a course: to everybody, to whoever is booked before the day and after it, to those who give it; and to nobody else.</summary>
public sealed class Materials_of_training(TestSite site) : OnSite(site)
{
    private const string Every = "Every workshop of the course";

    [Fact]
    public async Task Each_gets_what_is_for_them_in_its_time_and_nothing_else()
    {
        var account = Stage.EmailOf(Trainer);
        var (workshop, other) = (await Stage.AWorkshop("Listening well", "2026-04-21", places: 5, trainerAt: account), await Stage.AWorkshop("Listening well", "2026-04-28"));
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var page = await (await (await (await manager.Opens("/training?show=courses")).Follows("Listening well")).Follows("Materials")).Presses("Add it");
        page.Errors.ShouldBe(["Enter what it is called"]);
        var shelf = page.Path;
        (await Filled(await manager.Opens(shelf), "A leaflet", Every, "Everybody", "At once").Presses("Add it")).Errors.ShouldBe(["Choose a file, or enter the address of a link"]);
        (await Filled(page, "A leaflet", Every, "Everybody", "At once").Fill("Or the address of a link (optional)", "javascript:alert(1)").Presses("Add it")).Errors.ShouldBe(["Enter the address in full, like https://www.example.org/leaflet"]);
        (await Filled(await manager.Opens(shelf), "A leaflet", Every, "Everybody", "Once it is over, for those who came").Attach("File (optional)", "a.txt", "words"u8.ToArray()).Presses("Add it")).Errors.ShouldHaveSingleItem();
        (await Filled(await manager.Opens(shelf), "A leaflet", Every, "Everybody", "At once").Fill("Or the address of a link (optional)", "https://leaflets.example/one").Presses("Add it")).Done.ShouldBe("Added: A leaflet");
        await AddsAsync(manager, shelf, "Read first", "Whoever is booked", "From 10 days before the first session");
        await AddsAsync(manager, shelf, "Slides", "Whoever is booked", "Once it is over, for those who came");
        await AddsAsync(manager, shelf, "How to run it", "Those who give it", "At once");
        (await manager.Opens(shelf)).Table("Materials").Select(r => $"{r["Goes with"]}, {r["Who gets it"]}, {r["When"]}").ShouldBe(["Every workshop, Everybody, At once", "Every workshop, Whoever is booked, Shortly before the day", "Every workshop, Whoever is booked, After the day", "Every workshop, Those who give it, At once"]);

        // Anybody: the leaflet and nothing else.
        var anybody = Site.Visitor();
        page = await anybody.Opens("/courses?words=listening");
        page = await page.Follows("Listening well");
        page.Links.ShouldContain("A leaflet");
        page.Said.ShouldNotContain("Read first");
        var (first, slides, trainers) = (await AddressAsync("Read first"), await AddressAsync("Slides"), await AddressAsync("How to run it"));
        (await anybody.Opens(first)).Heading.ShouldBe("Your email address", "who is booked shows it");
        (await anybody.Opens(trainers)).Status.ShouldBe(HttpStatusCode.NotFound);

        // Booked: told of it at once, given it ten days before.
        var (booked, waits) = (Site.Visitor(), Site.Visitor());
        page = await Site.Books(booked, workshop, "Ottoline Marsh", "ottoline@sunbeam.example");
        page.Said.ShouldContain("Read first: from 11 April 2026");
        page.Said.ShouldNotContain("How to run it");
        (await booked.Opens(first)).Status.ShouldBe(HttpStatusCode.NotFound, "not yet");
        await Site.Proves(waits, "nobody@other.example");
        (await waits.Opens(first)).Status.ShouldBe(HttpStatusCode.NotFound, "not booked");
        Stage.Clock.Set("2026-04-11");
        await Site.Proves(booked, "ottoline@sunbeam.example");
        (await (await booked.Fetches(first)).Content.ReadAsStringAsync()).ShouldBe("Read first in full");
        (await booked.Fetches(first)).Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await booked.Opens(slides)).Status.ShouldBe(HttpStatusCode.NotFound, "not before it is over");
        (await Count("record.view", "what = 'training-material'")).ShouldBe(2);

        // Who gives a workshop sees all of its course, and adds to their own workshop alone.
        var trainer = await SignedIn(Trainer);
        page = await (await trainer.Opens($"/training/workshops/{workshop}")).Follows("Materials");
        page.Table("Materials").Count.ShouldBe(4);
        page.Document.QuerySelectorAll("select[name=Workshop] option").Length.ShouldBe(1, "their own, and not the other one");
        (await Filled(page, "Group work", "21 April 2026, 9:30am to 12:30pm, Fern Room", "Whoever is booked", "At once").Attach("File (optional)", "group.txt", "Group work"u8.ToArray()).Presses("Add it")).Done.ShouldBe("Added: Group work");
        (await (await trainer.Fetches(trainers.Replace("/courses/", "/training/", StringComparison.Ordinal))).Content.ReadAsStringAsync()).ShouldBe("How to run it in full");
        (await trainer.Sends(HttpMethod.Post, $"{shelf}?handler=Withdraw&material={slides.Split('/')[^1]}", page.FormOf("Sign out"))).Status.ShouldBe(HttpStatusCode.NotFound, "of every workshop: not theirs");
        var stranger = await SignedIn(Trainer, "RBKC", null, 2);
        (await stranger.Opens(shelf)).Table("Materials").ShouldHaveSingleItem()["Who gets it"].ShouldBe("Everybody");
        (await stranger.Opens(trainers.Replace("/courses/", "/training/", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await booked.Opens("/courses/bookings")).Follows("Listening well")).Links.ShouldContain("Group work (TXT, 1 kB)");

        await AfterwardsAsync(workshop, booked, slides, first, shelf);
        other.ShouldNotBe(workshop);
    }

    /// <summary>After the day whoever came gets the slides, until it is long ago; what is withdrawn nobody gets.</summary>
    private async Task AfterwardsAsync(string workshop, Visitor booked, string slides, string first, string shelf)
    {
        Stage.Clock.Set(new DateTimeOffset(2026, 4, 22, 9, 0, 0, TimeSpan.Zero));
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var page = await manager.Opens($"/training/workshops/{workshop}/attendance");
        await page.Fill("Ottoline Marsh", "Came").Presses("Save");
        await Site.Proves(booked, "ottoline@sunbeam.example");
        (await (await booked.Fetches(slides)).Content.ReadAsStringAsync()).ShouldBe("Slides in full");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update training.booking set came = 'no'");
        (await booked.Opens(slides)).Status.ShouldBe(HttpStatusCode.NotFound, "they did not come");
        (await booked.Opens(first)).Status.ShouldBe(HttpStatusCode.OK);
        (await (await manager.Opens(shelf)).Presses("Withdraw Read first")).Done.ShouldBe("Withdrawn: Read first");
        (await booked.Opens(first)).Status.ShouldBe(HttpStatusCode.NotFound);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update training.booking set came = 'whole'");
        Stage.Clock.Set("2027-04-23");
        await Site.Proves(booked, "ottoline@sunbeam.example");
        (await booked.Opens(slides)).Status.ShouldBe(HttpStatusCode.NotFound, "a year later");
        foreach (var table in new[] { "material", "material_file", "material_piece", "answer" }) { (await Stage.SqlAsync<long>(DatabaseRoles.App, $"select count(*) from training.{table}")).ShouldBe(0, $"nobody asking: {table}"); }
    }

    private static TestPage Filled(TestPage page, string title, string workshop, string who, string when) =>
        page.Fill("What is it called?", title).Fill("Which workshop does it go with?", workshop).Fill("Who gets it?", who).Fill("From when?", when);

    private static async Task AddsAsync(Visitor manager, string shelf, string title, string who, string when) =>
        (await Filled(await manager.Opens(shelf), title, Every, who, when).Attach("File (optional)", "words.txt", Encoding.UTF8.GetBytes($"{title} in full"), "text/plain").Presses("Add it")).Done.ShouldBe($"Added: {title}");

    private async Task<string> AddressAsync(string title) => $"/courses/materials/{await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from training.material where title = $1", title)}";
}
