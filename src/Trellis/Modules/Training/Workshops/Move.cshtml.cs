using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Workshops;

/// <summary>To another day or place, or with other places: whoever is booked keeps their place and is told.</summary>
[Does(ActWords.PlanWorkshop)]
public sealed class MoveModel(TrellisDb db, Programme programme, BookingDesk desk, Views views, WorkingCalendar calendar, LondonClock clock) : WorkshopPage(db, programme, views, clock)
{
    [BindProperty]
    public WorkshopForm Form { get; set; } = new();

    [BindProperty]
    public string Shown { get; set; } = "";

    public IReadOnlyList<string> Clashes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync(ActWords.PlanWorkshop, tracked: false)) { return NotFound(); }
        Form = WorkshopForm.Of(Of);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync(ActWords.PlanWorkshop, tracked: true)) { return NotFound(); }
        (Form.Area, Form.Length) = (Of.Area, Of.Length);
        if (Form.Read(ModelState, nameof(Form), calendar) is not { } plan) { return Page(); }
        plan = plan with { Trainers = [.. Of.Leading.Select(l => l.TrainerId)] };
        Clashes = await Programme.ClashesAsync(plan, Of.Id, calendar, Stop);
        if (string.Join('|', Clashes) is { Length: > 0 } found && found != Shown)
        {
            ModelState.Remove(nameof(Shown));
            Shown = found;
            return Page();
        }

        await Db.OneAtATimeAsync(Of.Id, Stop);
        var held = Bookings.Where(b => b.Seat is not null).Select(b => b.Seat!.Value).DefaultIfEmpty(0).Max();
        var (when, where) = (Of.Sessions.Select(s => (s.StartsAt, s.EndsAt)).ToArray(), (Of.How, Of.Place));
        if (Of.Move(plan, Rules, held, Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why with { Field = why.Field.Length > 0 ? $"Form.{why.Field}" : "" }); }
        var moved = !when.SequenceEqual(Of.Sessions.Select(s => (s.StartsAt, s.EndsAt))) || where != (Of.How, Of.Place);
        var told = moved ? Bookings.Where(b => b.Stands).ToArray() : [];
        foreach (var booking in told) { Db.Add(Letter.To(booking, Of, "moved", Clock.Now)); }
        await desk.OfferAsync(Of, null, Stop);
        return await SavedAsync(moved ? $"Moved. {English.Count(told.Length, "person is", "people are")} told" : "Changed");
    }
}
