using Npgsql;
using Trellis.Modules.Duplicates.Public;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>Which children of a file may be somebody else recorded: people decide, among the possible duplicates.</summary>
public sealed class IntakePairs(TrellisDb db, PairsOf pairs)
{
    /// <summary>Compares whom it added, and whose number and pupil number are two people's, with everybody. After it was taken in and saved.</summary>
    public async Task FindAsync(Intake intake, CancellationToken stop = default) =>
        await pairs.FindAsync(await PeopleAsync(intake, "and (outcome = 'added' or why = any($2))", stop), stop);

    /// <summary>How many pairs of its children with somebody else wait for a decision.</summary>
    public async Task<int> WaitingAsync(Intake intake, CancellationToken stop = default) => await pairs.WaitingAsync(await PeopleAsync(intake, "and $2::text[] is not null", stop), stop);

    private async Task<IReadOnlyList<Guid>> PeopleAsync(Intake intake, string which, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand($"select distinct person_id from returns.intake_child where intake_id = $1 and person_id is not null {which}", own.Connection) { Parameters = { new() { Value = intake.Id }, new() { Value = ChildMatching.Unclear.ToArray() } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var people = new List<Guid>();
        while (await row.ReadAsync(stop)) { people.Add(row.GetGuid(0)); }
        return people;
    }
}
