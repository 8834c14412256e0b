using System.Net;
using Trellis.Modules.Agencies.YourSignIn;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>The screens of a meeting ask for news by themselves: that keeps nobody signed in, and loses nothing.</summary>
public sealed class Whoever_leaves_the_minutes_open(TestSite site) : OnSite(site)
{
    private const string Label = "Minutes of item 1, Welcome and apologies";

    [Fact]
    public async Task Is_signed_out_after_half_an_hour_for_all_that_the_page_asks()
    {
        var manager = await SignedIn(BusinessManager);
        var meeting = await Called(manager, await ABoard(manager, "Left board", "Chair"), "2 3 2026");
        await manager.Opens($"{meeting}/write");
        foreach (var asked in new[] { "write?handler=News", "chair", "write?handler=News" })
        {
            Stage.Clock.Pass(TimeSpan.FromMinutes(9));
            (await manager.LeavesAsking($"{meeting}/{asked}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await manager.Opens(SessionClock.Left)).Text.ShouldBe("180");
        Stage.Clock.Pass(TimeSpan.FromMinutes(4));
        (await manager.LeavesAsking($"{meeting}/write?handler=News")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Has_what_they_typed_saved_once_they_are_signed_in_again()
    {
        var manager = await SignedIn(BusinessManager);
        var meeting = await Called(manager, await ABoard(manager, "Typed board", "Chair"), "2 3 2026");
        var write = (await manager.Opens($"{meeting}/write")).Fill(Label, "Typed when it was too late.");
        Stage.Clock.Pass(TimeSpan.FromMinutes(31));
        await manager.SignsIn(Stage.EmailOf(BusinessManager));

        (await write.Presses("Save: Welcome and apologies")).Value(Label).ShouldBe("Typed when it was too late.");
    }

    [Fact]
    public async Task Has_what_they_typed_kept_where_the_page_left_by_itself()
    {
        var manager = await SignedIn(BusinessManager);
        var meeting = await Called(manager, await ABoard(manager, "Kept board", "Chair"), "2 3 2026");
        var write = (await manager.Opens($"{meeting}/write")).Fill(Label, "Typed before the page left.");
        Stage.Clock.Pass(TimeSpan.FromMinutes(31));

        var form = write.Document.QuerySelector("form[data-minute]")!;
        var page = await manager.Sends(HttpMethod.Post, form.GetAttribute("action")!, write.FormOf("Save: Welcome and apologies"));
        page.Notice.ShouldContain("What you typed was kept");
        page = await page.Fill("Email address", Stage.EmailOf(BusinessManager)).Fill("Password", Stage.Password).Presses("Sign in");
        (await page.Presses("Continue with what you typed")).Value(Label).ShouldBe("Typed before the page left.");
    }
}
