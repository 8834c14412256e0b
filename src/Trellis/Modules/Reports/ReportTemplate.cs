using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Trellis.Modules.Reports;

/// <summary>
/// A report's narrative: Markdown with orders in it. Orders are taken out and a mark left in their place, the Markdown is made into HTML with raw
/// HTML refused, and the marks are replaced by what the orders give; so a template can print figures and nothing else.
/// </summary>
public sealed partial record ReportTemplate(string Markdown, ImmutableDictionary<int, Directive> Orders, ImmutableArray<ReportError> Errors)
{
    internal const char MarkStart = '\uE000';
    internal const char MarkEnd = '\uE001';

    /// <param name="year">The year reported on: it decides which <c>:::only</c> parts stay.</param>
    /// <param name="words">What <c>{year}</c> and <c>{area CODE}</c> say.</param>
    /// <param name="parts">Orders that other modules answer.</param>
    public static ReportTemplate Read(string text, string year, Func<Directive, string?> words, IReadOnlyCollection<string>? parts = null)
    {
        var errors = new List<ReportError>();
        var orders = ImmutableDictionary.CreateBuilder<int, Directive>();
        var markdown = new StringBuilder();
        if (text.Any(c => c is MarkStart or MarkEnd)) { errors.Add(new ReportError(1, "The text holds characters kept for the program")); }

        var skip = false;
        (int Line, bool Dropped)? only = null;
        Directive? open = null;
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.StartsWith(":::", StringComparison.Ordinal))
            {
                var order = line[3..].Trim();
                if (order.Length is 0)
                {
                    if (open is not null) { Put(open); open = null; }
                    else if (only is not null) { only = null; skip = false; }
                    else { errors.Add(new ReportError(number, "::: closes nothing")); }
                    continue;
                }
                if (open is not null) { errors.Add(new ReportError(number, $"{open.Name} of line {open.Line} is not closed by :::")); open = null; }
                var directive = Directive.Parse(number, order, parts ?? [], errors);
                if (directive.Name is "only")
                {
                    if (only is not null) { errors.Add(new ReportError(number, "only inside only")); }
                    skip = directive["year"] != year;
                    only = (number, skip);
                }
                else if (skip) { if (Directive.HasBody(directive.Name)) { open = directive; } }
                else if (Directive.IsInline(directive.Name)) { errors.Add(new ReportError(number, $"{directive.Name} stands in a sentence: {{{order}}}")); }
                else if (Directive.HasBody(directive.Name)) { open = directive; }
                else { Put(directive); }
            }
            else if (open is not null)
            {
                if (line.Trim().Length > 0) { open = open with { Body = open.Body.Add((number, line.Trim())) }; }
            }
            else if (!skip) { markdown.Append(Inline(line, number)).Append('\n'); }
        }
        if (open is not null) { errors.Add(new ReportError(open.Line, $"{open.Name} is not closed by :::")); }
        if (only is { } unclosed) { errors.Add(new ReportError(unclosed.Line, "only is not closed by :::")); }
        return new ReportTemplate(markdown.ToString(), orders.ToImmutable(), [.. errors]);

        void Put(Directive directive)
        {
            if (!skip) { markdown.Append('\n').Append(Mark(directive)).Append("\n\n"); }
        }

        string Mark(Directive directive)
        {
            orders.Add(orders.Count, directive);
            return $"{MarkStart}{orders.Count - 1}{MarkEnd}";
        }

        string Inline(string line, int at) => InSentence().Replace(line, match =>
        {
            var directive = Directive.Parse(at, match.Groups["order"].Value, parts ?? [], errors);
            if (!Directive.IsInline(directive.Name))
            {
                errors.Add(new ReportError(at, $"{directive.Name} stands on a line of its own: :::{directive.Name}"));
                return "";
            }
            return words(directive) ?? Mark(directive);
        });
    }

    [GeneratedRegex(@"\{(?<order>[a-z][^{}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InSentence();
}
