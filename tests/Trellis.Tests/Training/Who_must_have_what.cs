using System.Net;
using System.Text;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>A school's lead names its people, sees who must refresh by when, and adds what was learnt elsewhere; whoever runs training sees numbers.</summary>
public sealed class Who_must_have_what(TestSite site) : OnSite(site)
{
    private const string Header = "name,email,role,setting,started,left\n";
    private const string Ottoline = "Ottoline Marsh,ottoline@larkspur.example,practitioner,Reception,1/9/2020,\n";
    private const string Barnaby = "Barnaby Flood,barnaby@larkspur.example,Works with children, families or adults,Year 1,2019-09-02,\n";
    private const string Celandine = "Celandine Rook,celandine@larkspur.example,practitioner,Year 2,10/2/2026,\n";
    private const string Hollis = "Hollis Bream,hollis@larkspur.example,lead,,,\n";

    [Fact]
    public async Task A_schools_lead_sees_who_must_refresh_others_see_nobody_and_the_business_manager_numbers()
    {
        await Stage.CameAsync("ottoline@larkspur.example", "Ottoline Marsh", "2025-05-20");
        await Stage.CameAsync("barnaby@larkspur.example", "Barnaby Flood", "2024-01-16");
        var lead = await SignedIn(SchoolLead);
        var page = await lead.Opens("/training/people");
        page.Said.ShouldContain("Your agency has named nobody yet");

        // One line that is wrong, and nothing is taken in.
        page = await page.Follows("Bring in a list of your people");
        (await page.Presses("Take it in")).Errors.ShouldBe(["Choose the list"]);
        page = await BringsAsync(lead, Header + Ottoline + "Perdita Vole,perdita,driver,,31/31/2020,\n" + Ottoline);
        page.Errors.ShouldBe(["Nothing was taken in. 2 lines are wrong"]);
        page.Said.ShouldContain("role “driver” must be one of");
        page.Said.ShouldContain("started “31/31/2020” is not a date");
        (await Count("training.worker")).ShouldBe(0);
        (await BringsAsync(lead, "name,email\nA,b@c.example\n")).Said.ShouldContain("Columns missing: role");

        page = await BringsAsync(lead, Header + Ottoline + Barnaby.Replace("Works with children, families or adults", "\"Works with children, families or adults\"", StringComparison.Ordinal) + Celandine + Hollis);
        page.Done.ShouldBe("Taken in: 4 new, 0 changed, 0 as before, 0 ended", page.Said);
        // Nobody has shown anything: who came is not told from who never did.
        var rows = Rows(page);
        rows.Length.ShouldBe(4);
        rows.ShouldAllBe(r => r.EndsWith("Not shown to you | Not known | Not shown to you", StringComparison.Ordinal));
        await ShowAsync(lead);
        page = await lead.Opens("/training/people");
        rows = Rows(page);
        rows.Length.ShouldBe(4);
        rows.ShouldContain(r => r.Contains("Barnaby Flood", StringComparison.Ordinal) && r.EndsWith("16 January 2024 | 16 January 2025 | Overdue", StringComparison.Ordinal));
        rows.ShouldContain(r => r.Contains("Celandine Rook", StringComparison.Ordinal) && r.EndsWith("Never | 10 March 2026 | Never", StringComparison.Ordinal));
        rows.ShouldContain(r => r.Contains("Ottoline Marsh", StringComparison.Ordinal) && r.EndsWith("20 May 2025 | 20 May 2026 | Due within 3 months", StringComparison.Ordinal));
        rows.ShouldContain(r => r.Contains("Hollis Bream", StringComparison.Ordinal) && r.EndsWith("Not shown to you | Not known | Not shown to you", StringComparison.Ordinal));
        rows[0].ShouldContain("Barnaby Flood");
        (await lead.Opens("/training/people?show=overdue")).Said.ShouldNotContain("Celandine Rook");
        (await (await lead.Fetches("/training/people?handler=Csv")).Content.ReadAsStringAsync()).ShouldContain("barnaby@larkspur.example");
        (await Count("record.view", "what = 'training-people-export' and cardinality(people) = 4")).ShouldBe(1);

        // Somebody else's lead sees nobody of theirs, on the page and in the database.
        var theirs = (await lead.Opens("/training/people")).Links;
        var person = $"/training/people/{await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from training.worker where email like 'celandine%'")}";
        theirs.ShouldNotBeEmpty();
        var other = await SignedIn(SchoolLead, "WCC");
        (await other.Opens("/training/people")).Said.ShouldContain("Your agency has named nobody yet");
        (await other.Opens(person)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(Referrer)).Opens("/training/people")).Status.ShouldBe(HttpStatusCode.Forbidden);

        await LearntAsync(lead, person);
        await NumbersAsync(lead);
        (await SeenBy(As(SchoolLead).Actor)).ShouldBe([1, 3, 0, 2, 3], "workforce, workers in the end, counts, learnt, standing");
        (await SeenBy(As(SchoolLead, "WCC").Actor)).ShouldBe([0, 0, 0, 0, 0]);
        (await SeenBy(As(TeamManager).Actor)).ShouldBe([0, 0, 0, 0, 0], "an agency's manager who looks after no workforce");
        (await SeenBy(Actor.Nobody)).ShouldBe([0, 0, 0, 0, 0]);
    }

    private static string[] Rows(TestPage page) => [.. page.Table("4 lines, page 1 of 1").Select(r => string.Join(" | ", r["Name"], r["Had it"], r["Due"], r["State"]))];

    /// <summary>They are asked by e-mail, once; three show their training, one does not; one thinks better of it for a while.</summary>
    private async Task ShowAsync(Visitor lead)
    {
        (await (await lead.Opens("/training/people")).Presses("Ask 4 people by email to show their training")).Done.ShouldBe("4 people are asked by email");
        (await lead.Opens("/training/people")).Buttons.ShouldNotContain(b => b.StartsWith("Ask", StringComparison.Ordinal));
        var letters = (await Site.Posts()).Carried.Where(l => l.Subject == "Your training: may your agency see it?").ToArray();
        letters.Select(l => l.To).ShouldBe(["barnaby@larkspur.example", "celandine@larkspur.example", "hollis@larkspur.example", "ottoline@larkspur.example"], ignoreOrder: true);
        letters[0].Body.ShouldContain("/courses/named");
        letters[0].Body.ShouldNotContain("Larkspur");
        foreach (var (email, answer) in new[] { ("barnaby", "Show my training to Larkspur Primary School"), ("celandine", "Show my training to Larkspur Primary School"), ("hollis", "Do not show it: Larkspur Primary School"), ("ottoline", "Show my training to Larkspur Primary School") })
        {
            var own = Site.Visitor();
            var page = await Site.Proves(own, $"{email}@larkspur.example");
            page.Said.ShouldContain("An agency names you as one of its people");
            page = await (await page.Follows("Say whether it may see your training")).Presses(answer);
            page.Done.ShouldBe(answer.StartsWith("Show", StringComparison.Ordinal) ? "Your training is shown" : "Your training is not shown");
            if (email != "barnaby") { continue; }
            (await own.Opens("/courses/bookings")).Table("What you must have").ShouldHaveSingleItem()["State"].ShouldBe("Overdue");
            (await page.Presses("Show it no longer: Larkspur Primary School")).Done.ShouldBe("Your training is not shown");
            Rows(await lead.Opens("/training/people")).ShouldContain(r => r.Contains("Barnaby Flood", StringComparison.Ordinal) && r.EndsWith("Not shown to you", StringComparison.Ordinal));
            await (await own.Opens("/courses/named")).Presses("Show my training to Larkspur Primary School");
        }
    }

    /// <summary>Their lead adds one thing, they add another themselves; each takes back their own.</summary>
    private async Task LearntAsync(Visitor lead, string person)
    {
        var page = await lead.Opens(person);
        (await page.Presses("Add it")).Errors.ShouldBe(["Enter what it was called"]);
        page = Filled(page, "Noticing, online", "2 2 2026");
        (await page.Fill("Date of the evidence", "1 2 2026").Presses("Add it")).Errors.ShouldBe(["The date of the evidence must not be before the day it was finished"]);
        page = await Filled(await lead.Opens(person), "Noticing, online", "2 2 2026").Fill("Date of the evidence", "3 2 2026").Attach("A file that shows it (optional)", "picture.exe", Encoding.UTF8.GetBytes("MZ")).Presses("Add it");
        page.Errors.ShouldHaveSingleItem();
        page = await Filled(await lead.Opens(person), "Noticing, online", "2 2 2026").Fill("Date of the evidence", "3 2 2026").Attach("A file that shows it (optional)", "certificate.txt", Encoding.UTF8.GetBytes("Certificate 12"), "text/plain").Presses("Add it");
        page.Done.ShouldBe("Added to their training", page.Said);
        page.SummaryValue("Shows their training").ShouldBe("Yes, said on 2 March 2026");
        var file = page.Document.QuerySelector("a[href*='/evidence/']")!.GetAttribute("href")!;
        (await (await lead.Fetches(file)).Content.ReadAsStringAsync()).ShouldBe("Certificate 12");
        (await Count("record.view", "what = 'training-evidence'")).ShouldBe(1);
        (await (await SignedIn(SchoolLead, "WCC")).Opens(file)).Status.ShouldBe(HttpStatusCode.NotFound);
        page.Table("Must have").ShouldHaveSingleItem()["State"].ShouldBe("Has it");

        var own = Site.Visitor();
        await Site.Proves(own, "celandine@larkspur.example");
        page = await own.Opens("/courses/bookings");
        page.Table("Elsewhere and e-learning").Count.ShouldBe(1);
        var theirs = page.Document.QuerySelector("a[href^='/courses/learnt/']")!.GetAttribute("href")!;
        (await (await own.Fetches(theirs)).Content.ReadAsStringAsync()).ShouldBe("Certificate 12");
        var another = Site.Visitor();
        await Site.Proves(another, "hollis@larkspur.example");
        (await another.Opens(theirs)).Status.ShouldBe(HttpStatusCode.NotFound);
        page = await Filled(await page.Follows("Add training you had elsewhere"), "Safe at sea", "3 2 2025").Fill("Date of the evidence", "3 2 2025").Presses("Add it");
        page.Done.ShouldBe("Added to your training", page.Said);
        page.Table("Elsewhere and e-learning").Count.ShouldBe(2);
        (await lead.Opens(person)).Said.ShouldContain("They themselves");
        (await (await own.Opens("/courses/learnt")).Presses("Take it back: Safe at sea")).Done.ShouldBe("Taken back");
        page = await Filled(await own.Opens("/courses/learnt"), "Safe at sea", "3 2 2025").Fill("Date of the evidence", "3 2 2025").Presses("Add it");
        page.Done.ShouldBe("Added to your training");
    }

    private static TestPage Filled(TestPage page, string title, string day) => page.Fill("What was it called?", title).Fill("How was it learnt?", "E-learning").Fill("Level", "Level 1, awareness").Fill("When was it finished?", day).Fill("What shows it?", "Certificate 12");

    /// <summary>A later list ends who is missing; an agency that gives numbers counts as staff; no name is on the manager's page.</summary>
    private async Task NumbersAsync(Visitor lead)
    {
        (await BringsAsync(lead, Header + Ottoline + Celandine + Hollis)).Done.ShouldBe("Taken in: 0 new, 1 changed, 3 as before, 1 ended");
        (await Count("training.worker", "ended_on = '2026-03-02'")).ShouldBe(1);
        (await lead.Opens("/training/people")).Said.ShouldNotContain("Barnaby Flood");
        (await BringsAsync(lead, "role,count\nlead,2\n")).Said.ShouldContain("This agency has named its people");
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var page = await (await manager.Opens("/training")).Follows("Bring in an agency’s people");
        (await page.Presses("Take it in")).Errors.ShouldBe(["Select whose people they are"]);
        page = await page.Fill("Whose people are they?", "Health trust").Attach("The list", "staff.csv", Encoding.UTF8.GetBytes("role,count,area\nlead,20,RBKC\nlead,30,WCC\n")).Presses("Take it in");
        page.Done.ShouldStartWith("Taken in: 2 new", customMessage: page.Said);
        page.Said.ShouldNotContain("Ottoline Marsh");
        var school = page.Table("By agency").ShouldHaveSingleItem();
        (school["Agency"], school["Must have"], school["Have it"], school["Due within 3 months"], school["Overdue"], school["Never"], school["In date"]).ShouldBe(("Larkspur Primary School", "3", "1", "1", "0", "1", "66.7%"));
        var takeUp = page.Table("Take-up by agency");
        takeUp.Select(r => $"{r["Agency"]}: {r["Came within a year"]} of {r["Staff"]}").ShouldBe(["Health trust: 0 of 50", "Larkspur Primary School: 1 of 3"], ignoreOrder: true);
        (await (await manager.Fetches("/training/compliance?handler=Csv")).Content.ReadAsStringAsync()).ShouldContain("Larkspur Primary School,State school or college,RBKC");
        (await lead.Opens("/training/compliance")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<TestPage> BringsAsync(Visitor lead, string list) => await (await lead.Opens("/training/people/bring")).Attach("The list", "people.csv", Encoding.UTF8.GetBytes(list)).Presses("Take it in");

    /// <summary>How many rows the application's role finds, told that this one asks.</summary>
    private async Task<long[]> SeenBy(Actor actor)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, actor, Stage.Clock.Now);
        await using var ask = new NpgsqlCommand("""
            select array[(select count(*) from training.workforce), (select count(*) from training.worker where ended_on is null), (select count(*) from training.staff_count), (select count(*) from training.learnt where taken_back_at is null),
              (select count(*) from training.standing('[{"role":"practitioner","sector":"school","level":"level-2","counts":["level-1"],"again":12,"first":1},{"role":"lead","sector":"school","level":"level-3","counts":["level-3"],"again":24,"first":1}]'::jsonb, '2026-03-02', 3, null, null))]
            """, connection);
        return (long[])(await ask.ExecuteScalarAsync())!;
    }
}
