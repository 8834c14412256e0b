using System.Net;
using System.Text;
using Trellis.Platform.Storage;
using Trellis.Tests.Questionnaires;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>What agencies ask for in a training needs analysis stands beside who must have what, who waits and what is planned.</summary>
public sealed class What_training_is_needed(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_round_is_answered_and_set_beside_compliance_and_who_waits()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        (await manager.Opens("/training/needs")).Said.ShouldContain("No agency has been asked what it needs");
        var made = await manager.Makes("training-needs", "Training needs 2026", "27 3 2026", p => p.Fill("Every agency of these kinds", "Schools and education"));
        made.Done.ShouldBe("Training needs 2026 is open: 2 are asked");

        var lead = await SignedIn(SchoolLead);
        (await lead.Opens("/messages")).Said.ShouldContain("To be answered: questionnaire Q");
        var begun = await (await (await lead.Opens("/questionnaires")).Follows("Training needs 2026")).Presses("Begin");
        var page = await lead.Opens($"{begun.Path}/how-many-places");
        (await page.Fill("Level 1, awareness", "many").Presses("Save and continue")).Errors.Count.ShouldBe(6);
        page = await lead.Opens($"{begun.Path}/how-many-places");
        foreach (var (label, places) in new[] { ("Level 1, awareness", "3"), ("Level 2, in contact with children or families", "12"), ("Level 3, working with children and families", "4"), ("Level 3 refresher", "0"), ("Level 4, named and designated professionals", "0"), ("Level 6, safer recruitment and allegations", "1") }) { page = page.Fill(label, places); }
        await page.Presses("Save and continue");
        page = await lead.Opens($"{begun.Path}/what-about");
        foreach (var legend in Legends(page)) { page = page.Fill(legend, legend == "Neglect" ? "Most of us need it" : "We have what we need"); }
        await page.Presses("Save and continue");
        page = await lead.Opens($"{begun.Path}/what-is-in-the-way");
        foreach (var legend in Legends(page)) { page = page.Fill(legend, "Agree"); }
        await page.Presses("Save and continue");
        (await manager.Opens("/training/needs")).Table("By agency").First(r => r["Agency"] == "Larkspur Primary School")["Answered the analysis"].ShouldBe("Not yet", "what is not sent is nobody else's");
        (await (await lead.Opens(begun.Path)).Presses("Send")).Done.ShouldBe("It is sent");

        // Two must have a level; one workshop of one place is to come, one has it and two wait; one waited in vain.
        await Stage.HoldsAsync("2026-04-20", 1, came: false, ("ottoline@larkspur.example", "Ottoline Marsh"), ("barnaby@larkspur.example", "Barnaby Flood"), ("perdita@heronry.example", "Perdita Vole"));
        await Stage.HoldsAsync("2026-02-02", 1, came: false, ("kestrel@heronry.example", "Kestrel Vane"), ("linnet@heronry.example", "Linnet Fern"));
        await Stage.HoldsAsync("2026-05-11", 4, came: false);
        await (await (await lead.Opens("/training/people/bring")).Attach("The list", "people.csv", Encoding.UTF8.GetBytes("name,email,role\nOttoline Marsh,ottoline@larkspur.example,volunteer\nBarnaby Flood,barnaby@larkspur.example,practitioner\n")).Presses("Take it in")).Follows("Barnaby Flood");

        page = await manager.Opens("/training/needs");
        page.Said.ShouldContain("1 of 2 agencies answered");
        var first = page.Table("By level").First(r => r["Level"] == "Level 1, awareness");
        (first["Must have"], first["Of them never, overdue or due within 3 months"], first["Agencies ask for"], first["Waiting"], first["Free places ahead"], first["Short of"]).ShouldBe(("1", "1", "3", "2", "4", "0"));
        var second = page.Table("By level").First(r => r["Level"].StartsWith("Level 2", StringComparison.Ordinal));
        (second["Must have"], second["Agencies ask for"], second["Free places ahead"], second["Short of"]).ShouldBe(("1", "12", "0", "1"));
        var school = page.Table("By agency").First(r => r["Agency"] == "Larkspur Primary School");
        (school["Must have"], school["Asks for"], school["Answered the analysis"]).ShouldBe(("2", "20", "Yes"));
        page.Table("By agency").Count(r => r["Answered the analysis"] == "Not yet" && r["Asks for"] == "–").ShouldBe(1);
        page.Table("Waiting, by course").Select(r => $"{r["Waiting"]} {r["The first since"]} {r["Free places ahead"]} {r["Waited in vain within a year"]}").ShouldBe(["2 21 March 2026 0 0", "0 Nobody 0 1"]);
        page.Table("Waiting, by sector").ShouldHaveSingleItem()["Waiting"].ShouldBe("2");
        page.Table("What agencies say: what about").First(r => r["Question"] == "Neglect")["Most of us need it"].ShouldBe("1");
        (await (await manager.Fetches("/training/needs?handler=Csv")).Content.ReadAsStringAsync()).ShouldContain("\"Level 1, awareness\",1,1,3,2,4,0");
        (await lead.Opens("/training/needs")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_lead_who_names_a_stranger_learns_nothing_but_what_their_agency_booked_itself()
    {
        await Stage.CameAsync("stranger@elsewhere.example", "Somebody Else", "2025-11-04");
        await Stage.CameAsync("hollis@larkspur.example", "Hollis Bream", "2025-11-05");
        // Their school booked the one: by somebody with an account of it.
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            set session_replication_role = replica;
            insert into training.delegate (id, email, name, sector, organisation, agency, role, user_id, made_at, edition) values ('00000000-0000-7000-8000-0000000000aa', 'office@larkspur.example', 'Office', 'school', 'Larkspur Primary School', 'rbkc-school-a', 'other', uuidv7(), now(), 0);
            update training.booking set booked_by = '00000000-0000-7000-8000-0000000000aa' where delegate_id = (select id from training.delegate where email = 'hollis@larkspur.example')
            """);
        var lead = await SignedIn(SchoolLead);
        await (await lead.Opens("/training/people/bring")).Attach("The list", "people.csv", Encoding.UTF8.GetBytes("name,email,role\nA Stranger,stranger@elsewhere.example,volunteer\nHollis Bream,hollis@larkspur.example,volunteer\nNo Body,nobody@elsewhere.example,volunteer\n")).Presses("Take it in");
        var lines = (await lead.Opens("/training/people")).Table("3 lines, page 1 of 1").ToDictionary(r => r["Name"], r => string.Join(" | ", r["Had it"], r["Due"], r["State"]));
        lines["Hollis Bream"].ShouldBe("5 November 2025 | 5 November 2026 | Has it");
        lines["A Stranger"].ShouldBe("Not shown to you | Not known | Not shown to you");
        lines["A Stranger"].ShouldBe(lines["No Body"], "who came is not told from who never did");
        (await (await lead.Fetches("/training/people?handler=Csv")).Content.ReadAsStringAsync()).ShouldNotContain("2025-11-04");
        // Whoever runs training sees bookings all the same, and counts everybody.
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        (await manager.Opens("/training/compliance")).Table("By agency").ShouldHaveSingleItem()["Have it"].ShouldBe("2");
    }

    private static string[] Legends(TestPage page) => [.. page.Main.QuerySelectorAll("legend").Select(l => l.TextContent.Trim()).Where(l => l.Length > 0)];
}
