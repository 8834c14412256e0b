using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Figures of what stands on a day: from which fact, until which, and how far it has come.</summary>
internal sealed partial class FigureReader
{
    private static readonly string[] OfStandings = ["until", "stages", "reached"];

    private Standing? Standing(Keys keys, FigureKind kind, Heard? counted)
    {
        if (kind != FigureKind.Standing)
        {
            foreach (var key in OfStandings.Where(keys.Has)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to a standing"); }
            return null;
        }

        var matter = counted?.Pattern is FactPattern from && known.FindStep(from.Kind, null) is not null;
        if (counted?.Pattern is not FactPattern) { mistakes.Add(keys.PlaceOf("standing"), "a standing begins with something that happened", "a step or a happening"); }
        var until = keys.Texts("until").Select(Happening).OfType<FactPattern>().ToImmutableArray();
        if (!keys.Has("until")) { mistakes.Add(keys.Place, "a standing needs \"until\"", "what ends it"); }
        var list = keys.Text("stages");
        if (list is null)
        {
            if (keys.Has("reached")) { mistakes.Add(keys.PlaceOf("reached"), "\"reached\" needs \"stages\"", "the code list of how far it has come"); }
            return new(matter, until, null, []);
        }

        if (!known.Codes.TryGetValue(list, out var codes))
        {
            mistakes.Unknown(keys.PlaceOf("stages"), $"there is no code list \"{list}\"", list, known.Codes.Keys);
            return new(matter, until, null, []);
        }

        var reached = ImmutableArray.CreateBuilder<(string, FactPattern)>();
        foreach (var entry in keys.Entries("reached"))
        {
            if (codes.Find(entry.Key) is null) { mistakes.Unknown(entry.Place, $"\"{entry.Key}\" is not in the code list \"{list}\"", entry.Key, codes.Codes.Select(c => c.Id)); }
            else if (entry.Value is not TextNode text) { mistakes.Add(entry.Place, $"the stage \"{entry.Key}\" needs what says that it is reached"); }
            else if (Happening(text) is { } when) { reached.Add((entry.Key, when)); }
        }

        return new(matter, until, list, reached.ToImmutable());
    }

    private FactPattern? Happening(TextNode text)
    {
        var heard = patterns.Hear(text, null).Pattern;
        if (heard is FactPattern fact) { return fact; }
        if (heard is not null) { mistakes.Add(text.Place, "a standing is told of by things that happened, not by a status", "a step or a happening"); }
        return null;
    }
}
