using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Support;

/// <summary>Looks for ids and words everywhere: in the rows a database shows somebody, and on the pages the site has.</summary>
public static partial class Everywhere
{
    /// <summary>Tables in which somebody, asking the database as the application does, finds a row with one of these anywhere in it.</summary>
    public static async Task<IReadOnlyList<string>> InTables(this Stage stage, Actor who, params string[] words)
    {
        var tables = (await stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
            select array(select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and has_any_column_privilege('trellis_app', c.oid, 'select') order by 1)
            """))!;
        await using var connection = await stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (who != Actor.Nobody) { await WhoIsAsking.TellAsync(connection, who, stage.Clock.Now); }
        var found = new List<string>();
        foreach (var table in tables.Where(t => t is not "record.seal"))
        {
            // Of some tables not every column may be read: those that may.
            await using var read = new NpgsqlCommand("select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and has_column_privilege('trellis_app', attrelid, attnum, 'select')", connection) { Parameters = { new() { Value = table } } };
            var columns = (string)(await read.ExecuteScalarAsync())!;
            await using var ask = new NpgsqlCommand($"select exists (select from (select {columns} from {table}) t where t::text ~ $1)", connection) { Parameters = { new() { Value = string.Join('|', words.Select(Regex.Escape)) } } };
            if (await ask.ExecuteScalarAsync() is true) { found.Add(table); }
        }

        return found;
    }

    /// <summary>Every address the site answers to a request that only reads, with these ids and references put where one is asked for.</summary>
    public static IReadOnlyList<string> Addresses(this IServiceProvider site, IReadOnlyCollection<Guid> ids, params string[] references)
    {
        var routes = site.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods: var methods } || methods.Count == 0 || methods.Contains("GET"))
            .Select(e => e.RoutePattern.RawText?.TrimStart('/') ?? "").Distinct().Where(r => !r.Contains('*', StringComparison.Ordinal) && !r.StartsWith("sign-", StringComparison.Ordinal) && !r.StartsWith("assets/", StringComparison.Ordinal)).ToArray();
        return [.. routes.SelectMany(route => ids.Select(id => $"/{Placeholder().Replace(route, m => m.Value.Contains("guid", StringComparison.Ordinal) ? id.ToString() : m.Value.Contains("process", StringComparison.Ordinal) ? $"allegations?person={id}" : m.Value.Contains("id", StringComparison.Ordinal) ? "lado-referrals" : references.FirstOrDefault() ?? "x")}")).Distinct()];
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
