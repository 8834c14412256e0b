using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Duplicates;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Duplicates;

/// <summary>Side by side, and each decision with what it records; some looked at by a second person, who is told nothing.</summary>
public sealed class Decided_by_people(TestSite site) : PairsOnSite(site)
{
    private const string Question = "What do you decide?";

    [Fact]
    public async Task Side_by_side_it_says_in_words_what_agrees_and_what_does_not()
    {
        var (one, other) = await Twice();
        await Given.AContact(other);
        var page = await (await SignedIn(SocialWorker)).Opens($"/duplicates/{(await Found(one, other)).Id}");

        var lines = page.Table("Side by side");
        string Says(string what) => lines.SingleOrDefault(l => l["What"] == what)?["Do they agree?"] ?? string.Join(" / ", lines.Select(l => l["What"]));
        Says("Names").ShouldBe("Does not agree");
        Says("Date of birth").ShouldBe("Agrees");
        Says("Addresses").ShouldBe("Agrees");
        Says("Matters").ShouldBe("Only in one");
        page.Table("Weights").ShouldContain(l => l["What"] == "Birth date" && l["How much it counts"].StartsWith("For: ", StringComparison.Ordinal));
        page.Table("Weights").ShouldContain(l => l["What"] == "Given name" && l["How it agrees"] != "same");
    }

