using System.Security.Cryptography;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training;

/// <summary>What comes of a place: reminders, attendance, the certificate, being asked what changed.</summary>
public sealed partial class Booking
{
    public static readonly IReadOnlyDictionary<string, string> Attendances = new Dictionary<string, string> { ["whole"] = "Came", ["part"] = "Came for part", ["no"] = "Did not come", ["full"] = "Came, and there was no seat" };

    public bool Attended => Came is "whole" or "part";

    /// <summary>Once for each day before.</summary>
    public bool Remind(int daysBefore, DateTimeOffset at)
    {
        if (State is not "confirmed" || Reminded.Contains(daysBefore)) { return false; }
        Reminded = [.. Reminded, daysBefore];
        Say("training.reminded", at);
        return true;
    }

    /// <summary>Who came for the whole of it has a certificate.</summary>
    /// <param name="by">list, code or report.</param>
    /// <param name="tooMany">More are booked than the room holds.</param>
    public Outcome<Booking> Attend(string came, string by, DateTimeOffset at, bool tooMany = false)
    {
        if (State is not "confirmed") { return new Refusal("", "Only somebody with a place can have come"); }
        if (!Attendances.ContainsKey(came)) { return new Refusal("", "Select whether they came"); }
        if (came == "full" && !tooMany) { return new Refusal("", "There is a seat for everybody who is booked"); }
        if (Came == came) { return this; }
        (Came, CameBy) = (came, by);
        Certificate = came == "whole" ? Certificate ?? RandomNumberGenerator.GetString(CertificateLetters, 12) : null;
        Say("training.attended", at, ("came", came), ("by", by));
        return this;
    }

    /// <summary>They are asked what changed since.</summary>
    public bool Ask(DateTimeOffset at)
    {
        if (!Attended || AskedAt is not null) { return false; }
        AskedAt = at;
        Say("training.follow-up-asked", at);
        return true;
    }

    /// <summary>They have not answered, and are asked again.</summary>
    public void Nudge(DateTimeOffset at)
    {
        (Nudged, NudgedAt) = (Nudged + 1, at);
        Say("training.follow-up-nudged", at);
    }
}
