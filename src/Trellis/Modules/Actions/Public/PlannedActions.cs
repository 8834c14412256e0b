using Npgsql;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>An action a plan set, as everybody who sees the plan may know it.</summary>
/// <param name="Reference">Of its page, for those who may open it: <c>/actions/A1001</c>.</param>
/// <param name="Status">A status of <c>practice/actions.yaml</c>.</param>
/// <param name="SaidOn">When something was last said of it; null: nothing yet.</param>
/// <param name="Said">What was last said of how far it is.</param>
public sealed record PlannedAction(Guid Id, string Reference, string? Agency, string Owner, DateOnly? DueOn, string Status, DateOnly? SaidOn, string Said, bool Agreed, ActionColour Colour);

/// <summary>Actions of a plan: also those of other agencies, for whoever sees the plan. Whoever asks has found the plan as the asker sees it.</summary>
public sealed class PlannedActions(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    public async Task<IReadOnlyDictionary<Guid, PlannedAction>> OfAsync(Guid plan, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select id, reference, agency, owner, due_on, set_on, status, said_on, said, agreed from actions.of_plan($1)", own.Connection) { Parameters = { new() { Value = plan } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new Dictionary<Guid, PlannedAction>();
        while (await row.ReadAsync(stop))
        {
            var (due, set, said) = (Day(row, 4), Day(row, 5), Day(row, 7));
            var colour = practice.Actions.Colour(row.GetString(6), due, said ?? set, clock.Today).Colour;
            found[row.GetGuid(0)] = new PlannedAction(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), due, row.GetString(6), said, row.GetString(8), row.GetBoolean(9), colour);
        }

        return found;
    }

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
