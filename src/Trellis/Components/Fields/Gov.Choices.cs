using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components;

public static partial class Gov
{
    public static IHtmlContent Radios(RadiosField f)
    {
        var css = El.Css("govuk-radios", f.Inline ? "govuk-radios--inline" : null, f.Small ? "govuk-radios--small" : null);
        var list = El.Div(css).With("data-module", "govuk-radios");
        AddItems(list, f, f.Choices, "radios", "radio", choice => choice.Value == f.Value);
        return Fieldset(f, list);
    }

    public static IHtmlContent Checkboxes(CheckboxesField f)
    {
        var list = El.Div(El.Css("govuk-checkboxes", f.Small ? "govuk-checkboxes--small" : null)).With("data-module", "govuk-checkboxes");
        AddItems(list, f, f.Choices, "checkboxes", "checkbox", choice => f.Values.Contains(choice.Value));
        return Fieldset(f, list);
    }

    public static IHtmlContent Select(SelectField f)
    {
        var select = El.Tag("select", El.Css("govuk-select", HasError(f) ? "govuk-select--error" : null))
            .With("id", f.Id)
            .With("name", f.Name)
            .With("aria-describedby", f.DescribedBy());
        if (f.Empty is not null) { select.Add(El.Tag("option", null, f.Empty).With("value", "").With("selected", string.IsNullOrEmpty(f.Value))); }

        TagBuilder? group = null;
        foreach (var choice in f.Choices.Where(c => !c.IsDivider))
        {
            var option = El.Tag("option", null, choice.Label)
                .With("value", choice.Value)
                .With("selected", !string.IsNullOrEmpty(f.Value) && choice.Value == f.Value)
                .With("disabled", choice.Disabled);
            if (choice.Group is null)
            {
                group = null;
                select.Add(option);
                continue;
            }
            if (group?.Attributes["label"] != choice.Group)
            {
                group = El.Tag("optgroup", null).With("label", choice.Group);
                select.Add(group);
            }
            group.Add(option);
        }
        return Group(f, select);
    }

    private static void AddItems(TagBuilder list, FormField f, IReadOnlyList<Choice> choices, string block, string type, Func<Choice, bool> chosen)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            var choice = choices[i];
            if (choice.IsDivider)
            {
                list.Add(El.Div($"govuk-{block}__divider", choice.Label));
                continue;
            }

            // The first has the field's own id, which is where the error summary links to.
            var id = i is 0 ? f.Id : $"{f.Id}-{i + 1}";
            var hintId = $"{id}-item-hint";
            var conditionalId = $"conditional-{id}";
            var isChosen = chosen(choice);
            list.Add(El.Div(
                $"govuk-{block}__item",
                El.Void("input", $"govuk-{block}__input")
                    .With("id", id)
                    .With("name", f.Name)
                    .With("type", type)
                    .With("value", choice.Value)
                    .With("checked", isChosen)
                    .With("disabled", choice.Disabled)
                    .With("data-behaviour", choice.Exclusive ? "exclusive" : null)
                    .With("data-aria-controls", choice.Conditional is null ? null : conditionalId)
                    .With("aria-describedby", choice.Hint is null ? null : hintId),
                El.Tag("label", $"govuk-label govuk-{block}__label", choice.Picture, choice.Label).With("for", id),
                choice.Hint is null ? null : El.Div($"govuk-hint govuk-{block}__hint", choice.Hint).With("id", hintId)));
            if (choice.Conditional is not null)
            {
                var hidden = isChosen ? null : $"govuk-{block}__conditional--hidden";
                list.Add(El.Div(El.Css($"govuk-{block}__conditional", hidden), choice.Conditional).With("id", conditionalId));
            }
        }
    }
}
