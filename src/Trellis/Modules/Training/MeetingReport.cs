using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training;

/// <summary>One line of a meeting's own report of who was there.</summary>
/// <param name="Minutes">How long; null where the line does not say.</param>
public sealed record Seen(int Line, string Name, string? Email, int? Minutes);

/// <summary>
/// Who was in an online meeting, as its own report says: pasted lines of name, e-mail and duration, in any order of columns, parted by tabs or
/// commas. Of somebody who came in twice the minutes are added.
/// </summary>
public static partial class MeetingReport
{
    /// <summary>So many in a hundred of a workshop are the whole of it.</summary>
    public const int Whole = 75;

    private const int MostLines = 2000;
    private const int MinutesInHour = 60;

    public static IReadOnlyList<Seen> Read(string pasted) =>
        Once(MeetingFile.Listed(pasted) ?? [.. pasted.Split('\n').Take(MostLines).Index().Select(l => Line(l.Index + 1, l.Item.Trim())).OfType<Seen>()]);

    /// <summary>The same of a file, as the meeting’s product gives it.</summary>
    public static Outcome<Seen[]> Read(byte[] file) => MeetingFile.Read(file).Refused(out var why, out var seen) ? why : Once(seen);

    private static Seen[] Once(IReadOnlyList<Seen> seen) =>
    [
        .. seen.GroupBy(s => s.Email ?? s.Name.ToLowerInvariant()).Select(g => g.First() with { Minutes = g.All(s => s.Minutes is null) ? null : g.Sum(s => s.Minutes ?? 0) }),
    ];

    /// <summary>Each line with the booking it is of: by address, else by the name where one person alone has it.</summary>
    public static (IReadOnlyList<(Seen Seen, Booking Booking, string Came)> Matched, IReadOnlyList<Seen> Unmatched) Match(IReadOnlyList<Seen> seen, IReadOnlyList<Booking> bookings, double minutes)
    {
        var (matched, unmatched, taken) = (new List<(Seen, Booking, string)>(), new List<Seen>(), new HashSet<Guid>());
        foreach (var one in seen)
        {
            var named = bookings.Where(b => b.State == "confirmed" && one.Email is { } email && b.Delegate!.Email == email).ToArray();
            if (named.Length == 0) { named = [.. bookings.Where(b => b.State == "confirmed" && Names(one.Name).Contains(b.Delegate!.Name, StringComparer.OrdinalIgnoreCase))]; }
            if (named.Length == 1 && taken.Add(named[0].Id)) { matched.Add((one, named[0], one.Minutes is { } there && there * 100 < minutes * Whole ? "part" : "whole")); }
            else { unmatched.Add(one); }
        }

        return (matched, unmatched);
    }

    private static Seen? Line(int number, string line)
    {
        if (line.Length == 0) { return null; }
        var cells = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',').Select(c => c.Trim().Trim('"')).ToArray();
        var email = cells.Select(Delegate.Address).FirstOrDefault(a => a is not null);
        var minutes = cells.Select(c => Minutes(c)).FirstOrDefault(m => m is not null);
        var name = cells.FirstOrDefault(c => c.Length > 0 && Delegate.Address(c) is null && Minutes(c) is null && c.Any(char.IsLetter) && !c.Any(char.IsDigit)) ?? "";
        // The head of the report has neither an address nor a duration.
        return (name.Length == 0 && email is null) || (email is null && minutes is null && name.Equals("name", StringComparison.OrdinalIgnoreCase)) || cells.Any(c => c.Equals("email", StringComparison.OrdinalIgnoreCase)) ? null : new Seen(number, name, email, minutes);
    }

    /// <summary>As the report has it; without what a product adds, (Guest); the name in brackets; and the family name first turned round.</summary>
    private static IEnumerable<string> Names(string written)
    {
        yield return written;
        var (bare, inside) = (Bracket().Replace(written, "").Trim(), Bracket().Match(written).Groups["inside"].Value.Trim());
        foreach (var name in (string[])[bare, inside])
        {
            if (name.Length == 0) { continue; }
            yield return name;
            if (name.Split(',') is [var family, var given]) { yield return $"{given.Trim()} {family.Trim()}"; }
        }
    }

    /// <summary>How many minutes a cell says; null when it says none.</summary>
    /// <param name="bare">A number alone is minutes.</param>
    internal static int? Minutes(string cell, bool bare = false)
    {
        if (bare && int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number; }
        if (bare && TimeSpan.TryParseExact(cell, [@"h\:mm\:ss", @"hh\:mm\:ss"], CultureInfo.InvariantCulture, out var span)) { return (int)Math.Round(span.TotalMinutes); }
        var match = Duration().Match(cell);
        if (!match.Success || cell.Length == 0) { return null; }
        int Part(string group) => match.Groups[group] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
        return (Part("h") * MinutesInHour) + Part("m") + (Part("s") > 0 && !match.Groups["m"].Success && !match.Groups["h"].Success ? 1 : 0);
    }

    [GeneratedRegex(@"\((?<inside>[^)]*)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracket();

    /// <summary><c>2h 5m 10s</c>, <c>45m</c>, <c>90 min</c>.</summary>
    [GeneratedRegex(@"^(?:(?<h>\d{1,2})\s*h(?:ours?|rs?)?)?\s*(?:(?<m>\d{1,4})\s*m(?:in(?:ute)?s?)?)?\s*(?:(?<s>\d{1,4})\s*s(?:ec(?:ond)?s?)?)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Duration();
}
