using System.Text.Json;

namespace Trellis.Modules.Returns.Feed;

/// <summary>Factors found by an assessment, as case systems write them: <c>["2A", "3B"]</c>, or <c>{"2A": "Yes", "3B": "No"}</c>.</summary>
internal static class FactorList
{
    /// <summary>The codes that are so; null where the text is neither.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String) => [.. list.EnumerateArray().Select(e => e.GetString()!.Trim())],
                { ValueKind: JsonValueKind.Object } map when map.EnumerateObject().All(p => Holds(p.Value) is not null) => [.. map.EnumerateObject().Where(p => Holds(p.Value) is true).Select(p => p.Name)],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool? Holds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.String when value.GetString() is "" => false,
        JsonValueKind.String => DataSetReader.Yes(value.GetString()),
        _ => null,
    };
}
