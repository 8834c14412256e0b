using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Practice;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>
/// Every address about a person, a matter or a step, asked by every role in every situation. What it answers is worked out here from
/// the practice model and one rule for each kind of page; and beside that, <c>access-matrix.txt</c> says it cell by cell, typed by hand.
/// </summary>
public sealed class MatrixTests(TestSite site) : OnSite(site)
{
    /// <summary>How the record stands to who asks. They act in RBKC.</summary>
    private enum Situation
    {
        /// <summary>Of their area, and they were not let in.</summary>
        Own,

        /// <summary>Of another area, and they were not let in.</summary>
        Other,

        /// <summary>Of another area, and they were let in, as far as it says.</summary>
        Full,
        Summary,
        Part,

        /// <summary>Of their area, closed, and they are not named.</summary>
        Restricted,
        Hidden,
    }

    private const int AtOnce = 3;

    private sealed record Thing(Person Child, Guid Matter, CaseStep Step, Guid Pair);

    private static readonly string[] Routes =
    [
        "people/{id:guid}", "people/{id:guid}/details", "people/{id:guid}/describe", "people/{id:guid}/names/{row:guid?}", "people/{id:guid}/addresses/{row:guid?}", "people/{id:guid}/numbers/{row:guid?}", "people/{id:guid}/registrations/{row:guid?}",
        "people/{id:guid}/traits/{row:guid?}", "people/{id:guid}/relationships/{row:guid?}", "people/{id:guid}/same", "people/{id:guid}/split", "people/{id:guid}/happened", "people/{id:guid}/views", "matters/{id:guid}", "matters/{id:guid}/network", "matters/{id:guid}/linked", "matters/{id:guid}/join", "matters/{id:guid}/leave", "matters/{id:guid}/late",
        "steps/{id:guid}", "steps/{id:guid}/fill", "steps/{id:guid}/check", "steps/{id:guid}/correct", "steps/{id:guid}/withdraw", "steps/{id:guid}/documents/{document:guid}", "start/{process}", "glass/{id:guid}", "duplicates/{id:guid}",
    ];

    /// <summary>Asked of a meeting, and by those who are invited to it: <see cref="Conferences.Who_opens_a_meeting"/>; what is asked after it: <see cref="Conferences.Feedback_asked_by_itself"/>.</summary>
    private static bool IsOfAMeeting(string route) => route.StartsWith("steps/{id:guid}/meeting", StringComparison.Ordinal) || route.StartsWith("steps/{id:guid}/feedback", StringComparison.Ordinal) || route is "invitations/{id:guid}" or "copies/{id:guid}";

    [Fact]
    public void Every_page_about_somebody_is_in_the_matrix() =>
        Acts().Keys.Where(r => (r.Contains("{id:guid}", StringComparison.Ordinal) && !IsOfAMeeting(r)) || r is "start/{process}").Order(StringComparer.Ordinal).ShouldBe(Routes.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_page_answers_every_role_in_every_situation_as_the_model_says_and_as_the_table_says()
    {
        var things = await ThingsAsync();
        var acts = Acts();
        var table = Typed();
        var wrong = new ConcurrentBag<string>();
        await EachAsync(async (role, visitor) =>
        {
            foreach (var (situation, thing) in things)
            {
                foreach (var route in Routes)
                {
                    var answer = (int)(await visitor.Sends(HttpMethod.Get, Address(route, thing), follow: false)).Status;
                    var expected = Expected(role.Id, acts[route], route, situation);
                    if (answer != expected) { wrong.Add($"{role.Id} {situation} {route}: {answer}, the model says {expected}"); }
                    if (table.TryGetValue((role.Id, situation, route), out var typed) && answer != typed) { wrong.Add($"{role.Id} {situation} {route}: {answer}, the table says {typed}"); }
                }
            }
        });

        wrong.ShouldBeEmpty();
        table.Count.ShouldBeGreaterThan(100);
        foreach (var role in Stage.Practised.Model.Roles)
        {
            foreach (var situation in Enum.GetValues<Situation>().Where(s => s is not Situation.Own)) { table.Keys.ShouldContain(k => k.Role == role.Id && k.Situation == situation, $"{role.Id} {situation} is not in access-matrix.txt"); }
        }
    }

    [Fact]
    public async Task Nobody_sends_a_form_to_what_they_may_not_open_and_nothing_comes_of_trying()
    {
        var things = await ThingsAsync();
        var forms = Forms();
        forms.Select(f => f.Route).ShouldBeSubsetOf(Routes);
        var wrong = new ConcurrentBag<string>();
        var tried = 0;
        var before = "";
        await EachAsync(async (role, visitor) =>
        {
            var token = (await visitor.Opens("/work")).FormOf("Sign out").Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));
            foreach (var (situation, thing) in things)
            {
                foreach (var (route, handler, act) in forms)
                {
                    // What may be opened may be sent to, with the act of the form; what it then says is for the tests of each page.
                    if (Expected(role.Id, act, route, situation) is 200) { continue; }
                    if (route.StartsWith("steps/", StringComparison.Ordinal) && Expected(role.Id, act, route, situation) is 302 && situation is Situation.Own) { continue; } // done, and leads to where it is read
                    Interlocked.Increment(ref tried);
                    var address = handler is null ? Address(route, thing) : $"{Address(route, thing)}{(route is "start/{process}" ? "&" : "?")}handler={handler}";
                    var answer = await visitor.Sends(HttpMethod.Post, address, [token], follow: false);
                    var leadsOn = answer.Status is System.Net.HttpStatusCode.Redirect && answer.Answer.Headers.Location!.ToString().TrimStart('/').StartsWith("glass/", StringComparison.Ordinal);
                    var noGlass = route.StartsWith("glass/", StringComparison.Ordinal) && answer.Status is System.Net.HttpStatusCode.Redirect;
                    if ((int)answer.Status is not (403 or 404) && !leadsOn && !noGlass) { wrong.Add($"{role.Id} {situation} POST {address}: {(int)answer.Status} {answer.Answer.Headers.Location}"); }
                }
            }

        }, first: async () => before = await WrittenAsync());

