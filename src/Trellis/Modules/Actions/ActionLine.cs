using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>An action as a list shows it.</summary>
public sealed record ActionLine(
    string Reference, string Text, string Item, string Source, Guid? BodyId, Guid? ForBodyId, DateOnly? SetOn, string? Agency, string Owner, string? PostTitle, DateOnly? DueOn, string Status, string StatusWritten, DateOnly? SaidOn, int Carried, DateTimeOffset? AgreedAt)
{
    /// <summary>The first due first; those without a date last.</summary>
    public static IQueryable<ActionPoint> InOrder(IQueryable<ActionPoint> actions) => actions.OrderBy(a => a.DueOn).ThenBy(a => a.Id);

    public static IQueryable<ActionLine> Of(IQueryable<ActionPoint> actions) => InOrder(actions)
        .Select(a => new ActionLine(a.Reference, a.Text, a.Item, a.Source, a.BodyId, a.ForBodyId, a.SetOn, a.Agency, a.Owner, a.PostTitle, a.DueOn, a.Status, a.StatusWritten, a.SaidOn, a.Carried, a.AgreedAt));
}

/// <summary>What codes of actions are called, today.</summary>
public sealed record ActionWords(ActionRules Rules, DateOnly Today, IReadOnlyDictionary<Guid, string> Bodies, IReadOnlyDictionary<string, string> Agencies)
{
    public static async Task<ActionWords> ReadAsync(PracticeModel practice, Meetings.Public.Bodies bodies, AgencyRegister agencies, LondonClock clock) =>
        new(practice.Actions, clock.Today, await bodies.TitlesAsync(), (await agencies.ListAsync()).ToDictionary(a => a.Code, a => a.Title));

    public string StatusTitle(string status) => Rules.Find(status)?.Title ?? status;

    public string Agency(string? code) => code is null ? "" : Agencies.GetValueOrDefault(code, code);

    public string Body(Guid? id) => id is { } body ? Bodies.GetValueOrDefault(body, "") : "";

    public ActionLook Look(ActionLine line) => Rules.Colour(line.Status, line.DueOn, line.SaidOn ?? line.SetOn, Today);

    public string Owner(ActionLine line) => Joined(line.Owner.Length > 0 ? line.Owner : line.PostTitle, Agency(line.Agency)) is { Length: > 0 } whose ? whose : "Nobody named";

    /// <summary>"Executive, 10 January 2026, Item 4"; of one carried forward, where it is now.</summary>
    public string SetBy(ActionLine line) =>
        Joined(Body(line.BodyId), line.Source is ActionSources.Meeting ? null : ActionSources.Titles.GetValueOrDefault(line.Source), line.SetOn is { } on ? English.Date(on) : null, line.Item, line.Carried > 0 ? $"carried forward {(line.Carried == 1 ? "once" : $"{line.Carried} times")}{(line.ForBodyId != line.BodyId ? $", now with {Body(line.ForBodyId)}" : "")}" : null);

    /// <summary>What the tracker wrote is shown beside what it means where the two differ by more than capital letters and stops.</summary>
    public bool WrittenOtherwise(string written, string status) => written.Length > 0 && !written.Trim(' ', '.').Equals(StatusTitle(status), StringComparison.OrdinalIgnoreCase);

    /// <summary>Colour is never all that says it: the words stand in it.</summary>
    public static (string Words, TagColour Colour)? Tag(ActionLook look, DateTimeOffset? agreed) => look.Colour switch
    {
        ActionColour.Red => (look.Words, TagColour.Red),
        ActionColour.Amber => (look.Words, TagColour.Yellow),
        ActionColour.Green => (look.Words, TagColour.Green),
        _ => agreed is null ? null : ("Agreed", TagColour.Blue),
    };

    public static string Joined(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
