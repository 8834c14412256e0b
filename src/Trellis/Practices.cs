using Trellis.Access;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis;

/// <summary>The practice model and the calendar, read together when the program starts.</summary>
public sealed record Practised(PracticeModel Model, WorkingCalendar Calendar);

public static class Practices
{
    /// <summary>Where the practice model lies: <c>practice/</c> of the checkout.</summary>
    public static string Folder => Checkout.Folder("practice");

    /// <exception cref="WrongInputException">The model has mistakes; the message lists them with file and line.</exception>
    public static Practised Read(string? folder = null)
    {
        folder ??= Folder;
        var reading = PracticeFolder.Read(folder, ActWords.All);
        if (reading.Model is not { } model) { throw new WrongInputException(string.Join(Environment.NewLine, reading.Mistakes)); }
        return new Practised(model, ReadCalendar(folder));
    }

    /// <summary>What follows from facts under this practice.</summary>
    public static Rules RulesOf(Practised practised) => new(area => practised.Model.TimescalesIn(area), practised.Model.Statuses, practised.Calendar);

    public static WorkingCalendar ReadCalendar(string folder)
    {
        const string Name = "england-and-wales.yaml";
        var path = Path.Combine(folder, "calendars", Name);
        if (!File.Exists(path)) { throw new WrongInputException($"practice/calendars/{Name} is missing: without bank holidays no deadline can be worked out"); }
        using var text = new StreamReader(path);
        try
        {
            return CalendarFile.Read($"practice/calendars/{Name}", text);
        }
        catch (FormatException wrong)
        {
            throw new WrongInputException(wrong.Message, wrong);
        }
    }
}
