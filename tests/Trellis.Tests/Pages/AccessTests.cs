using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Who may open and do what, asked of every page there is: a new page is asked too, or this fails until it is.</summary>
public sealed class AccessTests(TestSite site) : OnSite(site)
{
    /// <summary>Pages anyone may open: nobody's record is on them.</summary>
    private static readonly string[] Open = ["", "sign-in", "sign-in/code", "sign-in/recovery", "sign-in/link/{secret?}", "sign-in/agency", "sign-in/agency/{code}", "sign-in/agency/return", "sign-in/post", "sign-out", "problem/{code?}", "figures/how", "components", "accessibility", "privacy", "published", "published/{reference:maxlength(12)}", "invited", "invited/left", "invited/{secret:length(64)}", "questionnaire", "questionnaire/left", "draft", "draft/{secret:length(64)}", "draft/left", "questionnaire/section/{section}", "questionnaire/{secret:length(64)}", "courses", "courses/{reference:maxlength(12)}", "courses/terms", "courses/you", "courses/code/{proof:guid}", "courses/book/{reference:maxlength(12)}", "courses/bookings", "courses/agree/{reference:maxlength(12)}", "courses/bookings/{reference:maxlength(12)}", "courses/bookings/{reference:maxlength(12)}/evaluate", "courses/bookings/{reference:maxlength(12)}/follow-up", "courses/certificates/{code:length(12)}", "courses/here/{arrival:maxlength(40)}", "courses/learnt", "courses/learnt/{learnt:guid}", "courses/materials/{material:guid}", "courses/named", "published/annual-report/{year}/{form?}"];

    [Fact]
    public async Task Without_signing_in_every_page_leads_to_the_sign_in_page()
    {
        var story = await Story("RBKC");
        foreach (var page in Pages().Where(p => !Open.Contains(p.Route)))
        {
            (await Site.Visitor().Opens(story.Address(page.Route))).Path.ShouldBe("/sign-in", page.Route);
            foreach (var handler in page.Posts)
            {
                (await Site.Visitor().Sends(HttpMethod.Post, story.Address(page.Route) + handler.Query)).Path.ShouldBe("/sign-in", page.Route + handler.Query);
            }
        }
    }

    [Fact]
    public async Task Pages_open_to_anyone_are_those_known_to_be() =>
        Pages().Where(p => p.Anonymous).Select(p => p.Route).Order(StringComparer.Ordinal).ShouldBe(Open.Order(StringComparer.Ordinal));

