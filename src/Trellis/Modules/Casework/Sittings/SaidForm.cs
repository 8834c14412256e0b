using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trellis.Components;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>What a participant says, as it is asked: shown by <c>_Said</c>, on three pages with the same names.</summary>
public sealed class SaidForm
{
    /// <summary>By field of the form.</summary>
    public Dictionary<string, string> Scales { get; set; } = [];

    public string View { get; set; } = "";

    public string ViewWords { get; set; } = "";

    public string Words { get; set; } = "";

    /// <summary>Edition of what this form began from.</summary>
    public int Edition { get; set; }

    public static SaidForm Of(Invited invited) => new()
    {
        Edition = invited.Edition,
        Scales = invited.Numbers.ToDictionary(n => n.Key, n => Invited.Number(n.Value)),
        View = invited.View ?? "",
        ViewWords = invited.ViewWords,
        Words = invited.Words,
    };

    public static IReadOnlyList<Choice> Numbers(Field scale) => [.. Enumerable.Range((int)(scale.From ?? 0), (int)((scale.To ?? 10) - (scale.From ?? 0)) + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)).Select(n => new Choice(n, n))];

    /// <summary>Somebody wrote here since this form was opened: it is said, with what stands there, and saved only when it is sent again.</summary>
    public bool IsBehind(StepMeeting meeting, Invited invited, ModelStateDictionary state)
    {
        if (Edition == invited.Edition) { return false; }
        Edition = invited.Edition;
        state.AddModelError("Said.Words", $"Somebody wrote here meanwhile, and it says now: {meeting.Said(invited)}. Put in what is missing, and save again");
        return true;
    }

    /// <summary>Null: something is wrong, and said at its field.</summary>
    /// <param name="prefix">The property this is bound to.</param>
    public Contribution? Read(Step definition, ModelStateDictionary state, string prefix = "Said")
    {
        var numbers = new Dictionary<string, decimal>();
        foreach (var field in definition.Fields.Where(f => f.EachParticipant && Scales.TryGetValue(f.Id, out var typed) && !string.IsNullOrWhiteSpace(typed)))
        {
            if (Numbers(field).Any(n => n.Value == Scales[field.Id])) { numbers[field.Id] = decimal.Parse(Scales[field.Id], CultureInfo.InvariantCulture); }
            else { state.AddModelError($"{prefix}.Scales[{field.Id}]", $"Select a number for “{field.Label}”"); }
        }

        if (View.Length > 0 && !Invited.Views.ContainsKey(View)) { state.AddModelError($"{prefix}.View", "Select whether you agree"); }
        return state.IsValid ? new Contribution(numbers, View.Length == 0 ? null : View, ViewWords, Words) : null;
    }
}

/// <summary>What <c>_Said</c> shows.</summary>
/// <param name="ForThem">It is written by somebody else, in their place.</param>
public sealed record SaidShown(Step Definition, SaidForm Said, bool ForThem);
