using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Reports;

/// <summary>The words and cells a report is written with. Every number carries the link to its source.</summary>
public static class ReportHtml
{
    /// <summary>What stands where a number is missing.</summary>
    public const string NotAvailable = "not available in the published documents";

    /// <summary>What stands where nothing was counted of what is only ever counted here.</summary>
    public const string NoneRecorded = "none recorded";

    /// <summary>What stands where another module has nothing of the year.</summary>
    public const string NothingToTell = "Nothing is recorded of this year.";

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>The number, machine-readable, and the link to where it comes from.</summary>
    public static string Number(ReportNumber number) =>
        number.Hidden ? $"{Text(number.Display)}{SourceLink(number.Source)}" :
        $"<data value=\"{number.Value.ToString(CultureInfo.InvariantCulture)}\">{Text(number.Display)}</data>{SourceLink(number.Source)}";

    public static string SourceLink(int source) => string.Create(CultureInfo.InvariantCulture, $"<a class=\"source\" href=\"#source-{source}\"><span class=\"hidden\">source </span>{source}</a>");

    /// <summary>A table cell; it says when its number is of another time than the table, and when it does not compare.</summary>
    /// <param name="expected">The year the table is of.</param>
    /// <param name="undatedSaid">The caption says already that no date is printed.</param>
    /// <param name="none">What stands there without a number.</param>
    public static string Cell(ReportNumber? number, string expected, bool member, bool undatedSaid = false, string none = NotAvailable)
    {
        if (number is null) { return $"<td class=\"none\">{(member ? none : "not in the partnership")}</td>"; }
        var notes = new List<string>();
        if (number.Dated ? number.Period != expected : !undatedSaid) { notes.Add(Text(number.Period.Replace($"{expected}, ", "", StringComparison.Ordinal))); }
        if (!number.Comparable) { notes.Add("not comparable"); }
        if (number.Unfinished) { notes.Add("the year is not over"); }
        var note = notes.Count is 0 ? "" : $"<span class=\"note\">{string.Join("; ", notes)}</span>";
        return $"<td class=\"number\">{Number(number)}{note}</td>";
    }

    /// <summary>A table that scrolls by itself on a narrow screen, and can be reached by keyboard to do so.</summary>
    /// <param name="titled">A title stands above it already: its caption is for those who hear the page.</param>
    public static string Table(string id, string caption, IEnumerable<string> columns, IEnumerable<(string Head, IEnumerable<string> Cells)> rows, bool titled = false)
    {
        var head = string.Concat(columns.Select(c => $"<th scope=\"col\">{Text(c)}</th>"));
        var body = string.Concat(rows.Select(r => $"<tr><th scope=\"row\">{Text(r.Head)}</th>{string.Concat(r.Cells)}</tr>\n"));
        return $"<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}-caption\" tabindex=\"0\"><table id=\"{id}\"><caption id=\"{id}-caption\"{(titled ? " class=\"hidden\"" : "")}>{Text(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n";
    }

    /// <summary>"Kensington and Chelsea" of "Royal Borough of Kensington and Chelsea"; "The two boroughs together" of an area made of others.</summary>
    public static string AreaName(FigureData input, string area)
    {
        if (input.Relations.Of("area").FirstOrDefault(r => r.Measure.Name == area) is { } together) { return together.Why; }
        var name = input.Registry.NameOf(area);
        foreach (var lead in new[] { "Royal Borough of ", "London Borough of ", "City of " })
        {
            if (name.StartsWith(lead, StringComparison.Ordinal)) { return name[lead.Length..]; }
        }
        return name;
    }

    /// <summary>Where one number comes from, in full.</summary>
    public static string Source(FigureData input, PublishedRow row)
    {
        var part = row.IsWhole ? "" : $", {row.Dimension} {row.Part}";
        var what = $"{row.Title}, {AreaName(input, row.Area)}{part}, {Period.Words(row)}";
        return $"{Text(what)}: printed as “{Text(row.Printed)}” in <cite>{Text(input.Registry.TitleOf(row.Document))}</cite>, line {row.Line.ToString(CultureInfo.InvariantCulture)} of its text ({Text(row.Document)}).";
    }

    /// <summary>What the checker says about the figures used, each with its arithmetic.</summary>
    public static string Findings(ImmutableArray<Finding> findings)
    {
        if (findings.IsEmpty) { return "<p>The checker has nothing to ask about the figures used in this report.</p>\n"; }
        var items = findings.Select(f => $"<li><strong>{(f.Severity is Severity.Error ? "Does not add up" : f.Severity is Severity.Query ? "To be asked" : "To be known")}.</strong> {Text(f.Where)}. {Text(f.Message)}</li>\n");
        return $"<ul class=\"findings\">\n{string.Concat(items)}</ul>\n";
    }
}
