using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Questionnaires;

/// <summary>Whom a round is to ask, as somebody chose: agencies by kind or by name, teams, people by their role, and lines with a name and an address.</summary>
/// <param name="Kinds">Kinds of agency.</param>
/// <param name="Agencies">By their codes.</param>
/// <param name="Teams"><c>agency|team</c></param>
/// <param name="Roles">Everybody in these roles; of an anonymous round also everybody of the agencies and teams.</param>
/// <param name="Lines">CSV with the columns name, address, and where wanted agency and area.</param>
public sealed record AudienceChosen(string[] Kinds, string[] Agencies, string[] Teams, string[] Roles, string Lines)
{
    public bool IsEmpty => Kinds.Length + Agencies.Length + Teams.Length + Roles.Length == 0 && Lines.Trim().Length == 0;
}

/// <summary>Works out whom that is. All of it, or nothing, with errors by line.</summary>
public sealed class Audience(TrellisDb db, AgencyRegister register, PostHolders posts, PracticeModel practice, LondonClock clock)
{
    public const int Most = 2000;

    /// <summary>Those not asked yet. A refusal names Kinds or Lines.</summary>
    public async Task<Outcome<IReadOnlyList<Invitee>>> ReadAsync(Round round, AudienceChosen chosen, IReadOnlyCollection<Invitee> already, CancellationToken stop = default)
    {
        if (chosen.IsEmpty) { return new Refusal("Kinds", "Select or enter whom to ask"); }
        var agencies = (await register.ListAsync(cancellationToken: stop)).Where(a => a.Area is null || round.Areas.Contains(a.Area)).ToList();
        var picked = agencies.Where(a => chosen.Kinds.Contains(a.Kind) || chosen.Agencies.Contains(a.Code)).ToList();
        var found = new List<Invitee>();
        foreach (var agency in picked)
        {
            if (round.Anonymous) { found.AddRange(await PeopleAsync(round, agency, null, null, stop)); }
            else { found.Add(Of(round, agency, null)); }
        }

        foreach (var (agency, team) in chosen.Teams.Select(t => t.Split('|', 2)).Where(t => t.Length == 2).Select(t => (agencies.Find(a => a.Code == t[0]), t[1])))
        {
            if (agency is null) { return new Refusal("Teams", "Select teams from the list"); }
            if (round.Anonymous) { found.AddRange(await PeopleAsync(round, agency, null, team, stop)); }
            else { found.Add(Of(round, agency, team)); }
        }

        foreach (var role in chosen.Roles)
        {
            if (practice.Roles.All(r => r.Id != role)) { return new Refusal("Roles", "Select roles from the list"); }
            foreach (var agency in agencies) { found.AddRange(await PeopleAsync(round, agency, role, null, stop)); }
        }

        if (chosen.Lines.Trim().Length > 0)
        {
            if (Lines(round, chosen.Lines, agencies).Refused(out var why, out var read)) { return why; }
            found.AddRange(read);
        }

        var there = already.Where(i => i.WithdrawnAt is null).ToList();
        var fresh = found.DistinctBy(Key).Where(f => there.All(t => Key(t) != Key(f))).ToList();
        if (fresh.Count == 0) { return new Refusal("Kinds", found.Count == 0 ? "Nobody is in what you chose" : "All of them are asked already"); }
        if (there.Count + fresh.Count > Most) { return new Refusal("Kinds", $"A round asks {English.Number(Most)} at most"); }
        return fresh;
    }

