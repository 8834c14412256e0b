using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads whose line managers are asked, of <c>practice/training.yaml</c>.</summary>
internal sealed class ApprovalReader(Mistakes mistakes, ImmutableArray<TrainingWord> roles)
{
    public TrainingApproval Read(Keys all)
    {
        if (all.Node("manager-agrees") is not { } node) { return TrainingApproval.None; }
        var keys = new Keys(node, "who asks line managers", mistakes, "wanted-by", "answer-within", "remind-after", "group-by");
        var groups = keys.Texts("group-by");
        foreach (var role in groups.Where(g => roles.All(r => r.Id != g.Text.Trim()))) { mistakes.Unknown(role.Place, $"there is no role \"{role.Text}\"", role.Text, roles.Select(r => r.Id)); }
        return new TrainingApproval([.. keys.Entries("wanted-by").Select(Agency)], keys.Limit("answer-within"), keys.Limit("remind-after"), [.. groups.Select(g => g.Text.Trim())]);
    }

    private TrainingApprover Agency(Entry entry)
    {
        var keys = new Keys(entry.Value, "an agency", mistakes, "title", "addresses");
        var addresses = keys.Texts("addresses");
        if (addresses.Length == 0) { mistakes.Add(keys.PlaceOf("addresses"), "an agency needs \"addresses\"", "what its e-mail addresses end in, such as [trust.example]"); }
        foreach (var address in addresses.Where(a => a.Text.Contains('@', StringComparison.Ordinal) || !a.Text.Contains('.', StringComparison.Ordinal)))
        {
            mistakes.Add(address.Place, $"\"{address.Text}\" is not the end of an e-mail address", "what comes after the @, such as trust.example");
        }

        return new TrainingApprover(entry.Key, keys.Required("title", entry.Place), [.. addresses.Select(a => a.Text.Trim().ToLowerInvariant())]);
    }
}
