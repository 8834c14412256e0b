using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trellis.Forms;
using Trellis.Platform.Time;
using Trellis.Printing;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>The minutes as they are read, printed and frozen: who came, and what was said, declared, resolved and set under each item, numbered.</summary>
public static class MinutesPaper
{
    public static Printed Of(WrittenMinutes written, string bodies, IReadOnlyList<Seat> seats, Func<Seat, string> seat)
    {
        var meeting = written.Meeting;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        if (meeting.ChairedBy.Length > 0) { blocks.Add(new Paragraph([new Run("In the chair: ", Bold: true), new Run(meeting.ChairedBy)])); }
        blocks.Add(new Heading(2, "Who came", "who-came"));
        blocks.AddRange(Came(meeting, seats, seat));
        foreach (var item in meeting.Agenda)
        {
            blocks.Add(new Heading(2, string.Create(CultureInfo.InvariantCulture, $"{item.Position}. {item.Title}{(item.Openness == "open" ? "" : $" ({AgendaItem.Opennesses[item.Openness].ToLowerInvariant()})")}"), $"item-{item.Position}"));
            blocks.AddRange(Under(written, item, seats));
        }

        if (written.Ratified.Count > 0)
        {
            blocks.Add(new Heading(2, "Decided before and ratified", "ratified"));
            blocks.AddRange(written.Ratified.Select(d => new Paragraph([new Run("Ratified: ", Bold: true), new Run($"{d.Words} (decided {English.Date(d.DecidedOn)})")])));
        }

        blocks.AddRange(End(meeting));
        var title = meeting.ApprovedAt is not null ? "Minutes" : "Draft minutes";
        return new Printed(title, $"{bodies}, {MeetingPage.Said(meeting)}{(meeting.Place.Length > 0 ? $", {meeting.Place}" : "")}", $"{bodies}, {title.ToLowerInvariant()}, {English.Date(meeting.HeldOn)}", Contents: false, blocks.ToImmutable());
    }

    /// <summary>The same as plain lines, to be frozen.</summary>
    public static string Text(Printed printed)
    {
        var text = new StringBuilder().AppendLine(printed.Caption).AppendLine(printed.Title);
        foreach (var block in printed.Blocks)
        {
            switch (block)
            {
                case Heading heading: text.AppendLine().AppendLine(heading.Text); break;
                case Paragraph paragraph: text.AppendLine(CultureInfo.InvariantCulture, $"{(paragraph.Number is { } number ? $"{number} " : "")}{string.Concat(paragraph.Runs.Select(r => r.Text))}"); break;
                case Grid grid: foreach (var row in grid.Rows) { text.AppendLine(string.Join(" | ", row)); } break;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<Block> Came(Meeting meeting, IReadOnlyList<Seat> seats, Func<Seat, string> seat)
    {
        var by = meeting.Now.ToDictionary(a => a.SeatId);
        var rows = seats.Where(s => by.ContainsKey(s.Id)).Select(s => ImmutableArray.Create(seat(s), Said(by[s.Id]))).ToImmutableArray();
        if (rows.Length == 0) { return [new Paragraph(Block.Plain("Who came was not taken."))]; }
        var share = Share.Among(meeting.Now);
        return [new Grid("", ["Seat", "Who came"], rows), new Paragraph(Block.Plain($"{share.Filled} of {share.Of} seats were filled{(share.ByDelegate > 0 ? $", {English.Number(share.ByDelegate)} by a delegate" : "")}.{(meeting.InquorateBecause.Length > 0 ? $" There was no quorum. The chair went on: {meeting.InquorateBecause}" : "")}"))];
    }

    private static string Said(Attendance attendance) =>
        $"{Attendance.States[attendance.State]}{(attendance.Delegate.Length > 0 ? $": {attendance.Delegate}" : "")}{(attendance.Online ? ", online" : "")}";

    private static IEnumerable<Block> Under(WrittenMinutes written, AgendaItem item, IReadOnlyList<Seat> seats)
    {
        var number = 0;
        string Next() => string.Create(CultureInfo.InvariantCulture, $"{item.Position}.{++number}");
        foreach (var declared in written.Meeting.Declarations.Where(d => d.ItemId == item.Id))
        {
            var who = seats.FirstOrDefault(s => s.Id == declared.SeatId) is { } seat ? seat.HolderOn(written.Meeting.HeldOn)?.Name ?? seat.Title : "A member";
            yield return new Paragraph(Block.Plain($"{who} declared {(declared.Kind == "pecuniary" ? "a disclosable pecuniary" : "an")} interest{(declared.Words.Length > 0 ? $": {declared.Words}" : "")}{(declared.Withdrew ? ", and left the table while this was discussed" : "")}."), Next());
        }

        foreach (var paragraph in Merging.Paragraphs(written.Minutes.GetValueOrDefault(item.Id)?.Words ?? ""))
        {
            yield return new Paragraph(Resolves(paragraph) ? [new Run(paragraph, Bold: true)] : Block.Plain(paragraph), Next());
        }

        foreach (var decision in written.Decisions.Where(d => d.ItemId == item.Id))
        {
            yield return new Paragraph([new Run("RESOLVED: ", Bold: true), new Run($"{decision.Words} ({decision.HowInWords.ToLowerInvariant()})")], Next());
        }

        if (written.Actions[item.Id].ToArray() is { Length: > 0 } actions)
        {
            yield return new Grid("Actions", ["Action", "What is to be done", "Whose", "By"], [.. actions.Select(a => ImmutableArray.Create(a.Reference, a.Text, a.Owner, a.DueOn is { } due ? English.Date(due) : "No date"))]);
        }
    }

    private static bool Resolves(string paragraph) => paragraph.StartsWith("RESOLVED", StringComparison.Ordinal);

    private static IEnumerable<Block> End(Meeting meeting)
    {
        if (meeting.EndedAt is { } ended) { yield return new Paragraph(Block.Plain($"The meeting ended at {English.Clock(ended)}.")); }
        if (meeting.ApprovedAt is { } approved) { yield return new Paragraph([new Run("Signed as a true record: ", Bold: true), new Run($"{meeting.SignedBy}, {English.Date(London.DateOf(approved))}")]); }
    }
}
