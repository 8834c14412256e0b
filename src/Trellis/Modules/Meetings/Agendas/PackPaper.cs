using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Time;
using Trellis.Printing;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>The agenda pack: the agenda with every paper behind it, as far as the reader sees it.</summary>
public static class PackPaper
{
    private const int LongestHeading = 200;

    public static Printed Of(Meeting meeting, string bodies, Func<Seat, string> seat, Seat? chair, int hidden)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Grid("", [], [.. Facts(meeting, seat, chair).Select(f => ImmutableArray.Create(f.Label, f.Words))]));
        blocks.Add(new Heading(2, "Agenda", "agenda"));
        blocks.Add(new Grid("", ["Item", "About", "Purpose", "Lead", "Minutes"], [.. meeting.Agenda.Select(i => ImmutableArray.Create(Number(i), $"{i.Title}{(i.Openness == "open" ? "" : $" ({AgendaItem.Opennesses[i.Openness].ToLowerInvariant()})")}", AgendaItem.Purposes[i.Purpose], i.Lead, i.Minutes?.ToString(CultureInfo.InvariantCulture) ?? ""))]));
        if (hidden > 0) { blocks.Add(new Paragraph(Block.Plain($"{English.Count(hidden, "item is", "items are")} not in this copy: whoever asked for it may not see them."))); }
        foreach (var (item, paper, number) in meeting.Agenda.SelectMany(i => i.PapersNow.Select((p, n) => (i, p, n + 1))))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"paper-{item.Position}-{number}");
            blocks.Add(new NewPage());
            blocks.Add(new Heading(2, Short($"{Number(item)}. {paper.Title}"), id));
            blocks.Add(new Grid("", [], [.. paper.Header.Select(h => ImmutableArray.Create(h.Label, h.Words))]));
            blocks.AddRange(Prose.Read(paper.Body, headings: 3, id));
        }

        var title = meeting.Title.Length > 0 ? meeting.Title : "Agenda and papers";
        return new Printed(title, $"{bodies}, {MeetingPage.Said(meeting)}", $"{bodies}, {English.Date(meeting.HeldOn)}", Contents: meeting.Agenda.Any(i => i.PapersNow.Any()), blocks.ToImmutable());
    }

    private static IEnumerable<(string Label, string Words)> Facts(Meeting meeting, Func<Seat, string> seat, Seat? chair)
    {
        yield return ("When", MeetingPage.Said(meeting));
        if (meeting.Place.Length > 0) { yield return ("Where", meeting.Place); }
        if (meeting.How is { } how) { yield return ("Taking part", Meeting.Hows[how]); }
        if (chair is not null) { yield return ("In the chair", seat(chair)); }
        if (meeting.PublishedAt is { } published) { yield return ("Published", English.Date(London.DateOf(published))); }
        else { yield return ("Published", "Not yet: this is a draft"); }
    }

    private static string Number(AgendaItem item) => item.Position.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= LongestHeading ? text : $"{text[..LongestHeading]}…";
}
