using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Trellis.Platform.Keys;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Access;

/// <summary>The site's data-protection keys: rows, locked with a key outside the database. The framework asks for them synchronously.</summary>
public sealed class KeysInDatabase(Database database, OuterKeys outer, LondonClock clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var ask = database.As(DatabaseRoles.App).CreateCommand("select name, outer_id, body from keys.protection order by name");
        using var row = ask.ExecuteReader();
        var found = new List<XElement>();
        while (row.Read()) { found.Add(XElement.Parse(System.Text.Encoding.UTF8.GetString(outer.Open(Purpose(row.GetString(0)), row.GetString(1), row.GetFieldValue<byte[]>(2))))); }
        return found;
    }

    public void StoreElement(XElement element, string friendlyName) => Keep(friendlyName, element.ToString(SaveOptions.DisableFormatting));

    /// <summary>
    /// Keys an earlier version kept as plain files go into the database, and the files go: whoever could read them could read
    /// every seed. Sessions and seeds stay good.
    /// </summary>
    public int TakeIn(string folder)
    {
        if (!Directory.Exists(folder)) { return 0; }
        var files = Directory.GetFiles(folder, "*.xml");
        foreach (var file in files) { Keep(Path.GetFileNameWithoutExtension(file), XElement.Load(file).ToString(SaveOptions.DisableFormatting)); }
        var kept = GetAllElements().Count; // they open again, or this throws and the files stay
        if (kept < files.Length) { throw new InvalidOperationException("Keys were written and are not there"); }
        foreach (var file in files) { File.Delete(file); }
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) { Directory.Delete(folder); }
        return files.Length;
    }

    private static string Purpose(string name) => $"protection key {name}";

    private void Keep(string name, string xml)
    {
        using var write = database.As(DatabaseRoles.App).CreateCommand("insert into keys.protection (name, outer_id, body, made_at) values ($1, $2, $3, $4) on conflict (name) do nothing");
        foreach (var value in new object[] { name, outer.Newest, outer.Lock(Purpose(name), System.Text.Encoding.UTF8.GetBytes(xml)), clock.Now }) { write.Parameters.Add(new NpgsqlParameter { Value = value }); }
        write.ExecuteNonQuery();
    }
}
