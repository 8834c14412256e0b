namespace Trellis.Demonstration;

/// <summary>Who is at work: picks staff for a part in a story, by area.</summary>
public sealed class Cast(IReadOnlyList<StaffRow> staff, string area, Dice dice)
{
    public StaffRow FrontDoor() => Role("front-door-worker");

    public StaffRow SocialWorker() => Role("social-worker");

    public StaffRow Manager() => Role("team-manager");

    public StaffRow Chair() => Role("conference-chair");

    public StaffRow Role(string role) => dice.Pick([.. staff.Where(s => s.Role == role && s.Areas.Contains(area))]);

    /// <param name="agency">An agency, or a kind of agency: <c>school</c>, <c>charity</c>.</param>
    public StaffRow Of(string agency) => dice.Pick([.. staff.Where(s => s.Role is not ("agency-administrator" or "board-member" or "lado" or "safeguarding-lead" or "case-review-lead" or "case-review-panel-member") && (s.Agency == agency || s.Agency.StartsWith($"{agency}-", StringComparison.Ordinal) || s.Agency.Contains($"-{agency}-", StringComparison.Ordinal)) && s.Areas.Contains(area))]);
}
