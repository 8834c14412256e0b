using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>What every page about the meeting of a step begins with.</summary>
public abstract class MeetingStepPage(StepDesk desk, StepMeetings meetings) : StepPage(desk)
{
    public StepMeeting Meeting { get; private set; } = null!;

    protected StepMeetings Meetings => meetings;

    public string Here => $"/steps/{Id}/meeting";

    /// <summary>It is not decided yet, and the reader may call it, invite and say who came.</summary>
    public bool MayConvene => IsTheirs && Step.State is StepState.Open && Actor.May(ActWords.Convene);

    public bool MaySend => IsTheirs && Step.State is StepState.Done && Actor.May(ActWords.SendRecord);

    private bool none;

    /// <summary>False: there is no such step, it is no meeting, or not theirs.</summary>
    protected async Task<bool> FindMeetingAsync()
    {
        if (!await FindAsync()) { return false; }
        if (await meetings.OfAsync(Step, Definition, HttpContext.RequestAborted) is not { } meeting)
        {
            none = true;
            return false;
        }

        Meeting = meeting;
        return true;
    }

    /// <summary>What to answer when <see cref="FindMeetingAsync"/> said no, or there is no such invitation.</summary>
    protected IActionResult NotHere() => none || (Meeting is not null && IsTheirs) ? NotFound() : NotForThem();

    /// <summary>Saves, and says what was done; or that somebody else did the same in the same moment, and how it stands now.</summary>
    protected async Task<IActionResult> SaveAsync(string words, string? to = null)
    {
        try
        {
            await Db.SaveChangesAsync();
        }
        catch (DbUpdateException clash) when (SomebodyWasFirst(clash))
        {
            return Done("Somebody else was first. This is how it stands now");
        }

        return Done(words, to);
    }

    private RedirectResult Done(string words, string? to = null)
    {
        TempData["done"] = words;
        return Redirect(to ?? Here);
    }
}
