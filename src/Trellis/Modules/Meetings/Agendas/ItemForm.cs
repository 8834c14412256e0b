using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Components;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>The form of an item of an agenda.</summary>
public abstract class ItemForm(MeetingDesk desk) : MeetingPage(desk)
{
    private const int MostMinutes = 600;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Purpose { get; set; } = "";

    [BindProperty]
    public string Lead { get; set; } = "";

    [BindProperty]
    public string Length { get; set; } = "";

    [BindProperty]
    public string Openness { get; set; } = "open";

    [BindProperty]
    public Guid[] Readers { get; set; } = [];

    public IReadOnlyList<Choice> KindChoices => [.. AgendaItem.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> PurposeChoices => [.. AgendaItem.Purposes.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> ReaderChoices => [.. Seats.SelectMany(s => s.Holders.Where(h => h.UserId is not null && h.StandsOn(Meeting.HeldOn)).Select(h => (Seat: s, Holder: h))).DistinctBy(s => s.Holder.UserId).Where(s => s.Holder.UserId != Db.Acting.Actor.UserId).Select(s => new Choice(s.Holder.UserId.ToString()!, $"{s.Holder.Name}, {s.Seat.Title}"))];

    /// <summary>As it stands on the agenda.</summary>
    protected void Show(AgendaItem item) => (Name, Kind, Purpose, Lead, Length, Openness, Readers) = (item.Title, item.Kind, item.Purpose, item.Lead, item.Minutes?.ToString(CultureInfo.InvariantCulture) ?? "", item.Openness, item.Readers);

    /// <summary>What was typed; null when something is wrong, which is then said at its field.</summary>
    protected ItemWords? Typed()
    {
        if (Name.Trim().Length is 0 or > AgendaItem.LongestTitle) { ModelState.AddModelError(nameof(Name), Name.Trim().Length == 0 ? "Enter what it is about" : "What it is about must be 300 characters or fewer"); }
        if (!AgendaItem.Kinds.ContainsKey(Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of item it is"); }
        if (!AgendaItem.Purposes.ContainsKey(Purpose)) { ModelState.AddModelError(nameof(Purpose), "Select what the meeting is to do"); }
        if (!AgendaItem.Opennesses.ContainsKey(Openness)) { ModelState.AddModelError(nameof(Openness), "Select who may see it"); }
        if (Lead.Trim().Length > Holder.LongestName) { ModelState.AddModelError(nameof(Lead), "Who leads it must be 200 characters or fewer"); }
        int? minutes = null;
        if (Length.Trim().Length > 0)
        {
            if (int.TryParse(Length.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostMinutes) { minutes = number; }
            else { ModelState.AddModelError(nameof(Length), "How many minutes must be a whole number from 1 to 600"); }
        }

        var known = ReaderChoices.Select(c => c.Value).ToHashSet();
        if (Openness == "restricted" && (Readers.Length == 0 || Readers.Any(r => r != Db.Acting.Actor.UserId && !known.Contains(r.ToString())))) { ModelState.AddModelError(nameof(Readers), "Select who may see it"); }
        return ModelState.IsValid ? new ItemWords(Name, Kind, Purpose, Lead, minutes, Openness, Openness == "restricted" ? [.. Readers.Append(Db.Acting.Actor.UserId).Distinct()] : []) : null;
    }
}
