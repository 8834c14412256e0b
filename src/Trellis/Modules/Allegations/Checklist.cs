using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Allegations;

/// <summary>The Safer Organisations Checklist as one setting stood on a day.</summary>
public sealed class Checklist : Entity
{
    public const int LongestSetting = 200;
    public const int LongestWords = 1000;

    public static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<string, string> { ["yes"] = "Yes", ["partly"] = "Partly", ["no"] = "No" };

    public required string Area { get; init; }

    public required string Setting { get; init; }

    public required string Sector { get; init; }

    public required DateOnly OnDate { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public List<ChecklistAnswer> Said { get; } = [];

    public int In => Said.Count(a => a.Answer == "yes");

    /// <summary>Every statement is answered, and what is not in place says why.</summary>
    /// <param name="items">The statements, by id.</param>
    public Outcome<Checklist> Answered(IEnumerable<(string Id, string Title)> items, IReadOnlyDictionary<string, (string Answer, string Words)> said, Actor by)
    {
        if (OnDate > London.DateOf(At)) { return new Refusal("On", "The day must be today or in the past"); }
        foreach (var (id, _) in items)
        {
            if (!said.TryGetValue(id, out var answer) || !Answers.ContainsKey(answer.Answer)) { return new Refusal($"Answers[{id}]", "Select yes, partly or no"); }
            if (answer.Answer != "yes" && string.IsNullOrWhiteSpace(answer.Words)) { return new Refusal($"Words[{id}]", "Enter what is missing, and by when it will be there"); }
            if (answer.Words.Length > LongestWords) { return new Refusal($"Words[{id}]", "What is missing must be 1,000 characters or fewer"); }
            Said.Add(new ChecklistAnswer { ChecklistId = Id, Checklist = this, Item = id, Answer = answer.Answer, Words = answer.Words.Trim() });
        }

        Happened(AllegationFacts.Of("allegation.checklist-answered", Id, Area, Moment.On(OnDate), by, [("sector", Sector), .. Said.Select(a => (a.Item, a.Answer))]));
        return this;
    }
}

/// <summary>One statement of a checklist, answered.</summary>
public sealed class ChecklistAnswer : IPart
{
    public Guid ChecklistId { get; init; }

    /// <summary>A statement of <c>practice/allegations.yaml</c>.</summary>
    public required string Item { get; init; }

    /// <summary>A key of <see cref="Allegations.Checklist.Answers"/>.</summary>
    public required string Answer { get; init; }

    public required string Words { get; init; }

    public Checklist? Checklist { get; init; }

    Entity IPart.Whole => Checklist ?? throw new InvalidOperationException("Load the answer with its checklist to change it");
}
