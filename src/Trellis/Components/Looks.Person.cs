using Microsoft.AspNetCore.Html;
using Trellis.Platform.Time;

namespace Trellis.Components;

/// <summary>What must be known about a person before reading on.</summary>
/// <param name="Text">"Child protection plan"</param>
/// <param name="Since">From when; null when it has no day.</param>
public sealed record PersonFlag(string Text, TagColour Colour = TagColour.Blue, DateOnly? Since = null);

/// <summary>A person as the top of their pages shows them: no he, she or they.</summary>
public sealed record PersonLook(string Name)
{
    public DateOnly? Born { get; init; }

    /// <summary>The date of birth as well as it is known; null: to the day.</summary>
    public string? BornWords { get; init; }

    /// <summary>"9 years", "11 months", "not yet born", "14 when they died": who knows the calendar says it.</summary>
    public string? Age { get; init; }

    /// <summary>Other names the person is known by.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>"TR-000417"</summary>
    public string? Reference { get; init; }

    public string? Area { get; init; }

    /// <summary>The record; null when this is its page already.</summary>
    public string? Href { get; init; }

    public IReadOnlyList<PersonFlag> Flags { get; init; } = [];

    /// <summary>Only named people may open the record, and why the reader may. Null when it is not restricted.</summary>
    public string? Restricted { get; init; }
}

public static partial class Looks
{
    /// <param name="level">Heading level of the name; 0 where the page's heading is something else and the name is only text.</param>
    public static IHtmlContent PersonBanner(PersonLook p, int level = 0)
    {
        object name = p.Href is null ? p.Name : El.Link(p.Href, "govuk-link govuk-link--no-visited-state", p.Name);
        var facts = El.Tag("dl", "t-person__facts");
        Fact("Born", p.Born is { } born ? $"{p.BornWords ?? English.Date(born)}{(p.Age is null ? "" : $" ({p.Age})")}" : p.Age ?? "Not recorded");
        if (p.AlsoKnownAs.Count > 0) { Fact("Also known as", string.Join(", ", p.AlsoKnownAs)); }
        if (p.Reference is not null) { Fact("Reference", p.Reference); }
        if (p.Area is not null) { Fact("Area", p.Area); }

        var flags = p.Flags.Count is 0 ? null : El.Tag("ul", "t-person__flags");
        foreach (var flag in p.Flags)
        {
            flags!.Add(El.Tag("li", null, Gov.Tag(flag.Text, flag.Colour), flag.Since is { } since ? El.Span("t-person__since", $" since {English.Date(since)}") : null));
        }

        return El.Tag(
                "section",
                p.Restricted is null ? "t-person" : "t-person t-person--restricted",
                p.Restricted is null ? null : El.P("t-person__restricted", El.Tag("strong", null, "Restricted record."), " ", p.Restricted),
                level > 0 ? El.Tag($"h{level}", "t-person__name", name) : El.P("t-person__name", name),
                facts,
                flags)
            .With("aria-label", p.Name);

        void Fact(string label, string value) => facts.Add(El.Div("t-person__fact", El.Tag("dt", null, label), El.Tag("dd", null, value)));
    }
}
