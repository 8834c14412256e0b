using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.Duplicates;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Duplicates;

/// <summary>A pair is there for whoever may open both records in full, and for nobody else, not in a count either.</summary>
public sealed class Who_sees_a_pair(TestSite site) : PairsOnSite(site)
{
    [Theory]
    [InlineData(ClosureKind.Restricted)]
    [InlineData(ClosureKind.Hidden)]
    public async Task With_somebody_closed_to_the_reader_it_is_nowhere(ClosureKind kind)
    {
        var (one, other) = await Twice();
        await As(TeamManager).Closes(other, kind, Stage.Someone(TeamManager), Stage.Someone(SocialWorker, number: 2));
        var pair = await Found(one, other);
        pair.SaidOf.ShouldBe(other.Id, "what is said of both is said of the closed one");

        var worker = await SignedIn(SocialWorker);
        var list = await worker.Opens("/duplicates");
        list.Said.ShouldNotContain(one.Reference);
        (await worker.Opens($"/duplicates/{pair.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(TeamManager)).Opens("/duplicates")).Said.ShouldContain(one.Reference);
        (await worker.Opens($"/people/{one.Id}")).Said.ShouldNotContain("duplicate", Case.Insensitive);
        CountIn(await (await SignedIn(TeamManager)).Opens("/duplicates")).ShouldBe(CountIn(list) + (int)await Count("duplicates.pair p", $"state = 'waiting' and exists (select from access.closure c where c.person_id in (p.one_id, p.other_id) and '{Stage.Someone(TeamManager).UserId}' = any(c.named))"));
    }

    [Fact]
    public async Task Of_two_areas_it_is_there_for_those_who_see_both()
    {
        var (one, other) = await Twice("RBKC", "WCC");
        var pair = await Found(one, other);

        foreach (var area in (string[])["RBKC", "WCC"]) { (await (await SignedIn(SocialWorker, area)).Opens($"/duplicates/{pair.Id}")).Status.ShouldBe(HttpStatusCode.NotFound); }
        var page = await (await SignedIn(TeamManager, "RBKC", and: "WCC")).Opens($"/duplicates/{pair.Id}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Buttons.ShouldContain("Save");
    }

    [Theory]
    [InlineData(PoliceOfficer, HttpStatusCode.Forbidden)]
    [InlineData(ConferenceChair, HttpStatusCode.Forbidden)]
    [InlineData(FrontDoorWorker, HttpStatusCode.OK)]
    public async Task Whose_work_it_is_the_roles_say(string role, HttpStatusCode answer) =>
        (await (await SignedIn(role)).Opens("/duplicates")).Status.ShouldBe(answer);

    [Fact]
    public async Task That_both_were_looked_at_is_recorded_before_they_are_shown()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);
        await (await SignedIn(SocialWorker)).Opens($"/duplicates/{pair.Id}");
        (await Count("record.view", $"what = 'duplicate' and people @> array['{one.Id}', '{other.Id}']::uuid[] and user_id = '{Stage.Someone(SocialWorker).UserId}'")).ShouldBe(1);
        (await (await SignedIn(TeamManager)).Opens($"/people/{one.Id}/views")).Said.ShouldContain("Looked at two records side by side");
    }

    [Fact]
    public async Task Asked_bare_the_tables_show_nothing_to_nobody_and_the_first_decision_not_to_the_second()
    {
        var (one, other) = await Twice();
        var pair = await Says(As(SocialWorker), await Found(one, other), PossiblePair.Different);
        pair.State.ShouldBe(PossiblePair.Second, "told apart though very likely");

        foreach (var table in (string[])["pair", "review", "pass"]) { (await Stage.SqlAsync<long>(DatabaseRoles.App, $"select count(*) from duplicates.{table}")).ShouldBe(0, table); }
        (await As(SocialWorker).Sees(db => db.Set<PairReview>().CountAsync(r => r.PairId == pair.Id))).ShouldBe(1);
        (await As(SocialWorker, number: 2).Sees(db => db.Set<PairReview>().CountAsync(r => r.PairId == pair.Id))).ShouldBe(0);
        (await As(TeamManager).Sees(db => db.Set<PairReview>().CountAsync(r => r.PairId == pair.Id))).ShouldBe(0);
        await Should.ThrowAsync<PostgresException>(() => Stage.SqlAsync<object>(DatabaseRoles.App, "insert into duplicates.review (id, pair_id, round, turn, by_id, at, said) values (uuidv7(), $1, 1, 'second', $2, now(), 'same')", pair.Id, Stage.Someone(TeamManager).UserId));
    }

    private static int CountIn(TestPage page) => int.Parse(page.Main.QuerySelector("[aria-current]")!.TextContent.Split('(', ')')[1], System.Globalization.CultureInfo.InvariantCulture);
}
