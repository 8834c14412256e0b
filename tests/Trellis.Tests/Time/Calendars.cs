using System.Globalization;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Tests.Time;

/// <summary>The calendar the product ships, and short ways to write days and times in London.</summary>
internal static class Calendars
{
    public const string File = "practice/calendars/england-and-wales.yaml";

    public static readonly WorkingCalendar EnglandAndWales = Read();

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"2026-03-02", a day; "2026-03-02 14:05", an instant in London.</summary>
    public static Moment Moment(string text) =>
        text.Length == 10
            ? Platform.Time.Moment.On(Day(text))
            : Platform.Time.Moment.Exactly(London.At(Day(text[..10]), TimeOnly.ParseExact(text[11..], "HH:mm", CultureInfo.InvariantCulture)));

    /// <summary>The other way round.</summary>
    public static string Text(Moment moment) =>
        moment.DayOnly
            ? moment.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : London.Wall(moment.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static WorkingCalendar Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "Trellis.slnx"))) { folder = folder.Parent; }
        using var text = System.IO.File.OpenText(Path.Combine(folder.FullName, File));
        return CalendarFile.Read(File, text);
    }
}
