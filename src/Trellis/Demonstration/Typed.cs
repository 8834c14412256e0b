using System.Globalization;
using Trellis.Forms;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>What somebody types into a form: input names to values, as a browser sends them.</summary>
public sealed class Typed
{
    private readonly Dictionary<string, string[]> all = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Dictionary<string, string[]>> each = [];

    public Typed Put(string field, params string[] values)
    {
        all[field] = values;
        return this;
    }

    public Typed Put(string field, DateOnly day) => Put($"{field}.day", Text(day.Day)).Put($"{field}.month", Text(day.Month)).Put($"{field}.year", Text(day.Year));

    public Typed Put(string field, DateTimeOffset at)
    {
        var wall = London.Wall(at);
        return Put(field, DateOnly.FromDateTime(wall)).Put($"{field}.time", wall.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    public Typed For(Invented person, string field, params string[] values)
    {
        if (!each.TryGetValue(person.Id, out var own)) { each[person.Id] = own = new(StringComparer.OrdinalIgnoreCase); }
        own[field] = values;
        return this;
    }

    /// <summary>What was typed for somebody; null: nothing.</summary>
    public string? Said(Invented person, string field) => each.GetValueOrDefault(person.Id)?.GetValueOrDefault(field)?[0];

    public Typed For(Invented person, string field, DateOnly day) =>
        For(person, $"{field}.day", Text(day.Day)).For(person, $"{field}.month", Text(day.Month)).For(person, $"{field}.year", Text(day.Year));

    public Typed Ends(string outcome, string? reason = null) => reason is null ? Put("outcome", outcome) : Put("outcome", outcome).Put("reason", reason);

    public Typed EndsFor(Invented person, string outcome, string? reason = null) => reason is null ? For(person, "outcome", outcome) : For(person, "outcome", outcome).For(person, "reason", reason);

    /// <summary>The form as it is sent for these people.</summary>
    /// <param name="outcomeEach">Each person has their own outcome; otherwise the first one's stands for all.</param>
    public Dictionary<string, string[]> Form(IEnumerable<FormPerson> people, bool outcomeEach)
    {
        var form = FormValues.Empty();
        foreach (var (field, values) in all) { form[field] = values; }
        foreach (var person in people)
        {
            foreach (var (field, values) in each.GetValueOrDefault(person.Id, [])) { form[outcomeEach || field is not ("outcome" or "reason") ? $"p.{person.Id}.{field}" : field] = values; }
        }

        return form;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
