using Trellis.Forms;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reports.Writing;

public sealed partial class WrittenReport
{
    /// <summary>What is said where two changed one paragraph: the writer is shown the other's text, and goes on from it.</summary>
    public const string Clash = "Somebody else changed the same paragraph while you wrote. Theirs is shown below: put the two together and save again";

    /// <summary>Writes a section. What somebody else wrote meanwhile stays, paragraph by paragraph; where both changed one, it is refused and nothing is lost.</summary>
    /// <param name="ground">The text this one was begun from.</param>
    public Outcome<ReportSection> Write(ReportSection section, string title, string text, string ground, Actor by, DateTimeOffset at)
    {
        if (title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Name", title.Trim().Length == 0 ? "Enter a heading" : "The heading must be 200 characters or fewer"); }
        var (words, clashes) = Merging.Of(Plain(ground), section.Text, Plain(text));
        if (clashes.Length > 0) { return new Refusal("Words", Clash); }
        if (words.Length > LongestText) { return new Refusal("Words", $"A section can have {English.Number(LongestText)} characters"); }
        if (words == section.Text && title.Trim() == section.Title) { return section; }
        section.Become(title.Trim(), words, by, at);
        TextChanged();
        Says("report.section-written", by, at);
        return section;
    }

    /// <summary>Whose section it is.</summary>
    public Outcome<ReportSection> Give(ReportSection section, string? agency, string author, Actor by, DateTimeOffset at)
    {
        if (author.Trim().Length > LongestTitle) { return new Refusal("Author", "Who writes it must be 200 characters or fewer"); }
        (section.Agency, section.Author) = (agency, author.Trim());
        Edition++;
        Says("report.section-given", by, at);
        return section;
    }

    public Outcome<ReportSection> Add(string title, Actor by, DateTimeOffset at)
    {
        if (title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Chapter", title.Trim().Length == 0 ? "Enter the heading of the chapter" : "The heading must be 200 characters or fewer"); }
        var section = ReportSection.Begin(this, Sections.Count == 0 ? 0 : Sections.Max(s => s.Place) + 1, title.Trim(), "", by, at);
        Sections.Add(section);
        TextChanged();
        Says("report.section-written", by, at);
        return section;
    }

    /// <summary>Moves a chapter by one; what stands before the first chapter stays there.</summary>
    public Outcome<ReportSection> Move(ReportSection section, bool up, Actor by, DateTimeOffset at)
    {
        var order = Chapters.Where(c => c.Place > 0).ToList();
        var (from, to) = (order.IndexOf(section), order.IndexOf(section) + (up ? -1 : 1));
        if (from < 0 || to < 0 || to >= order.Count) { return new Refusal("Chapter", "It cannot be moved further"); }
        (order[from].Place, order[to].Place) = (order[to].Place, order[from].Place);
        TextChanged();
        Says("report.section-written", by, at);
        return section;
    }

    /// <summary>Leaves a chapter out, or takes it in again. Its text is kept.</summary>
    public Outcome<ReportSection> LeaveOut(ReportSection section, bool leave, Actor by, DateTimeOffset at)
    {
        if (section.Place == 0) { return new Refusal("Chapter", "What stands before the first chapter cannot be left out"); }
        section.LeftOut = leave;
        TextChanged();
        Says("report.section-written", by, at);
        return section;
    }

    /// <summary>A remark on some words, with what they should be or without.</summary>
    public Outcome<Remark> RemarkOn(ReportSection section, string quote, string words, string? suggestion, Actor by, DateTimeOffset at)
    {
        if (Plain(quote).Length > 0 && !section.Text.Contains(Plain(quote), StringComparison.Ordinal)) { return new Refusal("Quote", "These words are not in the section. Copy them as they stand"); }
        if (quote.Trim().Length == 0 && suggestion is { Length: > 0 }) { return new Refusal("Quote", "Enter the words your suggestion takes the place of"); }
        if (words.Trim().Length == 0 && suggestion is not { Length: > 0 }) { return new Refusal("Remark", "Enter your comment, or what the words should be"); }
        if (Math.Max(quote.Length, words.Length) > LongestWords || suggestion?.Length > 2 * LongestWords) { return new Refusal("Remark", "A comment must be 2,000 characters or fewer, a suggestion 4,000"); }
        var remark = new Remark { SectionId = section.Id, Section = section, Number = section.Number, Quote = Plain(quote), Words = words.Trim(), Suggestion = suggestion is { Length: > 0 } ? Plain(suggestion) : null, At = at, ById = by.UserId };
        section.Remarks.Add(remark);
        Edition++;
        Says("report.remarked", by, at);
        return remark;
    }

    /// <summary>Takes a remark, its suggestion with it where it has one, or leaves it with a reason.</summary>
    public Outcome<Remark> Answer(ReportSection section, Remark remark, bool take, string why, Actor by, DateTimeOffset at)
    {
        if (remark.Answer is not null) { return new Refusal("Why", "This comment is answered already"); }
        if (!take && why.Trim().Length == 0) { return new Refusal("Why", "Enter why it is left"); }
        if (why.Trim().Length > LongestWords) { return new Refusal("Why", "Why must be 2,000 characters or fewer"); }
        if (take && remark.Suggestion is { } instead)
        {
            var found = section.Text.IndexOf(remark.Quote, StringComparison.Ordinal);
            if (found < 0) { return new Refusal("Why", "The words it is about are no longer in the section. Change the text, then leave it with a note"); }
            if (section.Text.IndexOf(remark.Quote, found + 1, StringComparison.Ordinal) >= 0) { return new Refusal("Why", "The words it is about stand there more than once. Change the text, then leave it with a note"); }
            section.Become(section.Title, string.Concat(section.Text.AsSpan(0, found), instead, section.Text.AsSpan(found + remark.Quote.Length)), by, at);
            TextChanged();
        }
        else { Edition++; }
        remark.Close(take, why.Trim(), by, at);
        Says("report.remark-answered", by, at);
        return remark;
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
