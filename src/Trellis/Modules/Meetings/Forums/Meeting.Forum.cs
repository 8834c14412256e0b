using Trellis.Modules.Meetings.Forums;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>A sitting of a forum: who came, by setting, and what they say of it.</summary>
public sealed partial class Meeting
{
    public const int MostSettings = 300;

    public List<ForumCame> Came { get; } = [];

    public List<ForumSaid> FedBack { get; } = [];

    public IEnumerable<ForumCame> CameNow => Came.Where(c => c.ReplacedAt is null).OrderBy(c => c.Setting, StringComparer.CurrentCulture);

    /// <summary>Who came, by setting. What was taken before and reads otherwise is replaced, never overwritten.</summary>
    /// <returns>How many settings read otherwise than before.</returns>
    public Outcome<int> TakeSettings(IReadOnlyCollection<(string Setting, int People)> came, Actor by, DateTimeOffset at)
    {
        if (HeldOn > London.DateOf(at)) { return new Refusal("Came", $"It is held on {English.Date(HeldOn)}. Who came is taken on the day or after it"); }
        if (CancelledAt is not null) { return new Refusal("Came", "It was cancelled"); }
        if (came.Count is 0 or > MostSettings) { return new Refusal("Came", came.Count == 0 ? "Enter who came" : $"Enter {MostSettings} settings or fewer"); }
        if (came.FirstOrDefault(c => c.Setting.Length is 0 or > ForumCame.LongestSetting || c.People is < 1 or > ForumCame.MostPeople) is { Setting: not null } wrong) { return new Refusal("Came", $"“{wrong.Setting}”: enter a setting of up to {ForumCame.LongestSetting} characters, and after a comma how many came from it, 1 to {ForumCame.MostPeople}"); }
        if (came.GroupBy(c => c.Setting, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice) { return new Refusal("Came", $"“{twice.Key}” is there twice"); }
        var (first, changed) = (Came.Count == 0, 0);
        foreach (var gone in CameNow.Where(c => !came.Contains((c.Setting, c.People))).ToArray())
        {
            gone.Replace(at);
            changed++;
        }

        foreach (var (setting, people) in came.Where(c => !CameNow.Any(n => n.Setting == c.Setting)))
        {
            Came.Add(new ForumCame { MeetingId = Id, Meeting = this, Setting = setting, People = people, TakenAt = at, TakenBy = by.UserId });
            changed++;
        }

        if (changed == 0) { return 0; }
        foreach (var area in Areas) { Happened(Of(first ? "forum.sat" : "forum.attendance-corrected", Moment.On(HeldOn), by.Agency, [], area)); }
        return changed;
    }

    /// <summary>Somebody who was there says how useful it was, once.</summary>
    /// <returns>A refusal names Useful or WillDo.</returns>
    public Outcome<ForumSaid> Says(int useful, string willDo, Actor by, DateTimeOffset at)
    {
        if (HeldOn > London.DateOf(at) || CancelledAt is not null) { return new Refusal("Useful", "It has not been held"); }
        if (FedBack.Exists(f => f.ById == by.UserId)) { return new Refusal("Useful", "You have said what you think of it already"); }
        if (!ForumSaid.Scale.ContainsKey(useful)) { return new Refusal("Useful", "Select how useful it was"); }
        if (willDo.Trim().Length > ForumSaid.LongestText) { return new Refusal("WillDo", "What you will do differently must be 2,000 characters or fewer"); }
        var said = new ForumSaid { MeetingId = Id, Meeting = this, Useful = useful, WillDo = willDo.Trim(), At = at, ById = by.UserId };
        FedBack.Add(said);
        Happened(Of("forum.fed-back", Moment.Exactly(at), by.Agency, [], Areas.FirstOrDefault(by.Areas.Contains)));
        return said;
    }
}
