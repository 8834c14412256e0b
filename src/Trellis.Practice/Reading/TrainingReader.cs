using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Timescales;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/training.yaml</c>.</summary>
internal sealed class TrainingReader(Mistakes mistakes)
{
    public const string File = "training.yaml";
    private const int MostReminders = 5;
    private const int MostOverbooked = 50;
    private const int MostMonths = 120;
    private const int MostDays = 365;
    private const int MostPlaces = 10_000;

    private static readonly string[] Known =
    [
        "edition", "programmes", "levels", "roles", "lengths", "sectors", "late-within", "late-cancellation", "no-show", "offer-stands", "no-offers-within", "remind-before", "overbook",
        "ask-after", "remind-after", "most-reminders", "answer-until", "required", "ask-to-show-days", "manager-agrees", "trainer-pay", "foretell-months", "foretell-from", "materials-before", "materials-until", "due-soon", "take-up-within",
    ];

    public TrainingRules Read(MapNode map)
    {
        var keys = new Keys(map, "the training file", mistakes, Known);
        var sectors = keys.Entries("sectors").Select(Sector).ToImmutableArray();
        var (levels, roles) = (Words(keys, "levels"), Words(keys, "roles"));
        return new TrainingRules(
            keys.Required("edition"), Words(keys, "programmes"), levels, roles, Lengths(keys), sectors,
            keys.Limit("late-within", LimitKind.Backwards), Charge(keys, "late-cancellation"), Charge(keys, "no-show"), keys.Limit("offer-stands"), keys.Limit("no-offers-within", LimitKind.Backwards), Days(keys),
            Between(keys, "overbook", MostOverbooked), keys.Limit("ask-after"), keys.Limit("remind-after"), Between(keys, "most-reminders", MostReminders), keys.Limit("answer-until"))
        {
            Required = new RequiredReader(mistakes, levels, roles, sectors).Read(keys),
            AskToShowDays = Between(keys, "ask-to-show-days", MostDays),
            SoonMonths = RequiredReader.Months(keys, "due-soon", mistakes),
            TakeUpMonths = RequiredReader.Months(keys, "take-up-within", mistakes),
            MaterialsBefore = keys.Limit("materials-before", LimitKind.Backwards),
            MaterialsUntil = keys.Limit("materials-until"),
            Pay = [.. keys.Entries("trainer-pay").Select(Pay)],
            ForetellMonths = Between(keys, "foretell-months", MostMonths),
            ForetellFrom = Between(keys, "foretell-from", MostPlaces),
            Approval = new ApprovalReader(mistakes, roles).Read(keys),
        };
    }

    private ImmutableArray<TrainingWord> Words(Keys keys, string key)
    {
        var words = keys.Entries(key).Select(e => new TrainingWord(e.Key, e.Value is TextNode { Text: var text } ? text.Trim() : "")).ToImmutableArray();
        if (words.Length == 0) { mistakes.Add(keys.PlaceOf(key), $"the training file needs \"{key}\"", "ids with what they are called"); }
        foreach (var entry in keys.Entries(key).Where(e => e.Value is not TextNode { Text.Length: > 0 })) { mistakes.Add(entry.Place, $"\"{entry.Key}\" in \"{key}\" needs words"); }
        return words;
    }

    /// <summary>Charges are said for these two lengths and no others.</summary>
    private ImmutableArray<TrainingWord> Lengths(Keys keys)
    {
        var lengths = Words(keys, "lengths");
        string[] known = [TrainingRules.HalfDay, TrainingRules.FullDay];
        if (!known.All(k => lengths.Any(l => l.Id == k)) || lengths.Length != known.Length) { mistakes.Add(keys.PlaceOf("lengths"), "a workshop takes half a day or a full day", "half-day and full-day"); }
        return lengths;
    }

    private TrainingSector Sector(Entry entry)
    {
        var keys = new Keys(entry.Value, "a sector", mistakes, "title", TrainingRules.FullDay, TrainingRules.HalfDay);
        return new TrainingSector(entry.Key, keys.Required("title", entry.Place), Pounds(keys, TrainingRules.FullDay), Pounds(keys, TrainingRules.HalfDay));
    }

    private TrainingPay Pay(Entry entry)
    {
        var keys = new Keys(entry.Value, "a kind of pay", mistakes, "title", TrainingRules.FullDay, TrainingRules.HalfDay);
        return new TrainingPay(entry.Key, keys.Required("title", entry.Place), Pounds(keys, TrainingRules.FullDay), Pounds(keys, TrainingRules.HalfDay));
    }

    private TrainingCharge Charge(Keys all, string key)
    {
        if (all.Node(key) is not { } node) { mistakes.Add(all.Place, $"the training file needs \"{key}\""); return new(0, 0); }
        var keys = new Keys(node, "a charge", mistakes, TrainingRules.FullDay, TrainingRules.HalfDay);
        return new TrainingCharge(Pounds(keys, TrainingRules.FullDay), Pounds(keys, TrainingRules.HalfDay));
    }

    private decimal Pounds(Keys keys, string key)
    {
        var pounds = keys.Number(key);
        if (pounds is null or < 0) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" must be an amount in pounds", "0 or more"); }
        return pounds ?? 0;
    }

    private ImmutableArray<int> Days(Keys keys)
    {
        var days = new List<int>();
        foreach (var text in keys.Texts("remind-before"))
        {
            if (int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day > 0) { days.Add(day); }
            else { mistakes.Add(text.Place, $"\"{text.Text}\" is no number of days", "a number such as 10"); }
        }

        return [.. days.Distinct().OrderDescending()];
    }

    private int Between(Keys keys, string key, int most)
    {
        var number = keys.Whole(key) ?? 0;
        if (number < 0 || number > most) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" must be from 0 to {most}"); }
        return number;
    }
}
