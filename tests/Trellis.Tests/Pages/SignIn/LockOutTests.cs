using System.Net;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.SignIn;

/// <summary>Guessing does not help, and tells nothing.</summary>
public sealed class LockOutTests(TestSite site) : OnAccounts(site)
{
    [Fact]
    public async Task Five_wrong_tries_lock_an_account_for_a_quarter_of_an_hour()
    {
        var email = EmailOf(SocialWorker);
        for (var tries = 0; tries < 5; tries++) { (await Site.Visitor().SignsIn(email, "not it")).Errors.ShouldBe([Wrong]); }

        var locked = await Site.Visitor().SignsIn(email);
        locked.Path.ShouldBe("/sign-in");
        locked.Errors.ShouldBe([Wrong], "that it is locked is for nobody to find out");
        (await TheRecord(email)).ShouldBe([.. Enumerable.Repeat("staff.sign-in-failed what=password", 5), "staff.locked", "staff.sign-in-failed what=locked"]);
        (await LastAct(email)).ShouldBe("account.refuse");

        Stage.Clock.Pass(TimeSpan.FromMinutes(14));
        (await Site.Visitor().SignsIn(email)).Errors.ShouldBe([Wrong]);
        Stage.Clock.Pass(TimeSpan.FromMinutes(2));
        (await Site.Visitor().SignsIn(email)).Path.ShouldBe("/work", "tries while it was locked made it no longer");
    }

    [Fact]
    public async Task Tries_long_ago_and_tries_before_a_sign_in_do_not_count()
    {
        var email = EmailOf(SocialWorker, number: 2);
        await Fails(email, 4);
        Stage.Clock.Pass(TimeSpan.FromMinutes(16));
        await Fails(email, 4);
        (await Site.Visitor().SignsIn(email)).Path.ShouldBe("/work");
        await Fails(email, 4);
        (await Site.Visitor().SignsIn(email)).Path.ShouldBe("/work");
    }

    [Fact]
    public async Task Many_tries_at_once_are_counted_one_after_the_other()
    {
        var email = EmailOf(Analyst);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Site.Visitor().SignsIn(email, "not it")));

        (await TheRecord(email)).Count(f => f == "staff.sign-in-failed what=password").ShouldBe(5);
        (await TheRecord(email)).Count(f => f == "staff.locked").ShouldBe(1);
    }

    [Fact]
    public async Task A_known_address_an_unknown_one_and_a_locked_one_are_answered_alike()
    {
        var email = EmailOf(Scrutineer);
        await Fails(email, 5);
        var pages = new List<string>();
        foreach (var (tried, password) in new[] { (EmailOf(Scrutineer, number: 2), "not it"), ("nobody@example.org", "not it"), (email, Stage.Password), (email, "not it") })
        {
            var page = await Site.Visitor().SignsIn(tried, password);
            page.Said.ShouldContain("After 5 wrong tries");
            pages.Add(page.Said);
        }

        pages.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_account_is_counted_and_what_was_typed_is_kept_nowhere()
    {
        var before = await Count("agencies.stranger");

        await Site.Visitor().SignsIn("hemlock.typed@example.org", "hemlock password typed");

        (await Count("agencies.stranger")).ShouldBe(before + 1);
        (await Count("record.fact_detail", "field = 'what' and code = 'no-account'")).ShouldBeGreaterThan(0);
        foreach (var table in new[] { "record.fact_detail", "record.words", "record.act", "agencies.stranger" }) { (await Count(table + " t", "t::text ilike '%hemlock%'")).ShouldBe(0, table); }
        Site.Failures.ToString().ShouldNotContain("hemlock");
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_are_refused_before_anything_is_looked_at()
    {
        var visitor = Site.Visitor("192.0.2.7");
        var form = (await visitor.Opens("/sign-in")).Fill("Email address", "nobody@example.org").Fill("Password", "x").FormOf("Sign in");
        var answers = new List<HttpStatusCode>();
        for (var tries = 0; tries < 61; tries++) { answers.Add((await visitor.Sends(HttpMethod.Post, "/sign-in", form)).Status); }

        answers.Take(60).ShouldAllBe(a => a == HttpStatusCode.OK);
        var refused = await visitor.Sends(HttpMethod.Post, "/sign-in", form);
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Heading.ShouldBe("Too many tries");
        (await visitor.Sends(HttpMethod.Post, "/sign-in/code", form)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await visitor.Sends(HttpMethod.Post, "/sign-in/recovery", form)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await visitor.Opens("/sign-in")).Status.ShouldBe(HttpStatusCode.OK, "looking is free");
        (await Site.Visitor().SignsIn(EmailOf(FrontDoorWorker))).Path.ShouldBe("/work", "others are not kept out");
    }

    private async Task Fails(string email, int times)
    {
        for (var tries = 0; tries < times; tries++) { await Site.Visitor().SignsIn(email, "not it"); }
    }
}
