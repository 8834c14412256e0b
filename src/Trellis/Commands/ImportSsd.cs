using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>import ssd FOLDER</c>: a night's feed of a council's case system becomes facts about children, all of it or nothing; <c>import undo-ssd ID</c> takes all of one back.</summary>
public static class ImportSsd
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Build()
    {
        var folder = new Argument<FileSystemInfo>("FOLDER") { Description = "CSV files named after the tables of the standard safeguarding data set: a folder, or a zip" };
        var area = new Option<string>("--area") { Description = "The area whose children they are, for example RBKC", Required = true };
        var agency = new Option<string?>("--agency") { Description = "The council’s agency whose numbers the children have; the area’s only council when left out" };
        var of = new Option<string?>("--on") { Description = "The day up to which it tells, for example 2026-03-31; today when left out" };
        var since = new Option<string?>("--since") { Description = "Leave out what happened before this day: a census may have told of it" };
        var preview = new Option<bool>("--preview") { Description = "Say what would become of it, and take in nothing" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("ssd", "Import a night’s feed of the standard safeguarding data set") { folder, area, agency, of, since, preview, json };
        command.SetAction(async (given, stop) =>
        {
            var (output, where, from) = (given.InvocationConfiguration.Output, given.GetValue(area)!, given.GetValue(folder)!);
            if (FilesOf(from).Refused(out var refused, out var files)) { throw new WrongInputException(refused.Words); }
            var (upTo, first) = (Day(given.GetValue(of), "--on"), Day(given.GetValue(since), "--since"));
            return await ImportCin.WithAsync(where, async (services, db) =>
            {
                var whose = await ImportCin.AgencyAsync(services.GetRequiredService<AgencyRegister>(), where, given.GetValue(agency), stop);
                var intake = services.GetRequiredService<FeedIntake>();
                var on = upTo ?? services.GetRequiredService<LondonClock>().Today;
                var set = intake.Read(files, on);
                if (set.Problems.Count > 0)
                {
                    await ProblemsAsync(set, given.GetValue(json), output);
                    throw new WrongInputException($"{English.Count(set.Problems.Count, "problem", "problems")}. Nothing was imported");
                }

                if ((await intake.LookAsync(set, where, whose, on, first, stop)).Refused(out refused, out var looked)) { throw new WrongInputException($"{refused.Words}\nNothing was imported"); }
                Intake? taken = null;
                int? waiting = null;
                if (!given.GetValue(preview))
                {
                    db.Acting.Begin(ActWords.TakeInReturn);
                    if ((await intake.TakeInAsync(set, from.Name, FeedIntake.Sha256Of(files), where, whose, on, first, stop: stop)).Refused(out refused, out taken)) { throw new WrongInputException($"{refused.Words}\nNothing was imported"); }
                    if (taken is not null) { waiting = await ImportCin.PairsAsync(services, taken, stop); }
                }

                await SayAsync(looked, taken, waiting, given.GetValue(json), output);
                return CommandLine.Done;
            }, stop);
        });
        return command;
    }

    public static Command Undo() => ImportCin.Undo("undo-ssd", "Take back all that a night’s feed brought", feeds: true);

    private static Outcome<FeedFile[]> FilesOf(FileSystemInfo from)
    {
        if (Directory.Exists(from.FullName)) { return FeedFiles.FromFolder(new DirectoryInfo(from.FullName)); }
        if (!File.Exists(from.FullName)) { throw new WrongInputException($"There is no {from.FullName}"); }
        return FeedFiles.FromSent([new FeedFile(from.Name, File.ReadAllBytes(from.FullName))]);
    }

    private static DateOnly? Day(string? text, string option) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new WrongInputException($"{option} must be a day such as 2026-03-31");

    private static async Task ProblemsAsync(DataSet set, bool json, TextWriter output)
    {
        if (json) { await output.WriteLineAsync(JsonSerializer.Serialize(new { set.Problems }, Json)); }
        else { foreach (var problem in set.Problems) { await output.WriteLineAsync(problem.ToString()); } }
    }

    private static async Task SayAsync(FeedPreview looked, Intake? taken, int? waiting, bool json, TextWriter output)
    {
        var (counts, left, lacking) = (looked.Weighed.Counts, looked.Weighed.Choices.Where(c => c.Outcome is ChildMatching.LeftOut).ToArray(), looked.Set.Lacking.Select(t => t.Name).ToArray());
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { import = taken?.Id, possibleDuplicates = waiting, upTo = looked.On, counts, tables = looked.Read, lacking, notRead = looked.Set.NotRead, leftOut = left.Select(c => new { line = c.Child.Line, why = ChildMatching.Reasons[c.Why] }) }, Json));
            return;
        }

        foreach (var table in looked.Read) { await output.WriteLineAsync($"{table.Name}: {English.Count(table.Rows, "row", "rows")}{(table.Latest is { } latest ? $", up to {English.Date(latest)}" : "")}"); }
        if (lacking.Length > 0) { await output.WriteLineAsync($"Not there, so what earlier feeds said in them stays: {string.Join(", ", lacking)}"); }
        if (looked.Set.NotRead.Count > 0) { await output.WriteLineAsync($"Not read, because nothing here is made of them: {string.Join(", ", looked.Set.NotRead)}"); }
        foreach (var child in left) { await output.WriteLineAsync($"{DataSetTables.Person}, line {child.Child.Line}, is left out. {ChildMatching.Reasons[child.Why]}"); }
        await output.WriteLineAsync($"Up to {English.Date(looked.On)}: {English.Count(counts.Children, "child", "children")}, {English.Number(counts.Linked)} known, {English.Number(counts.Added)} added, {English.Number(counts.LeftOut)} left out; {English.Number(counts.Came)} facts new, {English.Number(counts.Changed)} changed, {English.Number(counts.Went)} taken back, {English.Number(counts.Unchanged)} as before");
        if (counts.TakesMuchBack) { await output.WriteLineAsync("Most of what these tables said before is taken back: make sure that none of them broke off"); }
        if (waiting is > 0 and var pairs) { await output.WriteLineAsync($"{English.Count(pairs, "pair of one of them with somebody recorded waits", "pairs of one of them with somebody recorded wait")} for people to decide, at /duplicates"); }
        await output.WriteLineAsync(taken is { } there ? $"Taken in as {there.Id}. To take all of it back: trellis import undo-ssd {there.Id} --why \"...\"" : "This was a preview: nothing was imported");
    }
}
