using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Returns.Inspection;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Demonstration;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Returns;

/// <summary>The lists of children of Annex A, and the data set under them.</summary>
public sealed class Lists_for_an_inspection(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task An_officer_takes_the_lists_of_their_area_and_it_is_noted_for_every_child_in_them()
    {
        var child = await Given.AChild(c => c.Named("Whimbrel Ironstone"));
        var closed = await Given.AChild(c => c.Named("Godwit Saltpan"));
        await Given.AReferral(child, ("source", "2A"));
        await Given.AReferral(closed);
        await As(TeamManager).Closes(closed, ClosureKind.Restricted, Stage.Someone(TeamManager));
        var officer = await SignedIn(ReturnsOfficer);
        var page = await (await officer.Opens("/returns")).Follows("Lists for an inspection (Annex A)");
        page.Said.ShouldContain("Adopters");
        (await officer.Opens("/returns/annex-a?handler=File&Area=WCC")).Errors.ShouldBe(["Select the area whose children they are"]);
        (await officer.Opens("/returns/annex-a?handler=File&Area=RBKC&From.Day=2&From.Month=2&From.Year=2026&To.Day=1&To.Month=2&To.Year=2026")).Errors.ShouldBe(["The last day must be the same as or after the first day"]);

        var sheets = Read(await (await officer.Fetches("/returns/annex-a?handler=File&Area=RBKC")).Content.ReadAsByteArrayAsync());

        sheets.Keys.ShouldBe(["About these lists", .. AnnexList.All.Select(l => $"List {l.Number} {l.Title}")]);
        sheets["About these lists"].ShouldContain(r => r[0] == "Area" && r[1] == "Royal Borough of Kensington and Chelsea");
        sheets["About these lists"].Single(r => r[0] == "List 7 Child protection")[1].ShouldNotContain("Nothing here says");
        sheets["About these lists"].Single(r => r[0] == "List 8 Children in care")[1].ShouldContain("Nothing here says: Child’s category of need; Permanence plan;");
        var referred = sheets["List 3 Referrals"];
        referred[0].ShouldBe(["Child unique ID", "Sex", "Ethnicity", "Date of birth", "Age of child (years)", "Date of referral", "Referral source", "Referral with no further action?", "Number of referrals in last 12 months", "Allocated team", "Allocated worker"]);
        var line = referred.Single(r => r[0] == child.Reference);
        (line[1], line[6], line[8]).ShouldBe(("Female", "School", "1"));
        sheets.Values.SelectMany(r => r).ShouldNotContain(r => r[0] == closed.Reference);
        sheets["List 10 Adoption"].ShouldBe([["Not here"], ["Children who wait to be adopted: nothing here records them"]]);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.view where what = 'annex-a-export' and purpose = 'return.export-lists' and $1 = any(people)", child.Id)).ShouldBe(1);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.view where what = 'annex-a-export' and $1 = any(people)", closed.Id)).ShouldBe(0);
    }

    /// <summary>The workbook is opened, and what it says of one child read in it.</summary>
    [Fact]
    public async Task The_last_visit_on_which_a_child_was_seen_and_who_works_with_them_are_in_it()
    {
        var child = await Given.AChild(c => c.Named("Turnstone Millpond"));
        await Stage.APlan(child);
        var worker = Stage.Someone(SocialWorker);
        On("2026-04-01 16:00");
        await As(SocialWorker).Completes("visit", child, "visited", ("visited-on", "2026-04-01"), ("seen", "yes"), ("seen-alone", "yes"));
        On("2026-04-10 16:00");
        await As(SocialWorker).Completes("visit", child, "visited", ("visited-on", "2026-04-10"), ("seen", "no"), ($"p.{child.Id}.seen.reason", "Nobody opened the door"));
        On("2026-04-11 10:00");

        var sheets = Read(await (await (await SignedIn(ReturnsOfficer)).Fetches("/returns/annex-a?handler=File&Area=RBKC")).Content.ReadAsByteArrayAsync());

        string Cell(string sheet, string heading) => sheets[sheet].Single(r => r[0] == child.Reference)[Array.IndexOf(sheets[sheet][0], heading)];
        (Cell("List 7 Child protection", "Date of the last statutory visit"), Cell("List 7 Child protection", "Was the child seen alone?"), Cell("List 7 Child protection", "Allocated worker")).ShouldBe(("01/04/2026", "Yes", worker.Name));
        (Cell("List 6 Children in need", "Date child was last seen"), Cell("List 6 Children in need", "Case status")).ShouldBe(("01/04/2026", "Child protection plan"));
    }

    [Fact]
    public async Task Of_a_year_of_work_every_row_leads_to_one_that_is_there()
    {
        await using var database = await SmallDemonstration.NewAsync();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, Stage.Practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem("RBKC"));

        var book = await scope.ServiceProvider.GetRequiredService<AnnexA>().MakeAsync("RBKC", new DateOnly(2025, 4, 1), SmallDemonstration.Today);

        foreach (var list in AnnexList.All.Where(l => l.Number is 1 or (>= 3 and <= 8))) { book.Sheets[list.Number].Rows.ShouldNotBeEmpty(list.Title); }
        book.Children.ShouldBe(book.Sheets.Skip(1).Where(s => s.Columns[0] is not "Not here").SelectMany(s => s.Rows).Select(r => r[0]).Distinct().Count());
        (await database.SqlAsync<long>("select cardinality(people)::bigint from record.view where what = 'annex-a-export'")).ShouldBe(book.Children);
        (await database.SqlAsync<long>("select count(*) from record.status_period where kind = 'child-protection-plan' and area = 'RBKC' and (ends_on is null or ends_on >= date '2025-04-01')")).ShouldBe(book.Sheets[7].Rows.Count);
        var initial = Place(book, 7, "Initial category of abuse");
        book.Sheets[7].Rows.ShouldAllBe(r => Stage.Practised.Model.Codes["abuse-category"].Codes.Select(c => c.Title).Contains(r[initial]));

        // Whoever had a plan long enough was visited, and a social worker of the council is named for everybody.
        var (visited, alone) = (Place(book, 7, "Date of the last statutory visit"), Place(book, 7, "Was the child seen alone?"));
        book.Sheets[7].Rows.ShouldContain(r => r[visited].Length > 0 && r[alone].Length > 0);
        book.Sheets[7].Rows.ShouldAllBe(r => (r[alone].Length == 0 || r[visited].Length > 0) && r[Place(book, 7, "Allocated team")] == "assessment" && r[Place(book, 7, "Allocated worker")].Length > 0);
        book.Sheets[8].Rows.ShouldAllBe(r => r[Place(book, 8, "Placement type")].Length > 0 && r[Place(book, 8, "Child’s legal status")].Length > 0);

        // The owner passes the policies by, so these are all there are.
        foreach (var (view, id) in new[] { ("person", "pers_person_id"), ("contacts", "cont_contact_id"), ("cin_episodes", "cine_referral_id"), ("cin_assessments", "cina_assessment_id"), ("assessment_factors", "cinf_table_id"), ("cin_plans", "cinp_cin_plan_id"), ("s47_enquiry", "s47e_s47_enquiry_id"), ("initial_cp_conference", "icpc_icpc_id"), ("cp_plans", "cppl_cp_plan_id"), ("cp_reviews", "cppr_cp_review_id"), ("cp_visits", "cppv_cp_visit_id"), ("cin_visits", "cinv_cin_visit_id"), ("cla_visits", "clav_cla_visit_id"), ("involvements", "invo_involvements_id"), ("professionals", "prof_professional_id"), ("department", "dept_team_id"), ("family", "fami_table_id"), ("mother", "moth_table_id"), ("linked_identifiers", "link_table_id"), ("address", "addr_table_id") })
        {
            (await database.SqlAsync<string>($"select count(*) || ' ' || count(distinct {id}) || ' ' || (count(*) > 0) from ssd.ssd_{view}")).Split(' ').ShouldSatisfyAllConditions(c => c[0].ShouldBe(c[1], view), c => c[2].ShouldBe("true", view));
        }

        foreach (var (from, column, to, id) in new[]
        {
            ("cin_assessments", "cina_referral_id", "cin_episodes", "cine_referral_id"), ("assessment_factors", "cinf_assessment_id", "cin_assessments", "cina_assessment_id"), ("cin_plans", "cinp_referral_id", "cin_episodes", "cine_referral_id"),
            ("s47_enquiry", "s47e_referral_id", "cin_episodes", "cine_referral_id"), ("initial_cp_conference", "icpc_s47_enquiry_id", "s47_enquiry", "s47e_s47_enquiry_id"), ("cp_plans", "cppl_icpc_id", "initial_cp_conference", "icpc_icpc_id"), ("cp_plans", "cppl_referral_id", "cin_episodes", "cine_referral_id"), ("cp_reviews", "cppr_cp_plan_id", "cp_plans", "cppl_cp_plan_id"),
            ("cp_visits", "cppv_cp_plan_id", "cp_plans", "cppl_cp_plan_id"), ("cin_visits", "cinv_person_id", "person", "pers_person_id"), ("cla_visits", "clav_cla_id", "cla_episodes", "clae_cla_id"), ("cin_episodes", "cine_referral_worker_id", "professionals", "prof_professional_id"), ("cin_assessments", "cina_assessment_team", "department", "dept_team_id"), ("cin_plans", "cinp_cin_plan_worker_id", "professionals", "prof_professional_id"),
            ("s47_enquiry", "s47e_s47_completed_by_worker_id", "professionals", "prof_professional_id"), ("initial_cp_conference", "icpc_icpc_worker_id", "professionals", "prof_professional_id"), ("involvements", "invo_professional_id", "professionals", "prof_professional_id"), ("involvements", "invo_professional_team", "department", "dept_team_id"),
            ("involvements", "invo_referral_id", "cin_episodes", "cine_referral_id"), ("early_help_episodes", "earl_episode_worker_id", "professionals", "prof_professional_id"), ("mother", "moth_person_id", "person", "pers_person_id"),
        })
        {
            (await database.SqlAsync<long>($"select count(*) from ssd.ssd_{from} f where f.{column} is not null and not exists (select from ssd.ssd_{to} t where t.{id} = f.{column})")).ShouldBe(0, $"{from}.{column}");
            (await database.SqlAsync<long>($"select count(*) from ssd.ssd_{from} where {column} is not null")).ShouldBeGreaterThan(0, $"{from}.{column}");
        }

        (await database.SqlAsync<long>("select count(*) from ssd.ssd_cp_plans where cppl_cp_plan_initial_category is null")).ShouldBe(0);
        (await database.SqlAsync<long>("select count(*) from ssd.ssd_initial_cp_conference where icpc_icpc_target_date is null and icpc_icpc_transfer_in = 'N'")).ShouldBe(0);
    }

    private static int Place(AnnexBook book, int list, string heading) => book.Sheets[list].Columns.ToList().IndexOf(heading);

    private static Dictionary<string, string[][]> Read(byte[] workbook)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        var main = book.WorkbookPart!;
        return main.Workbook.Descendants<Sheet>().ToDictionary(s => s.Name!.Value!, s => ((WorksheetPart)main.GetPartById(s.Id!.Value!)).Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToArray()).ToArray());
    }
}
