using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

public enum ButtonKind { Primary, Secondary, Warning, Start }

/// <summary>A button that sends the form, or with <see cref="Href"/> a link that looks like one.</summary>
public sealed record ButtonLook(IHtmlContent Content)
{
    public ButtonKind Kind { get; init; }

    public string? Href { get; init; }

    public string? Name { get; init; }

    public string? Value { get; init; }

    /// <summary>Id of the form, where the button stands outside it.</summary>
    public string? Form { get; init; }
}

public static partial class Gov
{
    private static readonly HtmlString StartIcon = new(
        """<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>""");

    public static IHtmlContent Button(string text, ButtonKind kind = ButtonKind.Primary) => Button(new ButtonLook(El.Many(text)) { Kind = kind });

    public static IHtmlContent Button(ButtonLook b)
    {
        var css = b.Kind is ButtonKind.Primary ? "govuk-button" : $"govuk-button govuk-button--{b.Kind.ToString().ToLowerInvariant()}";
        var icon = b.Kind is ButtonKind.Start ? StartIcon : null;
        if (b.Href is not null)
        {
            return El.Link(b.Href, css, b.Content, icon).With("role", "button").With("draggable", "false").With("data-module", "govuk-button");
        }
        return El.Tag("button", css, b.Content, icon)
            .With("type", "submit")
            .With("name", b.Name)
            .With("value", b.Value)
            .With("form", b.Form)
            .With("data-module", "govuk-button")
            .With("data-prevent-double-click", "true");
    }
}