    [Fact]
    public async Task One_person_is_joined_by_the_rules_there_are_and_the_list_goes_on()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);
        var worker = await SignedIn(SocialWorker);
        var page = await worker.Opens($"/duplicates/{pair.Id}");
        (await page.Presses("Save")).Errors.ShouldBe(["Select whether they are one person"]);
        (await page.Fill(Question, "One person").Presses("Save")).Errors.ShouldBe(["Enter how you know"]);
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Waiting, "a refused thing changes nothing");
        page = await page.Fill("Under which record are they shown?", $"{one.Name}, {one.Reference}").Fill("How do you know?", "One mother, one school").Presses("Save");

        page.Done.ShouldBe("Joined");
        (await Stage.Facts(other)).ShouldContain(f => f.Kind == "record.found-to-be-one");
        (await worker.Opens($"/people/{other.Id}")).Path.ShouldBe($"/people/{one.Id}");
        (await Pair(one, other))!.State.ShouldBe(Stage.Practised.Model.Duplicates.Samples(pair.Id) ? PossiblePair.Second : PossiblePair.Same);
        (await Night())!.Found.ShouldBe(0, "joined already");
        (await worker.Opens($"/people/{one.Id}")).Chronology.ShouldNotContain(l => l.Contains("duplicate.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_people_are_told_apart_and_said_to_be_family_of_one_another()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);
        var page = await (await SignedIn(FrontDoorWorker)).Opens($"/duplicates/{pair.Id}");
        (await page.Fill(Question, "Two people").Fill("How do you know?", "Two birth certificates").Presses("Save")).Errors.ShouldBe(["Select how they are related"]);
        page = await page.Fill("How are they related?", "Twin").Presses("Save");

        page.Done.ShouldBe("Recorded as two people");
        (await Stage.Facts(one)).ShouldContain(f => f.Kind == "record.told-apart");
        (await Stage.Facts(other)).ShouldContain(f => f.Kind == "person.related" && f.Codes("kind").Contains("twin"));
        (await Night())!.Found.ShouldBe(0, "known to be two");
    }

    [Fact]
    public async Task Cannot_tell_yet_says_what_would_settle_it_and_stays_to_be_decided()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);
        var worker = await SignedIn(SocialWorker);
        var page = await worker.Opens($"/duplicates/{pair.Id}");
        (await page.Fill(Question, "Cannot tell yet").Presses("Save")).Errors.ShouldBe(["Select what would settle it"]);
        (await page.Fill("What would settle it?", "A visit").Presses("Save")).Done.ShouldBe("Recorded as not certain yet");

        (await worker.Opens("/duplicates?show=cannot-tell")).Said.ShouldContain(one.Reference);
        page = await worker.Opens($"/duplicates/{pair.Id}");
        page.SummaryValue("What would settle it").ShouldBe("A visit");
        await Night();
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.CannotTell);
        (await Says(As(SocialWorker), pair, PossiblePair.Different)).Round.ShouldBe(2);
    }

    [Fact]
    public void The_sample_is_the_same_whenever_it_is_drawn_and_about_one_in_so_many()
    {
        var rules = Stage.Practised.Model.Duplicates;
        var ids = Enumerable.Range(0, 20_000).Select(_ => Ids.New()).ToArray();
        var drawn = ids.Where(rules.Samples).ToArray();

        drawn.Length.ShouldBeInRange(ids.Length / rules.OneIn * 9 / 10, ids.Length / rules.OneIn * 11 / 10);
        ids.Where(rules.Samples).ShouldBe(drawn);
    }

    [Fact]
    public async Task The_second_sees_nothing_of_the_first_and_where_they_agree_it_is_settled()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);
        var first = await SignedIn(SocialWorker);
        await (await first.Opens($"/duplicates/{pair.Id}")).Fill(Question, "Two people").Fill("How are they related?", "Not related, or not known").Fill("How do you know?", "Seen both at once").Presses("Save");
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Second);
        (await first.Opens("/duplicates?show=second")).Said.ShouldNotContain(one.Reference, Case.Sensitive, "somebody else has to look");
        (await first.Opens($"/duplicates/{pair.Id}")).Buttons.ShouldNotContain("Save");

        var second = await SignedIn(FrontDoorWorker);
        (await second.Opens("/duplicates?show=second")).Said.ShouldContain(one.Reference);
        var page = await second.Opens($"/duplicates/{pair.Id}");
        page.Said.ShouldContain("You are the second to look");
        page.Document.QuerySelectorAll(".govuk-summary-card").Length.ShouldBe(0);
        page.Said.ShouldNotContain("Seen both at once");
        page.Said.ShouldNotContain(Stage.Someone(SocialWorker).Name);
        page.Asks("How do you know?").ShouldBeFalse("nothing follows from it");
        page = await page.Fill(Question, "Two people").Presses("Save");

        page.Done.ShouldBe("Recorded. The first reviewer said the same");
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Different);
        var said = (await Stage.Facts(one)).Concat(await Stage.Facts(other)).Single(f => f.Kind == PossiblePair.ReviewedAgain);
        said.Details.OrderBy(d => d.Field).Select(d => $"{d.Field}={d.Code}").ShouldBe(["agreed=yes", "first=different", "second=different"]);
    }

    [Fact]
    public async Task A_second_who_has_not_seen_that_two_were_joined_sees_them_apart_and_if_they_say_otherwise_they_are_parted_until_a_manager_decides()
    {
        var (one, other) = await Guarded();
        var pair = await Says(As(SocialWorker), await Found(one, other), PossiblePair.Same, kept: one.Id);
        pair.State.ShouldBe(PossiblePair.Second, "joined in spite of a guard");
        var second = await SignedIn(FrontDoorWorker);
        var page = await second.Opens($"/duplicates/{pair.Id}");
        page.Table("Side by side").Single(l => l["What"] == "Date of birth")["Do they agree?"].ShouldBe("Does not agree");
        page.Said.ShouldNotContain("Records to put right", Case.Insensitive, "the work on two birth dates, which began with the joining");
        page = await page.Fill(Question, "Two people").Presses("Save");
        page.Done.ShouldBe("Recorded. The first reviewer said otherwise, so a manager decides");

        (await second.Opens($"/people/{other.Id}")).Path.ShouldBe($"/people/{other.Id}", "parted");
        (await second.Opens($"/duplicates/{pair.Id}")).Buttons.ShouldNotContain("Save");
        var manager = await SignedIn(TeamManager);
        page = await manager.Opens($"/duplicates/{pair.Id}");
        page.Said.ShouldContain("First reviewer");
        page.Said.ShouldContain("Second reviewer");
        page = await page.Fill(Question, "One person").Fill("Under which record are they shown?", $"{one.Name}, {one.Reference}").Fill("How do you know?", "The hospital confirms the birth date").Presses("Save");

        page.Done.ShouldBe("Joined");
        (await manager.Opens($"/people/{other.Id}")).Path.ShouldBe($"/people/{one.Id}");
        (await Pair(one, other))!.State.ShouldBe(PossiblePair.Same);
    }

    [Fact]
    public async Task A_manager_who_says_one_person_after_two_were_told_apart_joins_them_in_one_go()
    {
        var (one, other) = await Twice();
        var pair = await Says(As(SocialWorker), await Found(one, other), PossiblePair.Different);
        (await Says(As(FrontDoorWorker), pair, PossiblePair.Same)).State.ShouldBe(PossiblePair.Disagreed);
        (await Stage.Facts(one)).ShouldNotContain(f => f.Kind == "record.not-told-apart", "until the manager decides they are two");
        var settled = await Says(As(TeamManager), pair, PossiblePair.Same, kept: other.Id);

        settled.State.ShouldBe(PossiblePair.Same);
        (await Stage.Facts(one)).ShouldContain(f => f.Kind == "record.not-told-apart");
        (await Stage.Facts(one)).ShouldContain(f => f.Kind == "record.found-to-be-one");
        (await Should.ThrowAsync<RefusedException>(() => Says(As(TeamManager, number: 2), pair, PossiblePair.Same))).Message.ShouldContain("just decided");
    }

    [Fact]
    public async Task Of_two_who_decide_first_at_once_one_does_and_the_other_is_told_and_is_not_the_second_to_look_by_that()
    {
        var (one, other) = await Twice();
        var pair = await Found(one, other);
        var tries = await Task.WhenAll(new[] { 1, 2 }.Select(number => As(SocialWorker, number: number).In(async services =>
        {
            services.GetRequiredService<Acting>().Begin(Access.ActWords.DecideDuplicate, "At once");
            return (await services.GetRequiredService<Deciding>().DecideAsync(pair.Id, new Decision(PossiblePair.Different, null, null, []))).Refused(out var why, out _) ? why.Words : "";
        })));

        tries.Order().ShouldBe(["", "Somebody else has just decided about these records"]);
        (await Count("duplicates.review", $"pair_id = '{pair.Id}'")).ShouldBe(1);
        var first = (await Pair(one, other))!.FirstBy == Stage.Someone(SocialWorker).UserId ? 1 : 2;
        (await Should.ThrowAsync<RefusedException>(() => Says(As(SocialWorker, number: first), pair, PossiblePair.Different))).Message.ShouldBe("Somebody else has to look: you decided first");
        (await Says(As(SocialWorker, number: 3 - first), pair, PossiblePair.Different)).State.ShouldBe(PossiblePair.Different);
    }

    [Fact]
    public async Task Where_one_record_is_restricted_a_second_has_to_agree_before_they_are_joined()
    {
        var (one, other) = await Twice();
        await As(TeamManager).Closes(other, Platform.Access.ClosureKind.Restricted, Stage.Someone(TeamManager), Stage.Someone(TeamManager, number: 2));
        var pair = await Found(one, other);
        var page = await (await SignedIn(TeamManager)).Opens($"/duplicates/{pair.Id}");
        page.Said.ShouldContain("Somebody else who may open both has to agree");
        (await page.Fill(Question, "One person").Fill("How do you know?", "The mother said so").Presses("Save")).Done.ShouldBe("Proposed. A second person has to agree before they are joined");
        (await Night())!.Found.ShouldBe(0, "it waits elsewhere");
    }

    /// <summary>Cohen's own kind of example, worked out by hand: 35 of 50 alike is .7; by chance .5 · .6 + .5 · .4 = .5; (.7 − .5) / (1 − .5) = .4.</summary>
    [Fact]
    public void Kappa_is_as_worked_out_by_hand()
    {
        Kappa.Of([("same", "same", 20), ("same", "different", 5), ("different", "same", 10), ("different", "different", 15)])!.Value.ShouldBe(.4, 1e-12);
        Kappa.Of([("same", "same", 7), ("different", "different", 3)])!.Value.ShouldBe(1, 1e-12);
        Kappa.Of([("same", "different", 5), ("different", "same", 5)])!.Value.ShouldBe(-1, 1e-12);
        Kappa.Of([("same", "same", 30)]).ShouldBeNull("both gave one answer to everything");
        Kappa.Of([]).ShouldBeNull();
    }
}
