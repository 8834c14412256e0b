using Microsoft.Extensions.DependencyInjection;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Tests.Support;

namespace Trellis.Tests.TheRecord;

/// <summary>What is kept of deadlines follows the practice model and the calendar of now, also where nothing more is recorded.</summary>
public sealed class RedrawingTests(Stage stage) : OnStage(stage)
{
    private const string Decision = "front-door.referral-decision";

    [Fact]
    public async Task A_limit_that_changes_moves_the_clocks_that_run()
    {
        var children = new[] { await Given.AChild(), await Given.AChild(c => c.In("WCC")) };
        foreach (var child in children) { await Given.AReferral(child); }
        (await Under(limit: 1, "as it was").IfChangedAsync())!.Value.Rows.ShouldBe(0);
        (await Under(limit: 1, "as it was").IfChangedAsync()).ShouldBeNull();

        var drawn = await Under(limit: 3, "as it is now").IfChangedAsync();

        drawn!.Value.People.ShouldBeGreaterThanOrEqualTo(children.Length);
        drawn.Value.Rows.ShouldBe(2 * children.Length, "one gone and one new for each");
        foreach (var child in children) { (await Stage.Deadlines(child, Decision)).ShouldHaveSingleItem().Line().ShouldBe("2026-03-02 09:00 due 2026-03-05"); }
        (await Under(limit: 3, "as it is now").IfChangedAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Codes_that_records_hold_and_the_model_no_longer_has_are_named()
    {
        await Given.AContact(await Given.AChild(), ("method", "telephone"));
        var methods = Stage.Practised.Model.Codes["contact-method"];
        var model = Stage.Practised.Model with
        {
            Version = "without the telephone",
            Codes = Stage.Practised.Model.Codes.SetItem(methods.Id, methods with { Codes = methods.Codes.RemoveAll(c => c.Id == "telephone") }),
        };
        using var output = new StringWriter();

        await Commands.Redrawn.SayAsync(Stage.Database, Stage.Practised with { Model = model }, output, default);

        output.ToString().ShouldContain("The practice model or the calendar has changed: the deadlines and statuses of ");
        output.ToString().ShouldContain("the code \"telephone\" of contact-method is gone, and records use it.");
    }

    private Redrawing Under(int limit, string version)
    {
        var rules = Practices.RulesOf(Stage.Practised);
        return new Redrawing(Stage.Database, new Consequences(rules with { TimescalesIn = area => [.. rules.TimescalesIn(area).Select(t => With(t, limit))] }), Stage.Services.GetRequiredService<LondonClock>(), version);
    }

    private static Timescale With(Timescale timescale, int limit) =>
        timescale.Id != Decision ? timescale : timescale with { Terms = [.. timescale.Terms.Select(t => t with { Limit = new Limit(limit, TimeUnit.WorkingDays) })] };
}
