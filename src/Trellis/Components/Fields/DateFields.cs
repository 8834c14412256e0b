using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>A date in three boxes, named <c>Name.Day</c>, <c>Name.Month</c> and <c>Name.Year</c>.</summary>
public sealed record DateField(string Name, string Label) : FormField(Name, Label)
{
    public DateParts? Value { get; init; }

    /// <summary>The boxes the error is about; all of them when the error names none.</summary>
    public DatePart ErrorParts { get; init; }

    /// <summary>It is the user's own date of birth, which the browser may fill in.</summary>
    public bool Birthday { get; init; }

    public override IHtmlContent Render() => Gov.Date(this);
}

/// <summary>A date and a time, London. The time's box is named <c>Name.Time</c>.</summary>
public sealed record DateTimeField(string Name, string Label) : FormField(Name, Label)
{
    public DateTimeParts? Value { get; init; }

    /// <summary>The boxes the error is about; all of them when the error names none.</summary>
    public DatePart ErrorParts { get; init; }

    public override IHtmlContent Render() => Gov.DateTime(this);
}
