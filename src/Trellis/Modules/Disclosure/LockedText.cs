using Trellis.Platform.Keys;

namespace Trellis.Modules.Disclosure;

/// <summary>
/// Sensitive answers, and the copy that may hold them, lie locked in the tables here as they do in the record (decision 122). Each is bound to
/// the line or the copy it stands in.
/// </summary>
public sealed class LockedText(AreaKeys keys)
{
    public async Task LockAsync(IEnumerable<DisclosureItem> items, CancellationToken stop = default)
    {
        foreach (var item in items.Where(i => i.Mark is "sensitive")) { item.Keep(await keys.LockAsync(item.Area, item.Id, item.Text, stop)); }
    }

    /// <summary>What the lines say, by line. One whose key is lost says so in its place.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(IEnumerable<DisclosureItem> items, CancellationToken stop = default)
    {
        var said = new Dictionary<Guid, string>();
        foreach (var item in items)
        {
            try
            {
                said[item.Id] = await OpenAsync(item.Id, item.Text, stop);
            }
            catch (LostKeyException lost)
            {
                said[item.Id] = $"This answer cannot be read: {lost.Message}";
            }
        }

        return said;
    }

    public async Task<Copy> FreezeAsync(DisclosureRequest request, string html, string json, byte[] hash, DateTimeOffset at, CancellationToken stop = default)
    {
        var id = Platform.Record.Ids.New();
        return new Copy
        {
            Id = id,
            RequestId = request.Id,
            PersonId = request.PersonId,
            Area = request.Area,
            Html = await keys.LockAsync(request.Area, id, html, stop),
            Json = await keys.LockAsync(request.Area, id, json, stop),
            Hash = hash,
            MadeAt = at,
        };
    }

    /// <exception cref="LostKeyException">The key of the copy is lost, or the copy was altered.</exception>
    public async Task<(string Html, string Json)> ReadAsync(Copy copy, CancellationToken stop = default) => (await OpenAsync(copy.Id, copy.Html, stop), await OpenAsync(copy.Id, copy.Json, stop));

    private Task<string> OpenAsync(Guid about, string text, CancellationToken stop) => AreaKeys.IsLocked(text) ? keys.OpenAsync(about, text, stop) : Task.FromResult(text);
}
