using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components;

public static partial class Gov
{
    public static IHtmlContent Date(DateField f)
    {
        var parts = Parts(f, f.ErrorParts, DatePart.Date);
        return Fieldset(f, El.Div(
            "govuk-date-input",
            Box(f, "Day", f.Value?.Day, parts.HasFlag(DatePart.Day), 2, f.Birthday ? "bday-day" : null),
            Box(f, "Month", f.Value?.Month, parts.HasFlag(DatePart.Month), 2, f.Birthday ? "bday-month" : null),
            Box(f, "Year", f.Value?.Year, parts.HasFlag(DatePart.Year), 4, f.Birthday ? "bday-year" : null)), "group");
    }

    public static IHtmlContent DateTime(DateTimeField f)
    {
        var parts = Parts(f, f.ErrorParts, DatePart.All);
        return Fieldset(f, El.Div(
            "govuk-date-input",
            Box(f, "Day", f.Value?.Day, parts.HasFlag(DatePart.Day), 2, null),
            Box(f, "Month", f.Value?.Month, parts.HasFlag(DatePart.Month), 2, null),
            Box(f, "Year", f.Value?.Year, parts.HasFlag(DatePart.Year), 4, null),
            Box(f, "Time", f.Value?.Time, parts.HasFlag(DatePart.Time), 5, null)), "group");
    }

    private static DatePart Parts(FormField f, DatePart named, DatePart all) =>
        f.Error is null ? DatePart.None : named is DatePart.None ? all : named;

    private static TagBuilder Box(FormField f, string part, string? value, bool wrong, int width, string? autocomplete)
    {
        var id = part is "Day" ? f.Id : $"{f.Id}-{part}";
        return El.Div("govuk-date-input__item", El.Div(
            "govuk-form-group",
            El.Tag("label", "govuk-label govuk-date-input__label", part).With("for", id),
            El.Void("input", El.Css("govuk-input govuk-date-input__input", $"govuk-input--width-{width}", wrong ? "govuk-input--error" : null)!)
                .With("id", id)
                .With("name", $"{f.Name}.{part}")
                .With("type", "text")
                .With("value", value)
                .With("inputmode", part is "Time" ? null : "numeric")
                .With("autocomplete", autocomplete)
                .With("aria-describedby", wrong && !string.IsNullOrEmpty(f.Error) ? f.ErrorId : null)));
    }
}
