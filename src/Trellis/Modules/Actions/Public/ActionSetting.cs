using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>Sets actions within the act under way: they are written with the save of whoever asks, or not at all.</summary>
public sealed class ActionSetting(TrellisDb db, CaseworkRegister casework, PracticeModel practice, LondonClock clock)
{
    /// <summary>Adds it to the current unit of work. The caller has begun an act, and saves.</summary>
    /// <returns>A refusal names a property of <see cref="ActionToSet"/>: Text, Owner, DueOn, Figure, Standard.</returns>
    public async Task<Outcome<SetAction>> SetAsync(ActionToSet asked, CancellationToken stop = default)
    {
        var text = asked.Text.Trim();
        if (text.Length is 0 or > ActionPoint.LongestText) { return new Refusal(nameof(asked.Text), text.Length == 0 ? "Enter what is to be done" : "What is to be done must be 4,000 characters or fewer"); }
        if (asked.Owner.Written.Length > ActionPoint.LongestOwner) { return new Refusal(nameof(asked.Owner), "Who does it must be 200 characters or fewer"); }
        if (asked.Standard.Length > ActionPoint.LongestStandard) { return new Refusal(nameof(asked.Standard), "The standard must be 500 characters or fewer"); }
        if (asked.Figure is { } figure && practice.Figures.All(f => f.Id != figure)) { return new Refusal(nameof(asked.Figure), "Select a figure, or none"); }
        var (now, set, by) = (clock.Now, asked.SetOn ?? clock.Today, db.Acting.Actor);
        if (asked.DueOn < set) { return new Refusal(nameof(asked.DueOn), "The due date must be the same as or after the day it is set"); }

        var action = new ActionPoint
        {
            Reference = await ReferenceAsync(stop),
            Areas = asked.MatterId is { } matter ? [await casework.AreaOfAsync(matter, stop) ?? throw new InvalidOperationException($"There is no matter {matter} for whoever sets an action about it")] : [.. asked.Areas],
            BodyId = asked.BodyId,
            MeetingId = asked.MeetingId,
            AgendaItemId = asked.AgendaItemId,
            Source = asked.Source,
            SourceId = asked.SourceId,
            MatterId = asked.MatterId,
            VisibleTo = asked.VisibleTo,
            SetOn = set,
            Item = asked.Item.Trim(),
            Text = text,
            Status = practice.Actions.First.Id,
            MadeAt = now,
        }.Set(by);
        if (asked.Owner != ActionOwner.Nobody || asked.DueOn is not null) { action.Assign(asked.Owner, asked.DueOn, now, by); }
        if (asked.Figure is not null || asked.Standard.Trim().Length > 0) { action.Aim(asked.Figure, asked.Standard, now, by); }
        db.Add(action);
        return new SetAction(action.Id, action.Reference);
    }

    internal async Task<string> ReferenceAsync(CancellationToken stop) => $"A{await db.Database.SqlQuery<long>($"select nextval('actions.reference') as \"Value\"").SingleAsync(stop)}";
}
