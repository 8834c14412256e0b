using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Modules.Oversight;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Oversight;

/// <summary>Every look at somebody is there for those who answer for it, with who, why and from where; and reading that is a look.</summary>
public sealed class Who_looked(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_manager_sees_who_opened_found_and_wrote_in_a_record_from_which_address_and_that_they_looked_themselves()
    {
        var child = await Given.AChild(c => c.Named("Linnet Harbottle"));
        await Given.AContact(child);
        var worker = await SignedIn(FrontDoorWorker);
        await worker.Opens($"/people/{child.Id}");
        await (await worker.Opens("/people")).Fill("Name", "Linnet Harbottle").Presses("Search");

        var manager = await SignedIn(TeamManager);
        var page = await (await manager.Opens($"/people/{child.Id}")).Follows("Who looked at this record");
        page.Heading.ShouldBe($"Who looked at {child.Reference}");
        page.Said.ShouldNotContain("Harbottle", Case.Sensitive, "who looked needs no name");
        var rows = page.Table("Looks, the newest first");
        rows.Count(r => r["What"] == "Read who had looked at the record").ShouldBe(1);
        var opened = rows.Single(r => r["What"] == "Opened the record" && r["Who"].StartsWith("Front door worker 1", StringComparison.Ordinal));
        opened["Address"].ShouldBe(worker.From);
        opened["Why"].ShouldBe("Look at a person's record");
        opened["Who"].ShouldContain("Children’s services of RBKC");
        rows.ShouldContain(r => r["What"].StartsWith("Found them in a search", StringComparison.Ordinal));
        rows.ShouldContain(r => r["What"].StartsWith("Fill in and complete a step", StringComparison.Ordinal));

        (await manager.Opens($"/people/{child.Id}/views?sort=listed")).Table("Looks, the newest first").ShouldAllBe(r => r["What"].Contains("search", StringComparison.Ordinal) || r["What"].Contains("work list", StringComparison.Ordinal));
        (await manager.Opens($"/people/{child.Id}/views?agency=police")).Said.ShouldContain("Nobody, as far as you may know");
        (await manager.Opens($"/people/{child.Id}/views?from.day=1&from.month=1&from.year=2030")).Said.ShouldContain("Nobody, as far as you may know");
        (await manager.Opens($"/people/{child.Id}/views?from.day=31&from.month=2&from.year=2026")).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_export_is_a_look_itself_and_says_what_the_page_says()
    {
        var child = await Given.AChild();
        await (await SignedIn(FrontDoorWorker)).Opens($"/people/{child.Id}");
        var manager = await SignedIn(TeamManager);
        var csv = await manager.Opens($"/people/{child.Id}/views?handler=Csv");

        csv.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        csv.Text.ShouldContain("When,Who,Post,Agency,What,Why,Address,Matter,People,Others");
        csv.Text.ShouldContain("Front door worker 1");
        (await Count("record.view", $"what = 'views-export' and '{child.Id}' = any(people)")).ShouldBe(1);
        (await manager.Opens($"/people/{child.Id}/views?sort=exported")).Table("Looks, the newest first").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_lead_sees_refused_and_hidden_tries_and_looks_at_restricted_records_but_of_hidden_ones_nothing()
    {
        var (kept, restricted, hidden) = (await Given.AChild(), await Given.AChild(), await Given.AChild());
        await As(TeamManager).KeepsApart(Stage.Someone(SocialWorker), kept);
        await (await SignedIn(SocialWorker)).Opens($"/people/{kept.Id}");
        await (await SignedIn(PoliceOfficer)).Opens($"/people/{kept.Id}/happened");
        await As(TeamManager).Closes(restricted, ClosureKind.Restricted, Stage.Someone(TeamManager));
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker));
        await (await SignedIn(TeamManager)).Opens($"/people/{restricted.Id}");

        var lead = await SignedIn(InformationGovernanceLead);
        var page = await (await lead.Opens("/views")).Fill("Reference of the person", kept.Reference).Presses("Show who looked");
        var said = page.Table("Looks, the newest first").Select(r => r["What"]).ToArray();
        said.ShouldContain("Tried to open it and found nothing, because it is not for them");
        said.ShouldContain("Was refused");
        (await (await SignedIn(TeamManager)).Opens($"/people/{kept.Id}/views")).Said.ShouldNotContain("Tried to open it", Case.Sensitive, "kept to the circle of governance");
        (await lead.Opens($"/people/{restricted.Id}/views")).Table("Looks, the newest first").ShouldContain(r => r["Who"].StartsWith("Team manager 1", StringComparison.Ordinal));
        (await lead.Opens($"/people/{hidden.Id}/views")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await lead.Opens("/views")).Fill("Reference of the person", hidden.Reference).Presses("Show who looked")).Errors.ShouldHaveSingleItem();
        (await (await SignedIn(TeamManager)).Opens($"/people/{hidden.Id}/views")).Status.ShouldBe(HttpStatusCode.OK, "they are named");
    }

    [Fact]
    public async Task What_somebody_looked_at_is_seen_by_themselves_their_agency_and_the_lead_of_their_area_by_references()
    {
        var child = await Given.AChild(c => c.Named("Avocet Harbottle"));
        var hidden = await Given.AChild();
        var worker = await SignedIn(FrontDoorWorker);
        await worker.Opens($"/people/{child.Id}");
        await worker.Opens($"/people/{hidden.Id}");
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker));
        var id = Stage.Someone(FrontDoorWorker).UserId;

        var mine = await (await worker.Opens("/your-sign-in")).Follows("What you looked at");
        mine.Said.ShouldContain(child.Reference);
        mine.Said.ShouldNotContain(hidden.Reference);
        (await worker.Opens($"/views/by/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var who in new[] { InformationGovernanceLead, AgencyAdministrator })
        {
            var page = await (await (await SignedIn(who)).Opens("/views")).Fill("E-mail address of the member of staff", Stage.EmailOf(FrontDoorWorker)).Presses("Show what they looked at");
            page.Path.ShouldBe($"/views/by/{id}");
            page.Said.ShouldContain(child.Reference, Case.Sensitive, who);
            page.Said.ShouldNotContain(hidden.Reference, Case.Sensitive, who);
            page.Said.ShouldNotContain("Harbottle", Case.Sensitive, who);
        }

        (await (await SignedIn(InformationGovernanceLead, "WCC")).Opens($"/views/by/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(AgencyAdministrator, "WCC")).Opens($"/views/by/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(TeamManager)).Opens($"/views/by/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Count("record.view", $"what = 'views-of-staff' and '{child.Id}' = any(people)")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_address_is_under_the_seal_and_rows_without_one_are_as_they_were()
    {
        var child = await Given.AChild();
        await (await SignedIn(FrontDoorWorker)).Opens($"/people/{child.Id}");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.view (id, at, user_id, what, purpose, people, salt) values (uuidv7(), '2026-03-02', uuidv7(), 'person', 'person.view', '{}', gen_random_bytes(16))");
        await Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);
        (await RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow())).Holds.ShouldBeTrue();

        await Stage.SqlAsync<object>(DatabaseRoles.Owner, $"update record.view set address = '192.0.2.1' where '{child.Id}' = any(people)");
        (await RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow())).Tampered.ShouldContain(t => t.Kind == "view" && t.What == "altered");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, $"update record.view set address = null where '{child.Id}' = any(people)");
        (await RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow())).Tampered.ShouldContain(t => t.Kind == "view" && t.What == "altered");
    }
}

