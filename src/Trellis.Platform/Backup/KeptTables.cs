using Npgsql;

namespace Trellis.Platform.Backup;

/// <summary>Every table there is but the list of migrations, each after those it points to.</summary>
internal static class KeptTables
{
    private const string Tables = """
        select format('%I.%I', n.nspname, c.relname),
          array(select format('%I', a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
          array(select distinct format('%I.%I', tn.nspname, t.relname) from pg_constraint k join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
            where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and (n.nspname, c.relname) <> ('public', 'migration')
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        order by 1
        """;

    public const string Sequences = """
        select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname !~ '^pg_' order by 1
        """;

    public static async Task<List<(string Name, string[] Columns)>> ReadAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var found = new List<(string Name, string[] Columns, string[] After)>();
        await using (var ask = new NpgsqlCommand(Tables, connection))
        {
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { found.Add((row.GetString(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<string[]>(2))); }
        }

        var placed = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<(string, string[])>();
        while (found.Count > 0)
        {
            var next = found.FindAll(t => t.After.All(placed.Contains));
            if (next.Count == 0) { throw new InvalidOperationException($"These tables point at each other, so that none can be filled first: {string.Join(", ", found.Select(t => t.Name))}"); }
            foreach (var table in next)
            {
                placed.Add(table.Name);
                ordered.Add((table.Name, table.Columns));
            }

            found.RemoveAll(t => placed.Contains(t.Name));
        }

        return ordered;
    }
}
