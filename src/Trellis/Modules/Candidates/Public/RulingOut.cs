using Trellis.Platform.Time;

namespace Trellis.Modules.Candidates.Public;

/// <summary>Says that whoever was typed is nobody who was shown. Within the act under way; the caller saves.</summary>
public sealed class RulingOut(TrellisDb db, LondonClock clock)
{
    /// <param name="area">Where they would be known.</param>
    public void Say(string area, Carried looked) =>
        db.Add(RuledOut.Begin(db.Acting.Actor, area, looked.Shown, looked.Compared, looked.Sources, clock.Now));
}
