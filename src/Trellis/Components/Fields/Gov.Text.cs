using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components;

/// <summary>
/// The components of the GOV.UK Design System as plain functions from data to markup. Text is encoded; nothing here reads
/// a request. The tag helpers are thin covers of these.
/// </summary>
public static partial class Gov
{
    public static IHtmlContent Input(InputField f)
    {
        var password = f.Type is "password";
        var input = El.Void("input", El.Css(
                "govuk-input",
                f.Width > 0 ? $"govuk-input--width-{f.Width}" : null,
                password ? "govuk-password-input__input govuk-js-password-input-input" : null,
                HasError(f) ? "govuk-input--error" : null)!)
            .With("id", f.Id)
            .With("name", f.Name)
            .With("type", f.Type)
            .With("value", password ? null : f.Value)
            .With("inputmode", f.InputMode)
            .With("autocomplete", f.Autocomplete)
            .With("spellcheck", f.Spellcheck && !password ? null : "false")
            .With("autocapitalize", password ? "none" : null)
            .With("aria-describedby", f.DescribedBy());

        if (password) { return Group(f, PasswordWrapper(input, f.Id), "govuk-password-input", "govuk-password-input"); }
        if (f.Prefix is null && f.Suffix is null) { return Group(f, input); }
        return Group(f, El.Div(
            "govuk-input__wrapper",
            f.Prefix is null ? null : El.Div("govuk-input__prefix", f.Prefix).With("aria-hidden", "true"),
            input,
            f.Suffix is null ? null : El.Div("govuk-input__suffix", f.Suffix).With("aria-hidden", "true")));
    }

    public static IHtmlContent Textarea(TextareaField f)
    {
        var infoId = $"{f.Id}-info";
        var counted = f.MaxLength is not null;
        // The new line after the start tag is the browser's to drop: an answer that begins with one keeps it.
        var area = El.Tag("textarea", El.Css("govuk-textarea", counted ? "govuk-js-character-count" : null, HasError(f) ? "govuk-textarea--error" : null), "\n" + f.Value)
            .With("id", f.Id)
            .With("name", f.Name)
            .With("rows", f.Rows)
            .With("aria-describedby", f.DescribedBy(counted ? infoId : null));
        if (f.MaxLength is not { } max) { return Group(f, area); }

        var message = El.Div("govuk-hint govuk-character-count__message", $"You can enter up to {max} characters").With("id", infoId);
        return Group(f, El.Many(area, message), "govuk-character-count", "govuk-character-count").With("data-maxlength", max);
    }

    private static bool HasError(FormField f) => f.Error is not null;

    private static TagBuilder Group(FormField f, IHtmlContent control, string? css = null, string? module = null) =>
        El.Div(
            El.Css("govuk-form-group", HasError(f) ? "govuk-form-group--error" : null, css),
            Label(f), Hint(f), ErrorMessage(f), control)
        .With("data-module", module);

    private static TagBuilder Label(FormField f)
    {
        var label = El.Tag("label", El.Css("govuk-label", SizeClass("govuk-label", f.Size), f.LabelHidden ? "govuk-visually-hidden" : null), f.LabelText)
            .With("for", f.Id);
        return f.Heading ? El.Tag("h1", "govuk-label-wrapper", label) : label;
    }

    private static TagBuilder? Hint(FormField f) => f.Hint is null ? null : El.Div("govuk-hint", f.Hint).With("id", f.HintId);

    private static TagBuilder? ErrorMessage(FormField f) => string.IsNullOrEmpty(f.Error)
        ? null
        : El.P("govuk-error-message", El.Hidden("Error:"), " ", f.Error).With("id", f.ErrorId);

    private static string? SizeClass(string block, LabelSize size) => size switch
    {
        LabelSize.Small => $"{block}--s",
        LabelSize.Medium => $"{block}--m",
        LabelSize.Large => $"{block}--l",
        _ => null,
    };

    private static TagBuilder Fieldset(FormField f, IHtmlContent controls, string? role = null)
    {
        var css = El.Css("govuk-fieldset__legend", SizeClass("govuk-fieldset__legend", f.Size), f.LabelHidden ? "govuk-visually-hidden" : null);
        var legend = El.Tag("legend", css, f.Heading ? El.Tag("h1", "govuk-fieldset__heading", f.LabelText) : f.LabelText);
        var fieldset = El.Tag("fieldset", "govuk-fieldset", legend, Hint(f), ErrorMessage(f), controls)
            .With("role", role)
            .With("aria-describedby", f.DescribedBy());
        return El.Div(El.Css("govuk-form-group", HasError(f) ? "govuk-form-group--error" : null), fieldset);
    }

    private static TagBuilder PasswordWrapper(TagBuilder input, string id) => El.Div(
        "govuk-input__wrapper govuk-password-input__wrapper",
        input,
        El.Tag("button", "govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle", "Show")
            .With("type", "button").With("data-module", "govuk-button").With("aria-controls", id).With("aria-label", "Show password").With("hidden", true));
}
