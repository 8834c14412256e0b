using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Demonstration;

/// <summary>Whom to sign in as.</summary>
public static class Welcome
{
    private static readonly (string Role, string Title)[] Shown =
    [
        ("front-door-worker", "Front door worker"), ("social-worker", "Social worker"), ("team-manager", "Team manager"), ("school-lead", "School safeguarding lead"),
        ("police-officer", "Police officer"), ("business-manager", "Business manager"), ("analyst", "Analyst"), ("returns-officer", "Returns officer"), ("scrutineer", "Independent scrutineer"),
        ("information-governance-lead", "Information governance"),
    ];

    public static async Task WriteAsync(Database db, TextWriter output, CancellationToken cancellationToken = default)
    {
        await output.WriteLineAsync(await Password.ReadAsync(cancellationToken: cancellationToken) is { } password
            ? $"This is a demonstration: everybody in it is invented. The password of all who sign in is  {password}"
            : "This is a demonstration: everybody in it is invented. Its password was made where it was built; ./trellis demo --reset makes another");
        await using var ask = db.As(DatabaseRoles.Owner).CreateCommand("select distinct on (p.role) p.role, s.name, s.email from agencies.staff s join agencies.post p on p.staff_id = s.id where p.role = any($1) order by p.role, s.email");
        ask.Parameters.Add(new NpgsqlParameter { Value = Shown.Select(s => s.Role).ToArray() });
        var found = new Dictionary<string, (string Name, string Email)>(StringComparer.Ordinal);
        await using (var row = await ask.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken)) { found[row.GetString(0)] = (row.GetString(1), row.GetString(2)); }
        }

        foreach (var (role, title) in Shown.Where(s => found.ContainsKey(s.Role))) { await output.WriteLineAsync($"  {title,-26}{found[role].Name,-26}{found[role].Email}"); }
    }
}
