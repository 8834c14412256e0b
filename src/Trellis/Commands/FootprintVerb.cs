using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>footprint [--on DATE] [--json]</c>: who belonged to the partnership on a day, and who signs. Needs no database.</summary>
public static class FootprintVerb
{
    public static Command Build()
    {
        var on = new Option<string?>("--on") { Description = "A day, for example 2021-04-01; otherwise today" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("footprint", "Who belongs to the partnership on a day, who signs for it, and what changed") { on, json };
        command.SetAction((given, _) => SayAsync(given.GetValue(on), given.GetValue(json), given.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> SayAsync(string? on, bool json, TextWriter output)
    {
        var day = Services.Clock.Today;
        if (on is not null && !DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) { throw new WrongInputException($"“{on}” is no day. Enter one such as 2021-04-01"); }
        var model = Practices.Read().Model;
        if (new PartnershipOverTime(model).SigningOn(day) is not { } signing) { throw new WrongInputException($"Of {English.Date(day)} the footprint says nothing: it begins on {English.Date(model.Footprint.Since)}"); }
        var areas = model.Footprint.AreasOn(day);
        var agencies = model.Footprint.AgenciesOn(day);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { on = day, form = signing.Form, who = signing.Who, areas, agencies = agencies.Select(a => a.Id), signs = signing.Partners.Select(p => p.Id), changes = model.Footprint.Changes.Select(c => new { id = c.Id, on = c.On, title = c.Title }) }, JsonSerializerOptions.Web));
            return CommandLine.Done;
        }

        await output.WriteLineAsync($"{signing.Form}, {English.Date(day)}");
        await output.WriteLineAsync($"Areas: {string.Join(", ", areas.Select(model.AreaTitle))}");
        await output.WriteLineAsync($"Agencies: {string.Join(", ", agencies.Select(a => model.Footprint.TitleOn(a, day)))}");
        await output.WriteLineAsync(signing.Partners.Count == 0 ? $"Signs: {signing.Who}" : $"Signs ({signing.Partners.Count}): {string.Join(", ", signing.Partners.Select(p => p.Title))}");
        foreach (var change in model.Footprint.Changes) { await output.WriteLineAsync($"{change.On:yyyy-MM-dd}  {change.Title}"); }
        return CommandLine.Done;
    }
}
