using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.Public;

/// <summary>Working days for the rules of a return: a year whose bank holidays are not known makes a rule skipped, never guessed.</summary>
public static class CensusDays
{
    /// <param name="calendar">Asked for when a rule first needs it.</param>
    public static Func<DateOnly, int, DateOnly> Of(Func<WorkingCalendar> calendar)
    {
        var read = new Lazy<WorkingCalendar>(calendar);
        return (day, number) =>
        {
            try
            {
                return read.Value.AddWorkingDays(day, number);
            }
            catch (UnknownYearException unknown)
            {
                throw new NotKnownException(unknown.Message);
            }
        };
    }
}
