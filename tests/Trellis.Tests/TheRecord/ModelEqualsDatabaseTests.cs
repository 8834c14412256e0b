using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.TheRecord;

/// <summary>What the program believes of the tables is what they are.</summary>
public sealed class ModelEqualsDatabaseTests(Stage stage) : OnStage(stage)
{
    /// <summary>Columns the program does not map, and why.</summary>
    private static readonly Dictionary<string, string> NotMapped = new()
    {
        ["actions.action.searched"] = Looking,
        ["library.version.published_in"] = "the database's own, so that what is published stays",
        ["record.act.era"] = Sealing,
        ["record.act.xid"] = Sealing,
        ["record.words.era"] = Sealing,
        ["record.words.xid"] = Sealing,
        ["record.words.digest"] = Disposing,
        ["record.words.disposed_by"] = Disposing,
        ["record.fact.era"] = Sealing,
        ["record.fact.xid"] = Sealing,
        ["record.fact.digest"] = Disposing,
        ["record.fact.disposed_by"] = Disposing,
        ["record.act.kept"] = Policies,
        ["record.words.kept"] = Policies,
        ["record.fact.kept"] = Policies,
        ["record.fact_detail.kept"] = Policies,
        ["record.status_period.kept"] = Policies,
        ["record.deadline.kept"] = Policies,
        ["casework.participant.kept"] = Policies,
        ["casework.step.kept"] = Policies,
        ["casework.step_person.kept"] = Policies,
        ["casework.version.kept"] = Policies,
        ["record.status_period.matter_id"] = Policies,
        ["record.deadline.agency"] = Policies,
        ["casework.step_person.matter_id"] = Policies,
        ["casework.step_person.agency"] = Policies,
        ["casework.version.matter_id"] = Policies,
        ["casework.version.agency"] = Policies,
        ["casework.sitting.matter_id"] = Policies,
        ["casework.sitting.agency"] = Policies,
        ["casework.invited.matter_id"] = Policies,
        ["casework.invited.agency"] = Policies,
        ["casework.attended.matter_id"] = Policies,
        ["casework.attended.agency"] = Policies,
        ["casework.sent.matter_id"] = Policies,
        ["casework.sent.agency"] = Policies,
        ["casework.guest_link.matter_id"] = Policies,
        ["casework.feedback.matter_id"] = Policies,
        ["casework.feedback.agency"] = Policies,
        ["casework.guest_link.agency"] = Policies,
        ["casework.draft.matter_id"] = Policies,
        ["casework.draft.agency"] = Policies,
        ["casework.draft_before.matter_id"] = Policies,
        ["casework.draft_before.agency"] = Policies,
        ["record.status_period.during"] = "generated, for the rule that periods do not overlap",
    };

    private const string Policies = "repeated from its step by the database, for row policies";
    private const string Sealing = "the database's own, for sealing";
    private const string Looking = "the database writes it, and looks for words in it";
    private const string Disposing = "the steward's, for disposal";

    [Fact]
    public async Task Every_mapped_column_is_there_with_its_type_and_nothing_is_left_out_unsaid()
    {
        var there = await ColumnsAsync();
        var wrong = new List<string>();
        var mapped = new HashSet<string>();
        await Stage.LookAsync(db =>
        {
            foreach (var entity in db.Model.GetEntityTypes())
            {
                var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? StoreObjectIdentifier.Create(entity, StoreObjectType.View)!.Value;
                foreach (var property in entity.GetProperties())
                {
                    var name = $"{store.Schema}.{store.Name}.{property.GetColumnName(store)}";
                    if (name.EndsWith(".xmin", StringComparison.Ordinal)) { continue; }
                    mapped.Add(name);
                    if (!there.TryGetValue(name, out var column)) { wrong.Add($"{name} is not there"); }
                    else if (column.Type != property.GetColumnType(store)) { wrong.Add($"{name} is {column.Type}, the program says {property.GetColumnType(store)}"); }
                    else if (column.Nullable != property.IsColumnNullable(store)) { wrong.Add($"{name} {(column.Nullable ? "may" : "may not")} be null, the program says otherwise"); }
                }
            }

            return Task.CompletedTask;
        });
        var tables = mapped.Select(m => m[..m.LastIndexOf('.')]).ToHashSet();

        wrong.ShouldBeEmpty();
        there.Keys.Where(c => tables.Contains(c[..c.LastIndexOf('.')])).Except(mapped).Except(NotMapped.Keys).ShouldBeEmpty();
        NotMapped.Keys.Where(c => mapped.Contains(c) || !there.ContainsKey(c)).ShouldBeEmpty();
    }

    private async Task<Dictionary<string, (string Type, bool Nullable)>> ColumnsAsync()
    {
        var columns = new Dictionary<string, (string, bool)>();
        await using var ask = Stage.Database.As(DatabaseRoles.Owner).CreateCommand("""
            select n.nspname || '.' || c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where c.relkind in ('r', 'p') and n.nspname not in ('information_schema', 'public') and n.nspname !~ '^pg_' and a.attnum > 0 and not a.attisdropped
            """);
        await using var row = await ask.ExecuteReaderAsync();
        while (await row.ReadAsync()) { columns[row.GetString(0)] = (row.GetString(1), row.GetBoolean(2)); }
        return columns;
    }
}
