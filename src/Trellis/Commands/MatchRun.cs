using System.Globalization;
using System.Text;
using Spectre.Console;
using Trellis.Matching;
using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Files;
using Trellis.Matching.Weights;
using Trellis.Platform;

namespace Trellis.Commands;

/// <summary>What <c>link</c> and <c>dedupe</c> were asked.</summary>
internal sealed record MatchAsked(string One, string? Other, string Map, string? OtherMap, string? Out, bool Train, string? Model, string? Truth, int Threads, bool Json);

/// <summary>Reads the extracts, matches, writes the pairs, and says how it went.</summary>
internal sealed class MatchRun(MatchAsked asked, TextWriter output, TextWriter errors) : IDisposable
{
    private const int ListedBad = 20;

    private readonly MatchBar bar = MatchBar.For(errors);

    public void Dispose() => bar.Dispose();

    /// <summary>0: done, bad rows or not, which are listed. 1: a file or the map is wrong. 2: a file can't be opened or written.</summary>
    public int Run(CancellationToken stop)
    {
        try
        {
            return Match(stop);
        }
        catch (InvalidDataException e)
        {
            throw new WrongInputException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException(e.Message);
        }
    }

    private int Match(CancellationToken stop)
    {
        var map = ReadMap(asked.Map);
        var otherMap = asked.OtherMap is null ? map : ReadMap(asked.OtherMap);
        if (!otherMap.Fields.Select(f => f.Field).SequenceEqual(map.Fields.Select(f => f.Field))) { throw new InvalidDataException("Both maps must have the same fields, of the same kinds, in the same order"); }
        var (one, other) = Read(map, otherMap);
        stop.ThrowIfCancellationRequested();
        if (one.People.Count == 0 || other?.People.Count == 0) { throw new InvalidDataException("No row could be read"); }

        var report = new MatchReport { Records = one.People.Count, OtherRecords = other?.People.Count, BadRows = one.Bad.Count + (other?.Bad.Count ?? 0) };
        var frequencies = other is null ? Frequencies.Of(one.People) : Frequencies.Of(one.People, other.People);
        var model = ChooseModel(map, one, other, frequencies, report);
        var run = Linkage.Run(one.People, other?.People, model, frequencies, asked.Threads, bar.Show, stop);
        var decided = run.Decide();
        report.Same = decided.Count(d => d.Outcome == Outcome.Same);
        report.Review = decided.Count(d => d.Outcome == Outcome.Review);
        report.PossibleTwins = decided.Count(d => d.Guard == Guard.TwinOrSibling);
        if (asked.Out is { } path) { Write(path, run, decided, one, other); }
        if (one.Truth is not null) { report.Judge(decided, new Labelled(one.People, one.Truth, other?.People, other?.Truth), one, other, asked.Train ? "all records, half of which it learnt from" : "all records"); }
        bar.Dispose();
        SayBad([.. one.Bad, .. other?.Bad ?? []]);
        report.Write(output, asked.Json);
        return CommandLine.Done;
    }

    private MapFile ReadMap(string file)
    {
        using var text = File.OpenText(file);
        var map = MapFile.Read(text, Path.GetFileName(file));
        if (asked.Truth is not { Length: > 0 } truth) { return map; }
        return map with { Truth = truth, TruthPattern = map.Truth == truth ? map.TruthPattern : null };
    }

    private (Extract One, Extract? Other) Read(MapFile map, MapFile otherMap)
    {
        if (asked is { Other: { } second, Truth: null, Threads: > 1 }) { return Extract.ReadBoth(words => ReadExtract(asked.One, map, words, null), words => ReadExtract(second, otherMap, words, null)); }
        var (shared, truths) = (new Vocabularies(), asked.Truth is null ? null : new Dictionary<string, int>(StringComparer.Ordinal));
        var one = ReadExtract(asked.One, map, shared, truths);
        return (one, asked.Other is null ? null : ReadExtract(asked.Other, otherMap, shared, truths));
    }

    private Extract ReadExtract(string file, MapFile map, Vocabularies words, Dictionary<string, int>? truths)
    {
        bar.Show(new Matching.Progress("Reading", 0));
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        return Extract.Read(text, Path.GetFileName(file), map, words, truths, expected: (int)Math.Clamp(new FileInfo(file).Length / 90, 16, 4_000_000));
    }

    private Model ChooseModel(MapFile map, Extract one, Extract? other, Frequencies frequencies, MatchReport report)
    {
        if (!asked.Train) { return asked.Model is null ? Model.Default(map.Layout) : Model.Read(File.ReadAllText(asked.Model), map.Layout); }
        Model learnt;
        if (one.Truth is null) { learnt = Learning.Unlabelled(one.People, other?.People, frequencies, asked.Threads, bar.Show); }
        else
        {
            var records = new Labelled(one.People, one.Truth, other?.People, other?.Truth);
            learnt = Learning.FromLabels(records.Half(0), frequencies, asked.Threads, bar.Show);
            var rest = records.Half(1);
            var run = Linkage.Run(rest.One, rest.Other, learnt, frequencies, asked.Threads);
            report.Judge(run.Decide(), rest, null, null, "the half it did not learn from");
        }

        if (asked.Model is { } path) { File.WriteAllText(path, learnt.Write()); }
        return learnt;
    }

    private void Write(string path, Linkage run, List<Decided> decided, Extract one, Extract? other)
    {
        var next = path + ".part";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)) { new PairRows(run, one, other).Write(file, decided, asked.Threads); }
        File.Move(next, path, overwrite: true);
    }

    private void SayBad(List<BadRow> bad)
    {
        foreach (var row in bad.OrderByDescending(b => b.Left).Take(ListedBad)) { errors.WriteLine($"{row.File}:{row.Line.ToString(CultureInfo.InvariantCulture)}: {row.Why}{(row.Left ? "; the row is left out" : "")}"); }
        if (bad.Count > ListedBad && asked.Out is { } path)
        {
            File.WriteAllLines(path + ".bad.txt", bad.Select(row => $"{row.File}:{row.Line.ToString(CultureInfo.InvariantCulture)}: {row.Why}{(row.Left ? "; the row is left out" : "")}"));
            errors.WriteLine($"and {(bad.Count - ListedBad).ToString(CultureInfo.InvariantCulture)} more, all in {Path.GetFileName(path)}.bad.txt");
        }
        else
        {
            foreach (var row in bad.OrderByDescending(b => b.Left).Skip(ListedBad)) { errors.WriteLine($"{row.File}:{row.Line.ToString(CultureInfo.InvariantCulture)}: {row.Why}{(row.Left ? "; the row is left out" : "")}"); }
        }
    }
}
