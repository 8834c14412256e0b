using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Time;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Trellis.Practice;

/// <summary>
/// Reads a working calendar from <c>practice/calendars/</c>: its id, the years it covers, the weekend, the opening hours and the
/// holidays by date. A hub that works on holidays too says so under opening hours, as <c>holidays: 10:00 to 14:00</c>. Every mistake is a <see cref="FormatException"/> that begins with file and line.
/// </summary>
public static class CalendarFile
{
    private static readonly ImmutableArray<string> Keys =
        ["calendar", "title", "authority", "first-year", "last-year", "weekend", "opening-hours", "holidays"];

    /// <param name="file">The file's name as errors give it, for example <c>practice/calendars/england-and-wales.yaml</c>.</param>
    /// <exception cref="FormatException">The first mistake: "file:line: what is wrong".</exception>
    public static WorkingCalendar Read(string file, TextReader text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException wrong)
        {
            throw Wrong(file, (int)wrong.Start.Line, wrong.InnerException?.Message ?? wrong.Message);
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw Wrong(file, 1, "expected one mapping that begins with calendar:");
        }

        foreach (var key in root.Children.Keys.Where(k => !Keys.Contains(Text(file, k))))
        {
            throw Wrong(file, key, $"unknown key {key}. Expected one of {string.Join(", ", Keys)}");
        }

        var id = Text(file, Required(file, root, "calendar"));
        var (first, last) = (Year(file, Required(file, root, "first-year")), Year(file, Required(file, root, "last-year")));
        if (last < first) { throw Wrong(file, Required(file, root, "last-year"), $"the last year, {last}, is before the first, {first}"); }

        var weekend = Required(file, root, "weekend") is YamlSequenceNode days
            ? days.Select(d => Weekday(file, d)).ToImmutableHashSet()
            : throw Wrong(file, Required(file, root, "weekend"), "expected a list of days: [saturday, sunday]");
        var holidays = Holidays(file, Mapping(file, root, "holidays"), first, last, weekend);
        var hours = root.Children.ContainsKey("opening-hours") ? Hours(file, Mapping(file, root, "opening-hours")) : OpeningHours.Office;
        return new WorkingCalendar(id, first, last, holidays, hours, weekend);
    }

    private static List<Holiday> Holidays(string file, YamlMappingNode node, int first, int last, ImmutableHashSet<DayOfWeek> weekend)
    {
        var holidays = new List<Holiday>();
        foreach (var (key, value) in node.Children)
        {
            if (!DateOnly.TryParseExact(Text(file, key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                throw Wrong(file, key, $"{key} is not a date. Expected year-month-day, like 2026-12-25");
            }

            if (date.Year < first || date.Year > last) { throw Wrong(file, key, $"{key} is outside the years {first} to {last}"); }
            if (weekend.Contains(date.DayOfWeek)) { throw Wrong(file, key, $"{key} is a {date.DayOfWeek}. Expected the working day taken in its place"); }
            var title = Text(file, value);
            if (title.Length == 0) { throw Wrong(file, key, $"{key} has no name"); }
            holidays.Add(new Holiday(date, title));
        }

        // A year without a holiday was forgotten: it would be counted through as if everybody worked at Christmas.
        foreach (var year in Enumerable.Range(first, last - first + 1).Where(y => !holidays.Exists(h => h.Date.Year == y)))
        {
            throw Wrong(file, node, $"no holidays are listed for {year}");
        }

        return holidays;
    }

    private static OpeningHours Hours(string file, YamlMappingNode node)
    {
        var week = new Dictionary<DayOfWeek, Opening>();
        Opening? onHolidays = null;
        foreach (var (key, value) in node.Children)
        {
            var ends = Text(file, value).Split(" to ");
            if (ends.Length != 2 || Time(ends[0]) is not { } opens || Time(ends[1]) is not { } closes)
            {
                throw Wrong(file, value, $"{value} is not a time of opening. Expected 09:00 to 17:00");
            }

            if (closes != TimeOnly.MinValue && closes <= opens) { throw Wrong(file, value, $"{key} closes before it opens: {value}"); }
            if (Text(file, key) == "holidays")
            {
                onHolidays = new Opening(opens, closes);
            }
            else
            {
                week[Weekday(file, key)] = new Opening(opens, closes);
            }
        }

        return week.Count > 0 ? new OpeningHours(week, onHolidays) : throw Wrong(file, node, "at least one day must be open");
    }

    /// <summary>24:00 is the end of the day.</summary>
    private static TimeOnly? Time(string text) =>
        text == "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DayOfWeek Weekday(string file, YamlNode node)
    {
        var text = Text(file, node);
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (text.Equals(day.ToString(), StringComparison.OrdinalIgnoreCase)) { return day; }
        }

        throw Wrong(file, node, $"{text} is not a day of the week. Expected monday to sunday");
    }

    private static int Year(string file, YamlNode node) =>
        int.TryParse(Text(file, node), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2200
            ? year
            : throw Wrong(file, node, $"{node} is not a year");

    private static YamlNode Required(string file, YamlMappingNode root, string key) =>
        root.Children.TryGetValue(key, out var value) ? value : throw Wrong(file, root, $"{key} is missing");

    private static YamlMappingNode Mapping(string file, YamlMappingNode root, string key)
    {
        var node = Required(file, root, key);
        return node as YamlMappingNode ?? throw Wrong(file, node, $"expected entries under {key}");
    }

    private static string Text(string file, YamlNode node) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Wrong(file, node, "expected a word here");

    private static FormatException Wrong(string file, YamlNode at, string message) => Wrong(file, (int)at.Start.Line, message);

    private static FormatException Wrong(string file, int line, string message) => new($"{new Place(file, line)}: {message}");
}
