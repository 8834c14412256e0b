using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>One thing to choose.</summary>
/// <param name="Value">What the browser sends.</param>
public sealed record Choice(string Value, string Label)
{
    public string? Hint { get; init; }

    /// <summary>Shown only while this is chosen (always, with script off).</summary>
    public IHtmlContent? Conditional { get; init; }

    /// <summary>"None of these": choosing it takes the other ticks away.</summary>
    public bool Exclusive { get; init; }

    public bool Disabled { get; init; }

    /// <summary>A picture that says the same, before the words.</summary>
    public IHtmlContent? Picture { get; init; }

    /// <summary>Heading it stands under in a drop-down.</summary>
    public string? Group { get; init; }

    internal bool IsDivider { get; private init; }

    /// <summary>The word between choices of different kinds, usually "or".</summary>
    public static Choice Divider(string word = "or") => new("", word) { IsDivider = true };

    /// <summary>Yes and no, sent as <c>yes</c> and <c>no</c>.</summary>
    public static IReadOnlyList<Choice> YesNo { get; } = [new("yes", "Yes"), new("no", "No")];
}

/// <summary>One of a few.</summary>
public sealed record RadiosField(string Name, string Label, IReadOnlyList<Choice> Choices) : FormField(Name, Label)
{
    public string? Value { get; init; }

    /// <summary>Side by side: only for two short choices.</summary>
    public bool Inline { get; init; }

    public bool Small { get; init; }

    public override IHtmlContent Render() => Gov.Radios(this);
}

/// <summary>Any of a few.</summary>
public sealed record CheckboxesField(string Name, string Label, IReadOnlyList<Choice> Choices) : FormField(Name, Label)
{
    public IReadOnlyCollection<string> Values { get; init; } = [];

    public bool Small { get; init; }

    public override IHtmlContent Render() => Gov.Checkboxes(this);
}

/// <summary>One of many: a drop-down, where radio buttons would fill the page.</summary>
public sealed record SelectField(string Name, string Label, IReadOnlyList<Choice> Choices) : FormField(Name, Label)
{
    public string? Value { get; init; }

    /// <summary>The empty first choice; null leaves it out.</summary>
    public string? Empty { get; init; } = "Choose one";

    public override IHtmlContent Render() => Gov.Select(this);
}