/// <summary>On a stage of its own: two hundred thousand views.</summary>
public sealed class Among_many_views(Stage stage) : OnStage(stage)
{
    private const int Views = 200_000;

    [Fact]
    public async Task A_persons_and_a_users_looks_are_found_by_reading_little_of_the_table()
    {
        var child = await Given.AChild();
        var worker = Stage.Someone(FrontDoorWorker);
        // Without the seal and the policies of the application: only how they are found is asked here.
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            with crowd as (select array_agg(md5('p' || i)::uuid order by i) as ids from generate_series(1, 20000) i)
            insert into record.view (id, at, user_id, area, what, purpose, people, salt)
            select uuidv7(), timestamptz '2025-01-01' + i * interval '5 minutes', case when i % 2000 = 0 then $1 else md5('u' || i % 300)::uuid end, 'RBKC', 'person', 'person.view',
              case when i % 2000 = 1 then array[$2] else ids[1 + i % 19000 : 1 + i % 19000 + i % 3] end, '\x00'
            from generate_series(1, $3) i, crowd
            """, worker.UserId, child.Id, Views);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "vacuum analyze record.view");
        var table = await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select pg_relation_size('record.view') / current_setting('block_size')::int");

        (await BlocksAsync(TeamManager, "looks_at", child.Id)).ShouldBeLessThan(table / 3);
        (await BlocksAsync(InformationGovernanceLead, "looks_by", worker.UserId)).ShouldBeLessThan(table / 3);
    }

    /// <summary>How many blocks are read for the first page: they are as many on a machine in a hurry, which milliseconds are not.</summary>
    private Task<long> BlocksAsync(string role, string function, Guid about) => As(role).In(async services =>
    {
        await using var own = await services.GetRequiredService<TrellisDb>().OpenAsync();
        await using var ask = new NpgsqlCommand($"explain (analyze, buffers, format json) select * from oversight.{function}($1, '-infinity', 'infinity', null, null, $2, 0)", own.Connection)
        {
            Parameters = { new() { Value = about }, new() { Value = Looks.PageSize + 1 } },
        };
        // The first time a connection also reads what the tables and the function are.
        await ask.ExecuteScalarAsync();
        using var plan = JsonDocument.Parse((string)(await ask.ExecuteScalarAsync())!);
        var top = plan.RootElement[0].GetProperty("Plan");
        top.GetProperty("Actual Rows").GetDouble().ShouldBe(Looks.PageSize + 1);
        return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
    });
}
