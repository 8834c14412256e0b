using Trellis.Modules.Agencies.Accounts;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.SignIn;

public sealed class DeviceTests(TestSite site) : OnAccounts(site)
{
    [Fact]
    public async Task A_device_is_known_again_and_a_new_one_is_recorded()
    {
        var email = EmailOf(FrontDoorWorker);
        var visitor = await SignedIn(FrontDoorWorker);
        await (await visitor.Opens("/work")).Presses("Sign out");
        Stage.Clock.Pass(TimeSpan.FromHours(1));
        await visitor.SignsIn(email);
        (await TheRecord(email)).Count(f => f.StartsWith("staff.new-device", StringComparison.Ordinal)).ShouldBe(1);

        await SignedIn(FrontDoorWorker);
        (await TheRecord(email)).Count(f => f.StartsWith("staff.new-device", StringComparison.Ordinal)).ShouldBe(2);

        var page = await visitor.Opens("/your-sign-in");
        page.Table("Your devices").Select(d => d["Device"]).ShouldBe(["Firefox on Linux (this one)", "Firefox on Linux"], ignoreOrder: true);
        page.Table("Your last sign-ins").Select(s => (s["How"], s["Ended"])).ShouldBe([("Password", "Not signed out"), ("Password", "This one"), ("Password", "2 March 2026, 9am")]);
        page.SummaryValue("Wrong tries at your account in 30 days").ShouldBe("0");
    }

    [Fact]
    public async Task Two_people_at_one_computer_are_each_known_there_and_a_made_up_cookie_is_not()
    {
        var computer = await SignedIn(FrontDoorWorker, number: 2);
        foreach (var role in new[] { Analyst, Scrutineer, Analyst })
        {
            await (await computer.Opens("/work")).Presses("Sign out");
            await computer.SignsIn(EmailOf(role));
        }

        (await TheRecord(EmailOf(Analyst))).Count(f => f.StartsWith("staff.new-device", StringComparison.Ordinal)).ShouldBe(1);
        var made = Convert.ToBase64String(new byte[32]);
        var visitor = Site.Visitor();
        visitor.Cookies.Add(TestSite.Address, new System.Net.Cookie("__Host-trellis-device", Uri.EscapeDataString(made), "/") { Secure = true });
        await visitor.SignsIn(EmailOf(BusinessManager));
        Uri.UnescapeDataString(visitor.Cookies.GetCookies(TestSite.Address)["__Host-trellis-device"]!.Value).ShouldNotBe(made);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "edge", "windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "safari", "iphone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "chrome", "android")]
    [InlineData("<script>", "other", "other")]
    public void What_a_browser_says_of_itself_is_cut_down_to_words_of_ours(string said, string browser, string system) => Device.Kind(said).ShouldBe((browser, system));
}
