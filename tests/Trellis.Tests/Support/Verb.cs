using Trellis.Commands;
using Trellis.Platform.Storage;

namespace Trellis.Tests.Support;

/// <summary>A verb of the command line against a database of the test's server.</summary>
public static class Verb
{
    // Which database it is stands in the environment, which all tests share.
    private static readonly SemaphoreSlim Turn = new(1);

    public static Task<(int Code, string Said)> RunAsync(Database database, params string[] args) => RunAsync(database.ConnectionString(DatabaseRoles.Owner), args);

    /// <param name="named">As TRELLIS_DB names it.</param>
    public static async Task<(int Code, string Said)> RunAsync(string named, params string[] args)
    {
        await Turn.WaitAsync();
        var before = Environment.GetEnvironmentVariable("TRELLIS_DB");
        Environment.SetEnvironmentVariable("TRELLIS_DB", named);
        try
        {
            await using var output = new StringWriter();
            return (await CommandLine.RunAsync(args, output, output), output.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable("TRELLIS_DB", before);
            Turn.Release();
        }
    }
}