    /// <summary>Lines with a name and an address. One that cannot be read refuses all of them.</summary>
    private Outcome<List<Invitee>> Lines(Round round, string text, List<AgencySummary> agencies)
    {
        var sheet = Sheet.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), ["name", "address"]);
        var errors = sheet.Errors.ToList();
        var found = new List<Invitee>();
        foreach (var row in sheet.Rows)
        {
            var (name, address, code, area) = (row["name"], row["address"], row["agency"], row["area"]);
            var agency = agencies.Find(a => a.Code.Equals(code, StringComparison.OrdinalIgnoreCase) || a.Title.Equals(code, StringComparison.OrdinalIgnoreCase));
            if (name.Length is 0 or > Invitee.LongestName) { errors.Add(new RowError(row.Line, "name", name.Length == 0 ? "The name is missing" : "The name must be 200 characters or fewer")); }
            else if (address.Length is 0 or > 200) { errors.Add(new RowError(row.Line, "address", address.Length == 0 ? "The address is missing: an e-mail address, a telephone number, or where the letter goes" : "The address must be 200 characters or fewer")); }
            else if (code.Length > 0 && agency is null) { errors.Add(new RowError(row.Line, "agency", $"There is no agency “{code}” in these areas")); }
            else if (area.Length > 0 && !round.Areas.Contains(area)) { errors.Add(new RowError(row.Line, "area", $"“{area}” is not an area of this round: {string.Join(", ", round.Areas)}")); }
            else if (found.Exists(f => f.Address.Equals(address, StringComparison.OrdinalIgnoreCase) && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) { errors.Add(new RowError(row.Line, "twice", "This line is there twice")); }
            else
            {
                found.Add(new Invitee
                {
                    RoundId = round.Id,
                    Area = area.Length > 0 ? area : agency?.Area ?? round.Areas[0],
                    Agency = agency?.Code,
                    Sector = agency is null ? Nobodys(round) : SectorOf(agency.Kind),
                    Name = name,
                    Address = address,
                    Anonymous = round.Anonymous,
                    InvitedAt = clock.Now,
                });
            }
        }

        return errors.Count == 0 ? found : new Refusal("Lines", string.Join(". ", errors.OrderBy(e => e.Line).Take(10).Select(e => $"Line {English.Number(e.Line)}: {e.Message}")) + (errors.Count > 10 ? $". And {English.Number(errors.Count - 10)} more" : ""));
    }

    private Invitee Of(Round round, AgencySummary agency, string? team) => new()
    {
        RoundId = round.Id,
        Area = agency.Area ?? round.Areas[0],
        Agency = agency.Code,
        Team = team,
        Sector = SectorOf(agency.Kind),
        Name = team is null ? agency.Title : $"{agency.Title}, {TeamTitle(team)}",
        Anonymous = round.Anonymous,
        InvitedAt = clock.Now,
    };

    /// <summary>People with accounts: of an agency, in a role or a team of it.</summary>
    private async Task<List<Invitee>> PeopleAsync(Round round, AgencySummary agency, string? role, string? team, CancellationToken stop)
    {
        var users = new HashSet<Guid>();
        await using (var own = await db.OpenAsync(stop))
        {
            foreach (var area in round.Areas) { users.UnionWith(await posts.OfPostAsync(own.Connection, agency.Code, role, team, null, area, stop)); }
        }

        var names = await register.NamesAsync(users, stop);
        return [.. users.Where(names.ContainsKey).OrderBy(u => names[u], StringComparer.Ordinal).Select(u => new Invitee
        {
            RoundId = round.Id, Area = agency.Area ?? round.Areas[0], Agency = agency.Code, Sector = SectorOf(agency.Kind), StaffId = u, Name = $"{names[u]}, {agency.Title}" is { Length: <= Invitee.LongestName } name ? name : names[u], Anonymous = round.Anonymous, InvitedAt = clock.Now,
        })];
    }

    public static string TeamTitle(string team) => team.Length == 0 ? team : char.ToUpperInvariant(team[0]) + team[1..].Replace('-', ' ');

    private string SectorOf(string kind) => practice.Codes["sector"].Find(kind) is null ? "other" : kind;

    private string Nobodys(Round round) => practice.Questionnaire(round.Questionnaire)?.Audience.Any(a => a is "parents" or "children" or "adults") is true ? "family" : "provider";

    private static string Key(Invitee invitee) => invitee.StaffId is { } staff ? staff.ToString() : invitee.Address.Length > 0 ? $"{invitee.Name}|{invitee.Address}".ToUpperInvariant() : $"{invitee.Agency}|{invitee.Team}";
}
