namespace Trellis.Tests.Support;

/// <summary>Setting up a second factor as anybody would: through the page.</summary>
public static class SecondFactors
{
    /// <summary>Sets up one-time codes, through the page.</summary>
    /// <returns>The recovery codes the page shows.</returns>
    public static async Task<string[]> SetsUp(Visitor visitor, TestClock clock) => (await SetsUpAndKeeps(visitor, clock)).RecoveryCodes;

    /// <summary>Whoever signs in often uses them up.</summary>
    public static async Task<string[]> MakesNewRecoveryCodes(Visitor visitor)
    {
        var page = await (await visitor.Opens("/your-sign-in/recovery-codes")).Fill("Your password", Stage.Password).Presses("Make new recovery codes");
        return [.. page.Document.QuerySelectorAll(".t-recovery-codes li").Select(c => c.TextContent.Trim())];
    }

    public static async Task<(Authenticator App, string[] RecoveryCodes)> SetsUpAndKeeps(Visitor visitor, TestClock clock)
    {
        var page = await visitor.Opens("/your-sign-in/codes");
        var app = new Authenticator(page.Document.QuerySelector(".t-secret")!.TextContent.Trim(), clock);
        page = await page.Fill("The code your app shows now", app.Code()).Fill("Your password", Stage.Password).Presses("Turn on one-time codes");
        page.Errors.ShouldBeEmpty();
        return (app, [.. page.Document.QuerySelectorAll(".t-recovery-codes li").Select(c => c.TextContent.Trim())]);
    }
}
