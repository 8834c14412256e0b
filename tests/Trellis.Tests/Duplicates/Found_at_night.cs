using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Duplicates;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Duplicates;

/// <summary>The pass over the index of people: who is found, who never is, and that nothing is made twice.</summary>
public sealed class Found_at_night(TestSite site) : PairsOnSite(site)
{
    [Fact]
    public async Task Two_records_of_one_person_are_a_pair_that_waits_and_another_night_makes_nothing_of_it_again()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);

        pair.State.ShouldBe(PossiblePair.Waiting);
        pair.Probability.ShouldBeGreaterThan(.9);
        PairWords.Read(pair.Why).ShouldContain(w => w.Field == "given name" && w.Bits != 0);
        pair.Why.ShouldNotContain(one.FamilyName, Case.Insensitive, "no value of a record");
        var before = await Count("duplicates.pair");
        (await Night(everybody: false))!.Found.ShouldBe(0);
        (await Night())!.Found.ShouldBe(0);
        (await Count("duplicates.pair")).ShouldBe(before);
        var facts = (await Stage.Facts(one)).Concat(await Stage.Facts(other)).Where(f => f.Kind.StartsWith("duplicate.", StringComparison.Ordinal)).ToArray();
        facts.ShouldHaveSingleItem().Kind.ShouldBe("duplicate.found");
        facts[0].Details.Select(d => d.Field).ShouldBe(["guard", "outcome"], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_came_since_the_last_night_is_compared_with_everybody_and_nobody_else_is()
    {
        await Night();
        On("2026-03-09");
        (await Night(everybody: false)).ShouldNotBeNull();
        var (one, other) = await Twice();
        On("2026-03-12");
        var passed = await Night(everybody: false);
        (await Pair(one, other)).ShouldNotBeNull();
        passed!.Found.ShouldBe(1);
        On("2026-03-20");
        (await Night(everybody: false))!.Asked.ShouldBe(2 * (int)await Count("duplicates.pair", "state in ('waiting', 'cannot-tell')"), "who waits is looked at again");
    }

    [Fact]
    public async Task Two_processes_at_once_make_one_pair()
    {
        var (one, other) = await Twice();
        await using var second = SiteUnderTest.Build(Stage, new FailureLog(), _ => { });
        var passes = await Task.WhenAll(new[] { Site.Site.Services, second.Services }.Select(s => s.GetRequiredService<Finding>().FindAsync(everybody: true)));

        passes.Count(p => p is not null).ShouldBeGreaterThan(0);
        passes.Sum(p => p?.Found ?? 0).ShouldBeGreaterThan(0);
        (await Count("duplicates.pair", $"'{one.Id}' in (one_id, other_id) and '{other.Id}' in (one_id, other_id)")).ShouldBe(1);
        (await Count("record.fact", $"kind = 'duplicate.found' and person_id in ('{one.Id}', '{other.Id}')")).ShouldBe(1);
    }

    [Fact]
    public async Task While_one_process_is_at_it_another_does_nothing()
    {
        await using var busy = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await using (var taken = new Npgsql.NpgsqlCommand("select pg_advisory_lock(hashtextextended('duplicates', 0))", busy)) { await taken.ExecuteNonQueryAsync(); }
        (await Night()).ShouldBeNull();
        await using var done = new Npgsql.NpgsqlCommand("select pg_advisory_unlock(hashtextextended('duplicates', 0))", busy);
        await done.ExecuteNonQueryAsync();
        (await Night()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Twins_are_no_pair()
    {
        var home = AHome();
        var (one, other) = (await Somebody(home, "Rosalind"), await Somebody(home, "Beatrice"));
        var boy = await Somebody(home, "Benedick", sex: "M");
        await Night();

        (await Pair(one, other)).ShouldBeNull();
        (await Pair(one, boy)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_whom_somebody_recorded_in_one_household_are_a_pair_only_where_nothing_stands_against_it()
    {
        var home = AHome();
        var (father, son) = (await Somebody(home, born: "1985-03-04"), await Somebody(home, born: "2012-11-20"));
        var again = await Somebody(home, born: "2012-11-20");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update people.person set household_id = $1 where id = any($2)", father.HouseholdId!, new[] { father.Id, son.Id, again.Id });
        await Night();

        (await Pair(father, son)).ShouldBeNull();
        (await Pair(son, again)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_guard_is_kept_with_the_pair_and_said_first_on_its_page()
    {
        var (one, other) = await Guarded();
        var pair = await Found(one, other);
        pair.Guard.ShouldBe("other-birth-date");

        var page = await (await SignedIn(SocialWorker)).Opens($"/duplicates/{pair.Id}");
        page.Said.ShouldContain("Possible brother or sister of one name");
        page.Said.IndexOf("Possible brother or sister", StringComparison.Ordinal).ShouldBeLessThan(page.Said.IndexOf("Side by side", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Known_to_be_two_joined_already_or_of_one_family_is_never_a_pair()
    {
        var (told, apart) = await Twice();
        await As(SocialWorker).TellsApart(told, apart, "Cousins of one name");
        var (folded, kept) = await Twice();
        await As(SocialWorker).Links(folded, kept, "One");
        var (aunt, niece) = await Twice();
        await As(SocialWorker).Does(Access.ActWords.RelatePerson, services => services.GetRequiredService<Modules.People.Public.TwoRecords>().RelateAsync(aunt.Id, niece.Id, "cousin"));
        await Night();

        (await Pair(told, apart)).ShouldBeNull();
        (await Pair(folded, kept)).ShouldBeNull();
        (await Pair(aunt, niece)).ShouldBeNull();
    }

    [Fact]
    public async Task A_third_record_is_a_pair_with_the_record_the_others_are_shown_with()
    {
        var (folded, kept) = await Twice();
        await As(SocialWorker).Links(folded, kept, "One");
        var third = await Somebody(new Home(kept.GivenName, kept.FamilyName, "2014-07-09", kept.Address!, kept.Postcode!), born: kept.Born!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await Night();

        (await Pair(third, folded)).ShouldBeNull();
        (await Pair(third, kept)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_told_apart_elsewhere_is_gone_and_comes_back_when_that_is_taken_back()
    {
        var (one, other) = await Twice();
        await Found(one, other);
        var worker = await SignedIn(SocialWorker);
        await As(SocialWorker).TellsApart(one, other, "Cousins");
        (await Night())!.Gone.ShouldBeGreaterThan(0);
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Gone);
        (await worker.Opens($"/duplicates/{(await Pair(one, other))!.Id}")).Buttons.ShouldNotContain("Save");

        var page = await worker.Opens($"/people/{one.Id}/same");
        await page.Fill("Why is it taken back?", "One child after all").Presses("Take it back");
        await Night();
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Waiting);
        (await Pair(one, other))!.Round.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_no_longer_likely_goes()
    {
        var (one, other) = await Twice();
        await Found(one, other);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "with n as (update people.name set given_name = 'Cordelia', family_name = 'Featherly' where person_id = $1) update people.person set given_name = 'Cordelia', family_name = 'Featherly', born = '1987-02-03' where id = $1", other.Id);
        await Night();

        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Gone);
        (await Stage.Facts((await Pair(one, other))!.SaidOf == one.Id ? one : other)).ShouldContain(f => f.Kind == "duplicate.gone");
    }

    [Fact]
    public async Task Two_records_of_a_new_identity_are_never_a_pair_nor_shown_as_one_that_was_found_before()
    {
        var (old, now) = await Twice();
        var pair = await Found(old, now);
        var manager = await SignedIn(TeamManager);
        (await manager.Opens($"/duplicates/{pair.Id}")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await NewIdentityAsync(old, now);

        (await manager.Opens($"/duplicates/{pair.Id}")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await manager.Opens("/duplicates")).Said.ShouldNotContain(now.Reference);
        await Night();
        (await Count("duplicates.pair", $"id = '{pair.Id}' and state <> 'gone'")).ShouldBe(0);
        var bare = await Should.ThrowAsync<Npgsql.PostgresException>(() => Stage.SqlAsync<object>(DatabaseRoles.Owner, "update duplicates.pair set state = 'waiting' where id = $1", pair.Id));
        bare.SqlState.ShouldBe("23514");
    }

    private async Task NewIdentityAsync(Modules.People.Person old, Modules.People.Person now)
    {
        await As(TeamManager).Closes(old, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker, number: 2));
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into access.identity (id, old_id, new_id, area, kind, named, from_at) values ($1, $2, $3, 'RBKC', 'protected', $4, now())", Ids.New(), old.Id, now.Id, new[] { Stage.Someone(TeamManager).UserId, Stage.Someone(SocialWorker, number: 2).UserId });
    }
}
