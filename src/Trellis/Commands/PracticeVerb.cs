using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trellis.Access;
using Trellis.Modules.Returns.Public;
using Trellis.Platform;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Commands;

/// <summary>Is the practice model right? Needs no database.</summary>
public static class PracticeVerb
{
    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var folder = new Option<string?>("--folder") { Description = "Another practice folder than this checkout's" };
        var check = new Command("check", "Check practice/: every mistake with its file and line; what is lacking today is a warning") { json, folder };
        check.SetAction((given, _) => CheckAsync(given.GetValue(folder) ?? Practices.Folder, given.GetValue(json), given.InvocationConfiguration.Output));
        return new Command("practice", "The practice model: what the partnership does") { check };
    }

    /// <summary>What is wrong with the bank holidays, as "file:line: what" says it; null when nothing is.</summary>
    private static Mistake? CalendarMistake(string folder)
    {
        try
        {
            Practices.ReadCalendar(folder);
            return null;
        }
        catch (WrongInputException wrong)
        {
            var parts = wrong.Message.Split(':', 3);
            return parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
                ? new Mistake(new Place(parts[0], line), parts[2].Trim().TrimEnd('.'))
                : new Mistake(new Place("practice/calendars/england-and-wales.yaml", 1), wrong.Message.TrimEnd('.'));
        }
    }

    private static async Task<int> CheckAsync(string folder, bool json, TextWriter output)
    {
        if (!Directory.Exists(folder)) { throw new CannotRunException($"There is no folder {folder}"); }
        var reading = PracticeFolder.Read(folder, ActWords.All);
        var calendar = CalendarMistake(folder);
        var lacking = reading.Model is { } right ? AgreementCheck.On(right, Services.Clock.Today) : [];
        var unsaid = reading.Model is { } whole ? ReturnItems.Lacking(folder, whole) : [];
        if (json)
        {
            var findings = reading.Mistakes.Select(m => new { rule = "practice", severity = "error", where = m.Place.File, line = m.Place.Line, message = m.Message, expected = m.Expected, didYouMean = m.DidYouMean }).Concat(calendar is not { } c ? [] :
                [new { rule = "calendar", severity = "error", where = c.Place.File, line = c.Place.Line, message = c.Message, expected = (string?)null, didYouMean = (string?)null }])
                .Concat(unsaid.Select(m => new { rule = "return-item", severity = "warning", where = m.Place.File, line = m.Place.Line, message = m.Message, expected = m.Expected, didYouMean = m.DidYouMean }))
                .Concat(lacking.Select(m => new { rule = "sharing-agreement", severity = "warning", where = m.Place.File, line = m.Place.Line, message = m.Message, expected = m.Expected, didYouMean = m.DidYouMean }));
            await output.WriteLineAsync(JsonSerializer.Serialize(new { findings }, JsonSerializerOptions.Web));
        }
        else if (calendar is null && reading.Model is { } model)
        {
            await output.WriteLineAsync($"The practice model is right: {English.Count(model.Processes.Length, "process", "processes")}, {English.Count(model.Timescales.Length, "timescale", "timescales")}, "
                + $"{English.Count(model.Codes.Count, "code list", "code lists")}, {English.Count(model.Figures.Length, "figure", "figures")} (version {model.Version})");
        }
        else
        {
            foreach (var mistake in reading.Mistakes) { await output.WriteLineAsync(mistake.ToString()); }
            if (calendar is not null) { await output.WriteLineAsync(calendar.ToString()); }
            await output.WriteLineAsync(English.Count(reading.Mistakes.Length + (calendar is null ? 0 : 1), "mistake", "mistakes"));
        }

        if (!json)
        {
            foreach (var warning in lacking.Concat(unsaid)) { await output.WriteLineAsync($"Warning: {warning}"); }
        }

        return reading.Mistakes.IsEmpty && calendar is null ? CommandLine.Done : CommandLine.WrongInput;
    }
}
