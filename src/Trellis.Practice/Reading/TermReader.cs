using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>
/// Reads the dated limits of a timescale: short (<c>within: {2018-07-04: 1 working day}</c>, the authority said once beside it)
/// or long, a list in which each term has its own authority, edition and paragraph.
/// </summary>
internal sealed class TermReader(Known known, Mistakes mistakes)
{
    private static readonly (string Key, LimitKind Kind)[] Kinds =
        [("within", LimitKind.Within), ("not-before", LimitKind.NotBefore), ("backwards", LimitKind.Backwards)];

    public static Place PlaceOfLimits(Keys keys) => Kinds.Where(k => keys.Has(k.Key)).Select(k => keys.PlaceOf(k.Key)).FirstOrDefault(keys.Place);

    public ImmutableArray<DatedTerm> Read(Keys keys, Draft draft, (string Kind, string Field)? by)
    {
        var given = Kinds.Where(k => keys.Has(k.Key)).ToList();
        if (given is not [var (key, kind)])
        {
            mistakes.Add(keys.Place, "a timescale has one kind of limit", "one of within, not-before, backwards");
            return [];
        }
        var common = new DatedTerm(
            default, null, ImmutableDictionary<string, Limit>.Empty, keys.Text("authority") ?? "", keys.Text("edition"), keys.Text("paragraph"),
            keys.Flag("verified"), keys.Text("note"));
        if (common.Authority is "") { common = common with { Authority = (draft.Map["authority"] as TextNode)?.Text ?? "" }; }
        var terms = keys.Node(key) switch
        {
            MapNode map => map.Entries.Select(e => Limits(common with { InForceFrom = Date(e.Key, e.Place) }, e.Value, kind, by)).ToList(),
            ListNode list => Long(list, common, kind, by),
            var other => Wrong(other!, key),
        };
        foreach (var (before, after) in terms.Zip(terms.Skip(1)).Where(t => t.First.InForceFrom >= t.Second.InForceFrom))
        {
            mistakes.Add(keys.PlaceOf(key), $"the term in force from {after.InForceFrom:yyyy-MM-dd} must come before the one from {before.InForceFrom:yyyy-MM-dd}", "the oldest term first");
        }
        if (terms.Exists(t => t.Authority is "")) { mistakes.Add(keys.Place, "a timescale needs \"authority\"", "the law, guidance or local procedure that sets the limit"); }
        return [.. terms];
    }

    private List<DatedTerm> Wrong(Node node, string key)
    {
        mistakes.Add(node.Place, $"\"{key}\" needs dates with limits", "{2018-07-04: 1 working day}, or a list of terms");
        return [];
    }

    private List<DatedTerm> Long(ListNode list, DatedTerm common, LimitKind kind, (string Kind, string Field)? by)
    {
        var terms = new List<DatedTerm>();
        (DateOnly Day, Place Place)? ended = null;
        foreach (var item in list.Items)
        {
            var keys = new Keys(item, "a term", mistakes, "from", "to", "limit", "authority", "edition", "paragraph", "verified", "note");
            if (!keys.Has("from")) { mistakes.Add(keys.Place, "a term needs \"from\""); }
            if (!keys.Has("limit")) { mistakes.Add(keys.Place, "a term needs \"limit\"", LimitParser.Expected); }
            var from = keys.Date("from") ?? default;
            if (ended is { } end && end.Day.AddDays(1) != from)
            {
                mistakes.Add(end.Place, $"a term ends on {end.Day:yyyy-MM-dd} and the next begins on {from:yyyy-MM-dd}", "the next one to begin the day after");
            }
            ended = keys.Date("to") is { } to ? (to, keys.PlaceOf("to")) : null;
            var term = common with
            {
                InForceFrom = from,
                Authority = keys.Text("authority") ?? common.Authority,
                Edition = keys.Text("edition") ?? common.Edition,
                Paragraph = keys.Text("paragraph") ?? common.Paragraph,
                Verified = keys.Has("verified") ? keys.Flag("verified") : common.Verified,
                Note = keys.Text("note") ?? common.Note,
            };
            terms.Add(keys.Node("limit") is { } limit ? Limits(term, limit, kind, by) : term);
        }
        if (ended is { } last) { terms.Add(Ended(last.Day, common)); }
        return terms;
    }

    /// <summary>A duty that ended is a last term without a limit: a clock that starts under it has no deadline.</summary>
    private static DatedTerm Ended(DateOnly lastDay, DatedTerm common) =>
        common with { InForceFrom = lastDay.AddDays(1), Verified = true, Note = "No longer in force" };

    private DatedTerm Limits(DatedTerm term, Node node, LimitKind kind, (string Kind, string Field)? by)
    {
        switch (node)
        {
            case TextNode text when by is null:
                return term with { Limit = One(text, kind) };
            case MapNode map when by is { } chooser:
                var codes = ListOf(chooser);
                foreach (var entry in map.Entries.Where(e => codes is not null && codes.Find(e.Key) is null))
                {
                    mistakes.Unknown(entry.Place, $"\"{entry.Key}\" is not a code of {codes!.Id}", entry.Key, codes.Codes.Select(c => c.Id));
                }
                foreach (var missing in codes?.Codes.Where(c => map.Find(c.Id) is null) ?? [])
                {
                    mistakes.Add(map.Place, $"the code \"{missing.Id}\" of {codes!.Id} has no limit");
                }
                return term with
                {
                    ByCode = map.Entries.Where(e => e.Value is TextNode).Select(e => (e.Key, Limit: One((TextNode)e.Value, kind)))
                        .Where(e => e.Limit is not null).ToImmutableDictionary(e => e.Key, e => e.Limit!.Value),
                };
            case MapNode map:
                mistakes.Add(map.Place, "limits for each code need \"by\" to say which answer chooses", "\"by: step.field\" beside \"within\"");
                return term;
            default:
                mistakes.Add(node.Place, by is null ? "a limit must be text" : "\"by\" is given, so there must be a limit for each code", LimitParser.Expected);
                return term;
        }
    }

    private CodeList? ListOf((string Kind, string Field) by) =>
        known.FindStep(by.Kind, null)?.Fields.First(f => f.Id == by.Field).List is { } list ? known.Codes.GetValueOrDefault(list) : null;

    private Limit? One(TextNode text, LimitKind kind)
    {
        var limit = LimitParser.Read(text.Text, kind);
        if (limit is null) { mistakes.Add(text.Place, $"\"{text.Text}\" is not a limit", LimitParser.Expected); }
        return limit;
    }

    private DateOnly Date(string text, Place place) => Keys.ReadDate(text, place, "the day a term is in force from", mistakes) ?? default;
}
