using System.Globalization;

namespace Trellis.Platform.Storage;

/// <summary>
/// Who the server runs as. PostgreSQL refuses to be root, so root runs it in a user namespace of its own, where root is
/// called something else, or, where namespaces are refused, as the unprivileged user its folder is given to.
/// One folder keeps to one way: the owner of the folder tells which.
/// </summary>
/// <param name="Prefix">The command a server command is put behind.</param>
/// <param name="PeerNames">The names under which the server sees those who may connect: ourselves, and root.</param>
/// <param name="Owner">"uid:gid" to which the server's files must be given, or null when they are ours.</param>
internal sealed record ServerAccount(IReadOnlyList<string> Prefix, IReadOnlyList<string> PeerNames, string? Owner)
{
    public static ServerAccount For(string cluster, PostgresBinaries binaries)
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
        {
            return Environment.UserName is { Length: > 0 } name ? new([], [name, "root"], Owner: null)
                : Namespaced() ?? throw new CannotRunException("This user has no name in /etc/passwd, and PostgreSQL needs one");
        }

        var owner = Directory.Exists(cluster) ? OwnerOf(cluster) : "0:0";
        if (!owner.StartsWith("0:", StringComparison.Ordinal)) { return As(owner, cluster, binaries); }
        return Namespaced() ?? As(Shell.Output("id", "-u", "nobody") + ":" + Shell.Output("id", "-g", "nobody"), cluster, binaries);
    }

    public void TakeOver(params IReadOnlyList<string> paths)
    {
        if (Owner is not null) { Shell.Output(["chown", "-R", Owner, "--", .. paths]); }
    }

    public static string OwnerOf(string path) => Shell.Output("stat", "-c", "%u:%g", "--", path);

    private static ServerAccount? Namespaced()
    {
        // Never 65534: everybody the namespace does not know looks like that number, and would pass for us.
        var named = File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .Where(user => user.Length > 2 && int.TryParse(user[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is > 0 and < 60000)
            .MinBy(user => int.Parse(user[2], CultureInfo.InvariantCulture));
        if (named is null) { return null; }

        IReadOnlyList<string> prefix = ["unshare", "--user", $"--map-user={named[2]}", $"--map-group={named[2]}", "--"];
        return Shell.Succeeds([.. prefix, "true"]) ? new(prefix, [named[0]], Owner: null) : null;
    }

    private static ServerAccount As(string owner, string cluster, PostgresBinaries binaries)
    {
        var ids = owner.Split(':');
        IReadOnlyList<string> plain = ["setpriv", $"--reuid={ids[0]}", $"--regid={ids[1]}", "--clear-groups"];
        IReadOnlyList<string> reaching = [.. plain, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
        var parent = Path.GetDirectoryName(cluster)!;

        // A checkout below a home directory nobody else can read: the server may pass its gates, and is still not root.
        foreach (var prefix in new[] { plain, reaching })
        {
            if (Shell.Succeeds([.. prefix, "test", "-x", binaries.Postgres, "-a", "-x", parent]))
            {
                return new(prefix, [.. NamesOf(ids[0]), "root"], owner);
            }
        }
        throw new CannotRunException(
            $"PostgreSQL cannot run as root, user namespaces are refused here, and user {ids[0]} cannot read {binaries.Postgres} or {parent}. " +
            "Run Trellis as an ordinary user, move it where others can read it, or name a server in TRELLIS_DB");
    }

    private static IEnumerable<string> NamesOf(string id) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(user => user.Length > 2 && user[2] == id).Select(user => user[0]);
}
