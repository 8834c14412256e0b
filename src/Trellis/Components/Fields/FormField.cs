using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>How large a label or legend is; a page with one question makes it the heading, large.</summary>
public enum LabelSize { Normal, Small, Medium, Large }

/// <summary>
/// A question as it is shown. Pages bind one to a property with a tag helper; case work, whose forms are data, makes one directly
/// and renders it with <see cref="Render"/> or <c>&lt;t-field&gt;</c>.
/// </summary>
/// <param name="Name">The name the browser sends. For dates the prefix of the parts' names.</param>
/// <param name="Label">The question.</param>
public abstract record FormField(string Name, string Label)
{
    /// <summary>Defaults to <see cref="FieldId.Of"/> the name, which is also where the error summary links to.</summary>
    public string Id { get => field ?? FieldId.Of(Name); init; }

    public string? Hint { get; init; }

    /// <summary>What is wrong, in words that say how to put it right. Null when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Adds "(optional)" to the label.</summary>
    public bool Optional { get; init; }

    public LabelSize Size { get; init; }

    /// <summary>The label is the page's h1.</summary>
    public bool Heading { get; init; }

    /// <summary>The label is there for screen readers only, where the page shows it some other way.</summary>
    public bool LabelHidden { get; init; }

    public abstract IHtmlContent Render();

    internal string LabelText => Optional ? $"{Label} (optional)" : Label;

    internal string HintId => $"{Id}-hint";

    internal string ErrorId => $"{Id}-error";

    /// <summary>The ids that describe the control, hint before error; null when there are none.</summary>
    internal string? DescribedBy(string? more = null) =>
        El.Css(more, Hint is null ? null : HintId, string.IsNullOrEmpty(Error) ? null : ErrorId);
}

/// <summary>A one-line answer.</summary>
public sealed record InputField(string Name, string Label) : FormField(Name, Label)
{
    public string? Value { get; init; }

    /// <summary>text, email, tel, password, search. Numbers are text with <see cref="InputMode"/> numeric.</summary>
    public string Type { get; init; } = "text";

    public string? InputMode { get; init; }

    public string? Autocomplete { get; init; }

    /// <summary>Characters the box is made for: 2, 3, 4, 5, 10, 20 or 30; 0 for the whole column.</summary>
    public int Width { get; init; }

    /// <summary>"£"</summary>
    public string? Prefix { get; init; }

    /// <summary>"per week"</summary>
    public string? Suffix { get; init; }

    public bool Spellcheck { get; init; } = true;

    public override IHtmlContent Render() => Gov.Input(this);
}

/// <summary>An answer of several lines, counted when it has a limit.</summary>
public sealed record TextareaField(string Name, string Label) : FormField(Name, Label)
{
    public string? Value { get; init; }

    public int Rows { get; init; } = 5;

    /// <summary>Characters. The server checks it too: the count only tells.</summary>
    public int? MaxLength { get; init; }

    public override IHtmlContent Render() => Gov.Textarea(this);
}
