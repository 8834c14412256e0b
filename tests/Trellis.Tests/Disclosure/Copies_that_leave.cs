using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Disclosure;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Disclosure;

/// <summary>Somebody gets a copy of what is held about them: all of it, nobody else's, signed by two, and kept as it was given.</summary>
public sealed class Copies_that_leave(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_is_held_is_gathered_decided_signed_by_another_frozen_and_handed_over()
    {
        var (child, sister) = await Story("Goldcrest Thistlewood", "Firecrest Thistlewood");
        var lead = await SignedIn(InformationGovernanceLead);
        (await (await lead.Opens("/disclosures/new")).Presses("Gather what is held")).Errors.Count.ShouldBe(5);
        var page = await Opened(lead, child);
        page.SummaryValue("Due").ShouldBe("2 April 2026");
        page.Said.ShouldContain("She was hungry at school");
        page.Said.ShouldContain("Firecrest", Case.Sensitive, "proposed, for somebody to decide");
        page.Said.ShouldContain("kept to: hub", Case.Sensitive, "they are told what is not in it");
        page.Said.ShouldNotContain("Known to us for burglary", Case.Sensitive, "what police told the hub is for the hub");
        (await page.Presses("It is ready to be signed")).Errors.ShouldBe(["Decide about every marked line first"]);

        var id = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from disclosure.request where person_id = $1", child.Id);
        var (others, refused) = (0, 0);
        foreach (var item in await Items(id))
        {
            if (item.Mark is null) { continue; }
            if (refused++ == 0) { (await Decides(lead, id, item.Id, "redact", "")).Errors.ShouldBe(["Enter why"]); }
            var about = item.Text.Contains("Firecrest", StringComparison.Ordinal) || item.Mark is "agency";
            if (about) { others++; }
            (await Decides(lead, id, item.Id, about ? "redact" : "keep", about ? "About her sister" : "Hers")).Done.ShouldBe("Decided");
        }

        others.ShouldBeGreaterThan(1);
        page = await (await lead.Opens($"/disclosures/{id}")).Presses("It is ready to be signed");
        page.Done.ShouldBe("Ready for somebody else to sign");
        page.Said.ShouldContain("You prepared this, so somebody else must sign");
        (await Post(lead, id, "Sign")).Errors.ShouldBe(["You prepared this, so somebody else must sign"]);
        var other = await SignedIn(InformationGovernanceLead, number: 2);
        (await (await other.Opens($"/disclosures/{id}")).Presses("Sign the copy")).Done.ShouldBe("Signed");
        (await Decides(lead, id, (await Items(id))[0].Id, "redact", "Later")).Errors.ShouldBe(["This is signed already"]);

        var (html, json) = await Copy(id);
        html.ShouldContain("What we hold about you");
        html.ShouldContain("Copy for Goldcrest Thistlewood, herself");
        html.ShouldContain("She was hungry at school");
        html.ShouldContain("Withheld: it is about another person");
        html.ShouldContain("Who looked at your record");
        html.ShouldNotContain("Firecrest");
        json.ShouldNotContain("Firecrest");
        html.ShouldNotContain("About her sister", Case.Sensitive, "the reasons are ours");
        html.ShouldNotContain("burglary");
        html.ShouldNotContain("disclosure.", Case.Sensitive, "that it was prepared is no part of it");
        html.ShouldNotContain(sister.Id.ToString());
        (await Stage.SqlAsync<byte[]>(DatabaseRoles.Owner, "select hash from disclosure.copy where request_id = $1", id))!.ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(html + json)));

        page = await (await lead.Opens($"/disclosures/{id}")).Fill("How was it handed over?", "In person").Presses("Record that it was handed over");
        page.Table("Who got it").ShouldHaveSingleItem()["How"].ShouldBe("In person");
        var zip = await lead.Opens($"/disclosures/{id}?handler=Copy");
        zip.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        using var archive = new ZipArchive(await zip.Answer.Content.ReadAsStreamAsync());
        archive.Entries.Select(e => e.Name).ShouldBe(["copy.html", "copy.json"]);
        (await Count("record.view", $"what = 'disclosure-copy' and '{child.Id}' = any(people)")).ShouldBe(1);
        (await (await SignedIn(TeamManager)).Opens($"/people/{child.Id}/views?sort=exported")).Said.ShouldContain("Took the copy of the record");

        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update casework.step set state = state");
        (await lead.Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.Forbidden, "the lead reads no record");
        (await As(InformationGovernanceLead).Sees(db => db.Steps.CountAsync(s => s.People.Any(p => p.PersonId == child.Id)))).ShouldBe(0, "signed, it is closed to them again");
    }

    [Fact]
    public async Task What_is_hidden_or_restricted_is_not_in_it_and_only_the_restricted_is_told_of()
    {
        var (child, _) = await Story("Ringouzel Thistlewood", "Wheatear Thistlewood");
        await Given.AContact(child, ("worry", "Hidden words"));
        await Given.AContact(child, ("worry", "Restricted words"));
        var matters = (await Stage.Steps(child)).Where(s => s.Name is "contact").Select(s => s.MatterId).Distinct().ToArray();
        await As(TeamManager).Closes(null, matters[^2], "RBKC", ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker));
        await As(TeamManager).Closes(null, matters[^1], "RBKC", ClosureKind.Restricted, Stage.Someone(TeamManager));
        var references = (await Stage.LookAsync(db => db.Matters.Where(m => matters.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Reference)))!;

        var page = await Opened(await SignedIn(InformationGovernanceLead), child);
        page.Said.ShouldNotContain("Hidden words");
        page.Said.ShouldNotContain(references[matters[^2]]);
        page.Said.ShouldNotContain("Restricted words");
        page.Said.ShouldContain($"Not in this copy: {references[matters[^1]]}. It is restricted");

        var hidden = await Given.AChild();
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker));
        (await Opened(await SignedIn(InformationGovernanceLead), hidden)).Errors.ShouldBe(["Enter the reference of a person whose record is open to you"]);
    }

    [Fact]
    public async Task Nobody_else_sees_requests_and_a_month_can_be_extended_once_with_a_reason()
    {
        var (child, _) = await Story("Dotterel Thistlewood", "Plover Thistlewood");
        var lead = await SignedIn(InformationGovernanceLead);
        var page = await Opened(lead, child, "A court", "The family court");
        (await page.Presses("Extend")).Errors.ShouldBe(["Enter why more time is needed"]);
        page = await page.Fill("Why is more time needed?", "Nine matters").Presses("Extend");
        page.SummaryValue("Due").ShouldBe("2 June 2026, extended by two months");
        (await Post(lead, Guid.Parse(page.Path[^36..]), "Extend", KeyValuePair.Create("Why", "Again"))).Errors.ShouldBe(["This was extended already"]);

        (await (await SignedIn(TeamManager)).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(InformationGovernanceLead, "WCC")).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var who in new[] { As(TeamManager), As(InformationGovernanceLead, "WCC"), As(FrontDoorWorker) })
        {
            (await who.Sees(async db => await db.Set<DisclosureRequest>().CountAsync(r => r.PersonId == child.Id) + await db.Set<DisclosureItem>().CountAsync(i => i.PersonId == child.Id) + await db.Set<Copy>().CountAsync() + await db.Set<HandedOver>().CountAsync(h => h.PersonId == child.Id))).ShouldBe(0, who.Actor.Name);
        }

        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select (select count(*) from disclosure.request) + (select count(*) from disclosure.item) + (select count(*) from disclosure.copy) + (select count(*) from disclosure.handover)")).ShouldBe(0, "nobody asking");
    }

    [Fact]
    public async Task What_was_kept_to_a_role_reads_as_it_was_typed_and_lies_locked_in_request_and_copy()
    {
        const string Secret = "Zebedee Quillfeather, 07700 900456";
        var (child, _) = await Story("Brambling Thistlewood", "Twite Thistlewood");
        await Given.AContact(child, ("referrer-details", Secret), ("anonymity", "named"));
        var lead = await SignedIn(InformationGovernanceLead);
        var page = await Opened(lead, child);
        page.Said.ShouldContain(Secret);
        var id = Guid.Parse(page.Path[^36..]);
        foreach (var item in (await Items(id)).Where(i => i.Mark is not null)) { await Decides(lead, id, item.Id, item.Mark is "sensitive" ? "keep" : "redact", "Decided"); }
        await (await lead.Opens($"/disclosures/{id}")).Presses("It is ready to be signed");
        await (await (await SignedIn(InformationGovernanceLead, number: 2)).Opens($"/disclosures/{id}")).Presses("Sign the copy");

        (await Copy(id)).Html.ShouldContain(Secret);
        using var archive = new ZipArchive(await (await lead.Opens($"/disclosures/{id}?handler=Copy")).Answer.Content.ReadAsStreamAsync());
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            (await reader.ReadToEndAsync()).ShouldContain(Secret, Case.Sensitive, entry.Name);
        }

        foreach (var table in new[] { "disclosure.item", "disclosure.copy", "record.words", "record.fact_detail" })
        {
            (await Count($"{table} t", "t::text like '%Quillfeather%' or t::text like '%900456%'")).ShouldBe(0, table);
        }
    }

    private static async Task<TestPage> Opened(Visitor lead, Person child, string kind = "The person themselves, or somebody who acts for them", string? recipient = null) =>
        await (await lead.Opens("/disclosures/new")).Fill("Reference of the person whose record it is", child.Reference).Fill("Who is the copy for?", kind).Fill("Name of who gets it", recipient ?? $"{child.Name}, herself")
            .Fill("How did you check who they are, and that they may have it?", "Passport seen").Fill("What is it for?", "Order of 1 March 2026").Fill("When was the request received?", "2 3 2026").Presses("Gather what is held");

    /// <summary>A contact about two sisters, in which both are named, and what the police told the hub.</summary>
    private async Task<(Person Child, Person Sister)> Story(string name, string sisters)
    {
        var child = await Given.AChild(c => c.Named(name));
        var sister = await Given.AChild(c => c.Named(sisters).With(child));
        await As(FrontDoorWorker).Starts("front-door", child, sister);
        await As(FrontDoorWorker).Completes("contact", child, ("worry", "She was hungry at school"));
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police");
        await As(PoliceOfficer).Completes((await Stage.Steps(child)).First(s => s.Agency is "police"), ("knows", "yes"), ("information", "Known to us for burglary"));
        await Given.AContact(child, ("worry", $"{sisters.Split(' ')[0]} hit her"));
        await (await SignedIn(FrontDoorWorker)).Opens($"/people/{child.Id}");
        return (child, sister);
    }

    private static async Task<TestPage> Decides(Visitor lead, Guid request, Guid item, string decision, string why) => await Post(lead, request, "Decide", KeyValuePair.Create("Item", item.ToString()), KeyValuePair.Create("Decision", decision), KeyValuePair.Create("Reason", why));

    private static async Task<TestPage> Post(Visitor lead, Guid request, string handler, params KeyValuePair<string, string>[] values)
    {
        var token = (await lead.Opens("/disclosures")).FormOf("Sign out").Single(f => f.Key.Contains("RequestVerification", StringComparison.Ordinal));
        return await lead.Sends(HttpMethod.Post, $"/disclosures/{request}?handler={handler}", [token, .. values]);
    }

    private Task<List<DisclosureItem>> Items(Guid request) => As(InformationGovernanceLead, number: 2).Sees(db => db.Set<DisclosureItem>().AsNoTracking().Where(i => i.RequestId == request).OrderBy(i => i.Position).ToListAsync());

    private async Task<(string Html, string Json)> Copy(Guid request) => await As(InformationGovernanceLead).Sees(async db =>
    {
        var copy = await db.Set<Copy>().AsNoTracking().SingleAsync(c => c.RequestId == request);
        return await Stage.Services.GetRequiredService<LockedText>().ReadAsync(copy);
    });
}
