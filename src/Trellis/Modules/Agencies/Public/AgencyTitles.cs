using System.Collections.Immutable;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Modules.Agencies.Public;

/// <summary>What agencies are called, for whoever counts: outside anybody's unit of work. Which agencies there are is known to all.</summary>
public sealed class AgencyTitles(Database database)
{
    private ImmutableDictionary<string, string> titles = ImmutableDictionary<string, string>.Empty;

    /// <summary>As they are called now.</summary>
    public async Task LoadAsync(CancellationToken stop = default)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(stop);
        await using var ask = new NpgsqlCommand("select code, title from agencies.agency", connection);
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = ImmutableDictionary.CreateBuilder<string, string>();
        while (await row.ReadAsync(stop)) { found[row.GetString(0)] = row.GetString(1); }
        titles = found.ToImmutable();
    }

    /// <summary>The code itself, where nothing is known of it.</summary>
    public string Of(string code) => titles.GetValueOrDefault(code, code);
}
