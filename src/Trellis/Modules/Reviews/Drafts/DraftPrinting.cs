using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Trellis.Platform.Documents;
using Trellis.Printing;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A draft as a file.</summary>
internal static class DraftPrinting
{
    /// <param name="mark">Of a controlled copy, across every page.</param>
    public static Printed Of(ReviewDraft draft, string called, string? mark) =>
        new(draft.Title, $"{called}, version {draft.Number}", mark ?? $"{called}, version {draft.Number}", Contents: draft.Kind is ReviewDraft.Report && draft.Parts.Count(p => p.IsHeading) > 2, Blocks(draft)) { Mark = mark };

    /// <exception cref="CannotPrintException">There is no PDF here.</exception>
    public static async Task<FileContentResult> FileAsync(Printed printed, string name, string format, CancellationToken stop) => format == "docx"
        ? new FileContentResult(PrintedDocx.Of(printed), PrintedDocx.Type) { FileDownloadName = DocumentName.Clean($"{name}.docx", "docx") }
        : new FileContentResult(await PrintedPdf.OfAsync(printed, stop: stop), "application/pdf") { FileDownloadName = DocumentName.Clean($"{name}.pdf", "pdf") };

    /// <summary>With the numbers readers answer to.</summary>
    private static ImmutableArray<Block> Blocks(ReviewDraft draft) =>
        [.. draft.Parts.SelectMany(part => Prose.Read(part.Text, Math.Clamp(part.Text.TakeWhile(c => c == '#').Count(), 2, 4), $"part-{part.Number}").Select((block, i) => i == 0 && block is Paragraph paragraph && draft.Kind is not ReviewDraft.Letter ? paragraph with { Number = part.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) } : block))];
}