    public static TheoryData<string> EveryRole => [.. Stage.Practised.Model.Roles.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_role_without_the_act_is_told_so_on_every_page_and_button_and_a_role_with_it_is_not(string role)
    {
        var story = await Story("RBKC");
        var visitor = await SignedIn(role);
        var token = (await visitor.Opens("/work")).FormOf("Sign out");
        // What signs one out comes last.
        foreach (var page in Pages().Where(p => !p.Anonymous).OrderBy(p => p.Route is "your-sign-in/everywhere"))
        {
            if (page.Get is { } act) { Expect(await visitor.Sends(HttpMethod.Get, story.Address(page.Route), follow: false), role, act, page.Route); }
            foreach (var handler in page.Posts)
            {
                Expect(await visitor.Sends(HttpMethod.Post, story.Address(page.Route) + handler.Query, token, follow: false), role, handler.Act, $"POST {page.Route}{handler.Query}");
            }
        }
    }

    [Fact]
    public async Task What_is_in_another_area_is_not_there()
    {
        var story = await Story("WCC");
        var visitor = await SignedIn(TeamManager);
        var token = (await visitor.Opens("/work")).FormOf("Sign out");

        foreach (var page in Pages().Where(p => p.Route.Contains("{id:guid}", StringComparison.Ordinal)))
        {
            foreach (var (address, _) in story.Addresses(page.Route))
            {
                (await visitor.Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound, address);
                foreach (var handler in page.Posts) { (await visitor.Sends(HttpMethod.Post, address + handler.Query, token)).Status.ShouldBe(HttpStatusCode.NotFound, address + handler.Query); }
            }
        }

        (await visitor.Opens($"/start/front-door?person={story.Child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Sends(HttpMethod.Post, $"/start/front-door?person={story.Child.Id}", token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Opens("/work?show=all")).Said.ShouldNotContain(story.Child.Name);
        (await visitor.Searches(story.Child.FamilyName)).Said.ShouldNotContain(story.Child.Name);
    }

    [Fact]
    public async Task A_search_says_that_someone_is_known_elsewhere_and_whom_to_ask_and_no_more()
    {
        var child = await Given.AChild(c => c.Named("Sorrel Quillfeather").In("WCC"));
        var page = await (await SignedIn(FrontDoorWorker)).Searches("Sorrel Quillfeather");

        page.Table("People found").ShouldHaveSingleItem()["Name"].ShouldBe("Someone who may be this person is known");
        page.Main.QuerySelector("table")!.TextContent.ShouldNotContain("Quillfeather");
        page.Text.ShouldNotContain(child.Id.ToString());
        page.Said.ShouldContain("Contact the front door of the area");
    }

    [Fact]
    public async Task An_agency_sees_the_steps_sent_to_it_and_no_others()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, outcome: "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "rbkc-school-a", "police");
        var copies = (await Stage.Steps(child)).Where(s => s.Agency is not null).ToDictionary(s => s.Agency!);
        var lead = await SignedIn(SchoolLead);

        var list = await lead.Opens("/work");
        var form = await lead.Opens($"/steps/{copies["rbkc-school-a"].Id}");

        list.Table("Work, the most urgent first").ShouldHaveSingleItem()["What to do"].ShouldStartWith("What agencies know");
        form.Heading.ShouldBe("What agencies know");
        foreach (var step in (await Stage.Steps(child)).Where(s => s.Agency is not "rbkc-school-a"))
        {
            (await lead.Opens($"/steps/{step.Id}")).Status.ShouldBe(HttpStatusCode.NotFound, step.Name);
            (await lead.Opens($"/steps/{step.Id}/fill")).Status.ShouldBe(HttpStatusCode.NotFound, step.Name);
        }

        // Asked about the child, the school knows whom it is about and what it was asked itself.
        var person = await lead.Opens($"/people/{child.Id}");
        person.Heading.ShouldContain(child.Name);
        person.Said.ShouldNotContain("Referral");
        var matter = await lead.Opens($"/matters/{copies["police"].MatterId}");
        matter.Said.ShouldContain(child.Name);
        matter.Said.ShouldContain("What agencies know");
        matter.Said.ShouldNotContain("Triage");
        matter.Said.ShouldNotContain("Police");
        (await lead.Opens($"/people/{(await Given.AChild()).Id}")).Status.ShouldBe(HttpStatusCode.NotFound);

        form = await form.Fill("Does your agency know this child or household?", "Yes").Fill("What do you know that matters to this worry?", "Often absent on Mondays").Presses("Continue");
        var done = await form.Presses("Complete what agencies know");

        done.Status.ShouldBe(HttpStatusCode.OK);
        done.Done.ShouldBe("What agencies know completed");
        foreach (var link in done.Document.QuerySelectorAll("main a, header a").Select(a => a.GetAttribute("href")!)) { ((int)(await lead.Opens(link)).Status).ShouldBeLessThan(400, link); }
    }

    [Fact]
    public async Task A_school_that_finds_a_child_it_does_not_know_tells_the_front_door_and_is_shown_nothing_of_them()
    {
        var child = await Given.AChild(c => c.Named("Larkin Underbough"));
        var lead = await SignedIn(SchoolLead);

        var found = await lead.Searches("Larkin Underbough");
        found.Table("People found").ShouldHaveSingleItem()["Name"].ShouldBe("Someone who may be this person is known");
        found.Main.QuerySelector("table")!.TextContent.ShouldNotContain("Underbough");
        (await lead.Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var start = await lead.Opens($"/start/front-door?person={child.Id}");
        start.Said.ShouldNotContain("Underbough");
        var form = await start.Presses("Continue");
        form.Heading.ShouldBe("Contact");
        form.Said.ShouldNotContain("Underbough");
        form.Said.ShouldContain("somebody you are not shown");

        (await lead.Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var contact = (await Stage.Steps(child)).ShouldHaveSingleItem();
        contact.Agency.ShouldBe("rbkc-school-a");
        var matter = await lead.Opens($"/matters/{contact.MatterId}");
        matter.Said.ShouldContain("Somebody you are not shown");
        matter.Said.ShouldNotContain("Underbough");
        await As(SchoolLead).Completes(contact);
        (await (await SignedIn(FrontDoorWorker)).Opens($"/matters/{contact.MatterId}")).Said.ShouldContain("Larkin Underbough");

        // The front door asks the school about the child: now it has to know who it is.
        await As(FrontDoorWorker).Completes("triage", child, outcome: "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "rbkc-school-a");
        (await lead.Opens($"/people/{child.Id}")).Heading.ShouldContain("Larkin Underbough");
    }

    [Fact]
    public async Task Somebody_let_into_a_matter_reads_it_as_far_as_they_were_let_in_and_works_on_nothing()
    {
        var story = await Story("RBKC");
        var worker = await SignedIn(FrontDoorWorker);
        var colleague = await SignedIn(SocialWorker, "WCC");
        var address = $"/matters/{story.Matter}";
        (await colleague.Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound);

        var network = await worker.Opens($"{address}/network");
        network = await network.Fill("E-mail address of one member of staff", Stage.EmailOf(SocialWorker, "WCC")).Fill("What do they see?", "A summary").Fill("Why are they let in?", "The family moved").Presses("Let them in");
        network.Done.ShouldBe("Let in");
        network.Table("Who else is involved").ShouldContain(l => l["Sees"] == "in summary");

        var page = await colleague.Opens(address);
        page.Said.ShouldContain(story.Child.Name);
        page.Said.ShouldNotContain("Referral");
        foreach (var step in story.Steps) { (await colleague.Opens($"/steps/{step.Id}")).Status.ShouldBe(HttpStatusCode.NotFound, step.Name); }

        await As(FrontDoorWorker).Involves(story.Matter, null, Stage.Someone(SocialWorker, "WCC").UserId, InvolvementLevel.Full);
        page = await colleague.Opens(address);
        page.Said.ShouldContain("Assessment");
        page.Said.ShouldContain("Let in:");
        var done = story.Steps.First(s => s.State is StepState.Done);
        (await colleague.Opens($"/steps/{done.Id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await colleague.Opens($"/steps/{done.Id}/correct")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await colleague.Opens($"{address}/join")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await colleague.Opens($"/people/{story.Child.Id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await colleague.Opens($"/start/front-door?person={story.Child.Id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await colleague.Opens("/work?show=all")).Said.ShouldNotContain(story.Child.Name);
    }

    private static void Expect(TestPage page, string role, string act, string where)
    {
        if (!May(role, act)) { page.Status.ShouldBe(HttpStatusCode.Forbidden, $"{role} may not {act}: {where}"); }
        else
        {
            page.Status.ShouldNotBe(HttpStatusCode.Forbidden, $"{role} may {act}: {where}");
            ((int)page.Status).ShouldBeLessThan(500, $"{role}: {where}");
            if (!where.Contains("everywhere", StringComparison.Ordinal)) { (page.Answer.Headers.Location?.ToString() ?? "").Replace("https://localhost", "", StringComparison.Ordinal).ShouldNotStartWith("/sign-in"); }
        }
    }

    /// <summary>As the file of roles says it, read apart from the product's own reading.</summary>
    private static bool May(string role, string act) =>
        Stage.Practised.Model.Roles.First(r => r.Id == role).Acts.Any(a => a == act || a == $"{act.Split('.')[0]}.*");

    private sealed record Handler(string Query, string Act);

    private sealed record PageOf(string Route, bool Anonymous, string? Get, IReadOnlyList<Handler> Posts);

    private List<PageOf> Pages()
    {
        var pages = Site.Site.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.Infrastructure.IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>();
        var loader = Site.Site.Services.GetRequiredService<PageLoader>();
        return [.. pages.Select(page =>
        {
            var loaded = loader.LoadAsync(page, new()).GetAwaiter().GetResult();
            var own = loaded.HandlerTypeInfo.GetCustomAttribute<DoesAttribute>()?.Word;
            var anonymous = loaded.EndpointMetadata?.OfType<IAllowAnonymous>().Any() is true || loaded.HandlerTypeInfo.IsDefined(typeof(AllowAnonymousAttribute));
            var handlers = loaded.HandlerMethods.Select(h => (h.HttpMethod, h.Name, Act: h.MethodInfo.GetCustomAttribute<DoesAttribute>()?.Word ?? own ?? "")).ToArray();
            return new PageOf(
                page.AttributeRouteInfo!.Template!, anonymous, handlers.Any(h => h.HttpMethod == "GET") ? handlers.First(h => h.HttpMethod == "GET").Act : null,
                [.. handlers.Where(h => h.HttpMethod == "POST").Select(h => new Handler(h.Name is null ? "" : $"?handler={h.Name}", h.Act))]);
        })];
    }

    /// <summary>A child with steps in several states, to have something behind every address.</summary>
    private sealed record Told(Person Child, Guid Matter, IReadOnlyList<CaseStep> Steps, Guid Pair)
    {
        public IEnumerable<(string Address, CaseStep? Step)> Addresses(string route) => route switch
        {
            _ when route.StartsWith("steps/", StringComparison.Ordinal) => Steps.Select(s => ("/" + route.Replace("{id:guid}", s.Id.ToString(), StringComparison.Ordinal).Replace("{document:guid}", s.Id.ToString(), StringComparison.Ordinal).Replace("{invited:guid}", Nobody, StringComparison.Ordinal).Replace("{who:guid}", Nobody, StringComparison.Ordinal), (CaseStep?)s)),
            "invitations/{id:guid}" or "copies/{id:guid}" => [("/" + route.Replace("{id:guid}", Nobody, StringComparison.Ordinal), null)],
            _ when route.StartsWith("glass/", StringComparison.Ordinal) => [($"/glass/{Child.Id}", null)],
            _ when route.StartsWith("people/lists", StringComparison.Ordinal) => [(Plain(route), null)],
            _ when route.StartsWith("people/", StringComparison.Ordinal) => [("/" + route.Replace("{id:guid}", Child.Id.ToString(), StringComparison.Ordinal).Replace("/{row:guid?}", "", StringComparison.Ordinal), null)],
            _ when route.StartsWith("duplicates/{", StringComparison.Ordinal) => [($"/duplicates/{Pair}", null)],
            _ when route.StartsWith("matters/", StringComparison.Ordinal) => [("/" + route.Replace("{id:guid}", Matter.ToString(), StringComparison.Ordinal), null)],
            _ => [(Plain(route), null)],
        };

        public string Address(string route) => Addresses(route).First().Address;

        /// <summary>What an agency's administrator is answered of somebody there is, is in Staffing/StaffMatrixTests.</summary>
        private const string Nobody = "00000000-0000-7000-8000-000000000009";

        private static string Plain(string route)
        {
            var address = "/" + route.Replace("{process}", "front-door", StringComparison.Ordinal).Replace("figures/{id}/facts", "figures/referrals/facts?area=RBKC&period=2025-26", StringComparison.Ordinal)
                .Replace("figures/{id}", "figures/referrals", StringComparison.Ordinal).Replace("one-page.{format}", "one-page.pdf", StringComparison.Ordinal).Replace("{key}", "0000000000000000", StringComparison.Ordinal).Replace("{agency:maxlength(60)}", "nwl-icb", StringComparison.Ordinal).Replace("{change:maxlength(200)}", "integrated-care-board", StringComparison.Ordinal).Replace("{year}", "2021-22", StringComparison.Ordinal).Replace("/{code?}", "", StringComparison.Ordinal).Replace("{reference:maxlength(12)}", "A1", StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{position:int}", "1", StringComparison.Ordinal).Replace("{code:maxlength(10)}", "8530", StringComparison.Ordinal).Replace("{file}.{format}", "pack.pdf", StringComparison.Ordinal).Replace("{section}", "leadership", StringComparison.Ordinal).Replace("{field}", "policy-rating", StringComparison.Ordinal).Replace("{secret:length(64)}", new string('0', 64), StringComparison.Ordinal);
            foreach (var thing in (string[])["who", "post", "provider", "client", "request", "proposal", "staff", "body", "topic", "heard", "risk", "meeting", "item", "paper", "seat", "list", "line", "evidence", "tracker", "round", "invitation", "discussion", "matter", "incoming", "entry", "draft", "copy", "reply", "finding", "considered", "step", "budget", "plan", "action", "priority", "worker", "learnt", "material", "message", "communication", "fund", "claim", "report", "chapter", "submission", "issue", "feed", "intake"]) { address = address.Replace($"{{{thing}:guid}}", Nobody, StringComparison.Ordinal); }
            address.ShouldNotContain("{", customMessage: "a page of a new kind: say here what address leads to it");
            return address;
        }
    }

    private async Task<Told> Story(string area)
    {
        var child = await Given.AChild(c => c.In(area).Named($"Teasel {(area is "WCC" ? "Westering" : "Example")}"));
        await Given.AReferral(child);
        await Stage.As(SocialWorker, area).Completes("decision", child, outcome: "assess");
        await Stage.As(SocialWorker, area).Completes("assessment", child);
        var steps = await Stage.Steps(child);
        var (beside, pair) = (await Given.AChild(c => c.In(area)), Ids.New());
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into duplicates.pair (id, one_id, other_id, area, other_area, said_of, probability, outcome, guard, why, model, found_at, state, edition) select $1, least($2, $3), greatest($2, $3), $4, $4, $2, .9, 'review', 'none', '[]', 'none', now(), 'waiting', 0", pair, child.Id, beside.Id, area);
        return new Told(child, steps.First(s => s.Name == "decision").MatterId, [steps.First(s => s.Name == "contact"), steps.First(s => s.Name == "feedback"), steps.First(s => s.Name == "assessment")], pair);
    }
}
