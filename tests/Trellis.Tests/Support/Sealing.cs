using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Support;

public static class Sealing
{
    /// <summary>
    /// Seals until nothing is left. One round may not be enough: a seal waits for every transaction of the whole
    /// server that began earlier, and other tests write to, and restore, their own databases on the same server.
    /// </summary>
    public static async Task SealAllAsync(this Seals seals, Database database)
    {
        for (var tries = 0; tries < 1200; tries++)
        {
            await seals.SealAsync();
            await using var ask = database.As(DatabaseRoles.Owner).CreateCommand(
                "select not exists (select from record.act where xid >= (select max(to_xid) from record.seal)) and not exists (select from record.view where xid >= (select max(to_xid) from record.seal))");
            if ((bool)(await ask.ExecuteScalarAsync())!) { return; }
            await Task.Delay(50);
        }

        throw new TimeoutException("What was recorded could not be sealed in a minute");
    }
}
