using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Restricted;

/// <summary>Staff named by e-mail address, one on a line.</summary>
internal static class StaffTyped
{
    /// <summary>Those found, and the lines at which nobody was.</summary>
    public static async Task<(IReadOnlyList<Guid> Found, IReadOnlyList<string> Unknown)> ReadAsync(AgencyRegister agencies, string? typed)
    {
        var (found, unknown) = (new List<Guid>(), new List<string>());
        foreach (var line in (typed ?? "").Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (await agencies.StaffAtAsync(line) is { } staff) { found.Add(staff.Id); }
            else { unknown.Add(line); }
        }

        return (found, unknown);
    }
}