        (await WrittenAsync()).ShouldBe(before, "something came of what somebody tried");
        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(800);
    }

    /// <summary>Somebody of each role, signed in one after the other; then they ask side by side.</summary>
    /// <param name="first">Between the two.</param>
    private async Task EachAsync(Func<Role, Visitor, Task> asks, Func<Task>? first = null)
    {
        var visitors = new List<(Role Role, Visitor Visitor)>();
        foreach (var role in Stage.Practised.Model.Roles) { visitors.Add((role, await SignedIn(role.Id))); }
        if (first is not null) { await first(); }
        await Parallel.ForEachAsync(visitors, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (v, _) => await asks(v.Role, v.Visitor));
    }

    /// <summary>Everything that was ever said or begun, but for the notes that somebody was refused.</summary>
    private async Task<string> WrittenAsync() =>
        string.Join(' ', await Count("record.act", "word not in ('access.refused', 'access.hidden') and word not like 'sign-in.%'"), await Count("casework.draft"), await Count("casework.step"), await Count("casework.participant"), await Count("access.closure"), await Count("access.glass"));

    private static int Expected(string role, string act, string route, Situation situation)
    {
        var who = Stage.Practised.Model.Roles.First(r => r.Id == role);
        bool May(string word) => who.Acts.Contains(word) || who.Acts.Contains($"{word.Split('.')[0]}.*");
        if (!May(act)) { return 403; }
        if (route is "duplicates/{id:guid}") { return (situation is Situation.Own && who.SeesArea) || situation is Situation.Full ? 200 : 404; } // who may open both records in full; a closed one is not even said to be closed
        if (route is "people/{id:guid}/views") { return Looked(role, who.SeesArea, situation); }
        var glass = route.StartsWith("glass/", StringComparison.Ordinal);
        if (situation is Situation.Restricted && who.SeesArea) { return glass ? 200 : May(ActWords.BreakGlass) ? 302 : 403; }
        var whole = situation is Situation.Own && who.SeesArea;
        var let = situation is Situation.Full or Situation.Summary or Situation.Part;
        if (route is "start/{process}") { return whole || situation is Situation.Own ? 200 : let ? 403 : 404; }
        if (!whole && !let) { return 404; }
        if (route.StartsWith("steps/", StringComparison.Ordinal) && !whole && situation is not Situation.Full) { return 404; }
        if (route is "steps/{id:guid}/documents/{document:guid}") { return 404; } // there is no such document, whoever asks
        if (glass) { return 302; }
        var reads = route is "people/{id:guid}" or "people/{id:guid}/details" or "matters/{id:guid}" or "matters/{id:guid}/network" or "matters/{id:guid}/linked" or "steps/{id:guid}";
        if (!whole && !reads) { return 403; }
        return route is "steps/{id:guid}/fill" or "steps/{id:guid}/check" ? 302 : 200; // it is done, and leads to where it is read
    }

    /// <summary>Who looked at them: of the area to those who see it whole, by the reference alone to who governs information there, and to an agency what its own staff did.</summary>
    private static int Looked(string role, bool seesArea, Situation situation) => situation switch
    {
        Situation.Own => 200,
        Situation.Restricted => role is InformationGovernanceLead ? 200 : seesArea ? 302 : 404,
        _ => 404,
    };

    /// <summary>Cells typed by hand: roles, a situation, and an answer for each page the heading names.</summary>
    private static Dictionary<(string Role, Situation Situation, string Route), int> Typed()
    {
        var cells = new Dictionary<(string, Situation, string), int>();
        var pages = Array.Empty<string>();
        foreach (var line in File.ReadAllLines(Checkout.Folder("tests", "Trellis.Tests", "Pages", "access-matrix.txt")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] is "#") { continue; }
            if (words[0] is "role")
            {
                pages = words[2..];
                continue;
            }

            words.Length.ShouldBe(pages.Length + 2, line);
            var situation = Enum.Parse<Situation>(words[1], ignoreCase: true);
            for (var page = 0; page < pages.Length; page++)
            {
                var route = pages[page] is "start" ? "start/{process}" : Routes.Single(r => r == $"{pages[page].Split('/')[0]}/{{id:guid}}{pages[page][pages[page].Split('/')[0].Length..]}");
                cells.Add((words[0], situation, route), int.Parse(words[page + 2], CultureInfo.InvariantCulture));
            }
        }

        return cells;
    }

    private async Task<IReadOnlyList<(Situation, Thing)>> ThingsAsync()
    {
        var things = new List<(Situation, Thing)>();
        foreach (var situation in Enum.GetValues<Situation>())
        {
            var area = situation is Situation.Own or Situation.Restricted or Situation.Hidden ? "RBKC" : "WCC";
            var child = await Given.AChild(c => c.In(area));
            await Given.AContact(child);
            var step = (await Stage.Steps(child)).First(s => s.Name is "contact");
            // Another record beside theirs, in the same matter, so that whoever is let into the one is let into the other.
            var beside = await Given.AChild(c => c.In(area));
            await As(FrontDoorWorker, area).LetsIn(beside, step, "Their records look alike");
            var pair = Ids.New();
            await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into duplicates.pair (id, one_id, other_id, area, other_area, said_of, probability, outcome, guard, why, model, found_at, state, edition) select $1, least($2, $3), greatest($2, $3), $4, $4, $2, .9, 'review', 'none', '[]', 'none', now(), 'waiting', 0", pair, child.Id, beside.Id, area);
            things.Add((situation, new Thing(child, step.MatterId, step, pair)));
            var level = situation switch { Situation.Full => InvolvementLevel.Full, Situation.Summary => InvolvementLevel.Summary, Situation.Part => InvolvementLevel.Own, _ => (InvolvementLevel?)null };
            if (level is { } far)
            {
                foreach (var role in Stage.Practised.Model.Roles) { await As(FrontDoorWorker, "WCC").Involves(step.MatterId, null, Stage.Someone(role.Id).UserId, far); }
            }


            if (situation is Situation.Restricted or Situation.Hidden)
            {
                await As(TeamManager).Closes(child, situation is Situation.Hidden ? ClosureKind.Hidden : ClosureKind.Restricted, Stage.Someone(SocialWorker, number: 2), Stage.Someone(TeamManager, number: 2));
            }
        }

        return things;
    }

    private static string Address(string route, Thing thing)
    {
        if (route is "start/{process}") { return $"/start/front-door?person={thing.Child.Id}"; }
        var id = route.StartsWith("duplicates/", StringComparison.Ordinal) ? thing.Pair : route.StartsWith("matters/", StringComparison.Ordinal) ? thing.Matter : route.StartsWith("steps/", StringComparison.Ordinal) ? thing.Step.Id : thing.Child.Id;
        return "/" + route.Replace("{id:guid}", id.ToString(), StringComparison.Ordinal).Replace("{document:guid}", id.ToString(), StringComparison.Ordinal).Replace("/{row:guid?}", "", StringComparison.Ordinal);
    }

    /// <summary>Every form of these pages, with the act it asks for.</summary>
    private List<(string Route, string? Handler, string Act)> Forms()
    {
        var loader = Site.Site.Services.GetRequiredService<PageLoader>();
        return [.. Site.Site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().Where(p => Routes.Contains(p.AttributeRouteInfo!.Template!)).SelectMany(page =>
        {
            var loaded = loader.LoadAsync(page, new()).GetAwaiter().GetResult();
            return loaded.HandlerMethods.Where(h => h.HttpMethod.Equals("POST", StringComparison.OrdinalIgnoreCase))
                .Select(h => (page.AttributeRouteInfo!.Template!, h.Name, h.MethodInfo.GetCustomAttribute<DoesAttribute>()?.Word ?? loaded.HandlerTypeInfo.GetCustomAttribute<DoesAttribute>()?.Word ?? ""));
        })];
    }

    /// <summary>The act each page asks for when it is opened.</summary>
    private Dictionary<string, string> Acts()
    {
        var loader = Site.Site.Services.GetRequiredService<PageLoader>();
        return Site.Site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().ToDictionary(p => p.AttributeRouteInfo!.Template!, page =>
        {
            var loaded = loader.LoadAsync(page, new()).GetAwaiter().GetResult();
            return loaded.HandlerMethods.FirstOrDefault(h => h.HttpMethod.Equals("GET", StringComparison.OrdinalIgnoreCase))?.MethodInfo.GetCustomAttribute<DoesAttribute>()?.Word ?? loaded.HandlerTypeInfo.GetCustomAttribute<DoesAttribute>()?.Word ?? "";
        });
    }
}
