using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Trellis.Tests.Components;

namespace Trellis.Tests.Support;

/// <summary>Fills in a form the way a browser lets a person: only what is offered can be chosen.</summary>
internal static class FormFilling
{
    public static void Write(IElement question, string answer)
    {
        switch (question)
        {
            case IHtmlTextAreaElement area: area.Value = answer; break;
            case IHtmlSelectElement select: Choose(select, answer); break;
            case IHtmlInputElement { Type: "checkbox" or "radio" } one: one.IsChecked = answer.Length > 0; break;
            case IHtmlInputElement input: input.Value = answer; break;
            default: Group(question, answer); break;
        }
    }

    public static string Read(IElement question) => question switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.SelectedOptions.FirstOrDefault(o => o.Value.Length > 0)?.Said() ?? "",
        IHtmlInputElement input => input.Value,
        _ when Choices(question) is { Length: > 0 } choices => string.Join(", ", choices.Where(c => c.IsChecked).Select(LabelOf)),
        _ => string.Join(' ', question.QuerySelectorAll("input").OfType<IHtmlInputElement>().Select(i => i.Value).Where(v => v.Length > 0)),
    };

    /// <summary>What a browser sends when this button is pressed.</summary>
    public static List<KeyValuePair<string, string>> Gather(IElement form, IElement button)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var control in form.QuerySelectorAll("input, select, textarea").Where(c => !string.IsNullOrEmpty(c.GetAttribute("name")) && !c.HasAttribute("disabled")))
        {
            var name = control.GetAttribute("name")!;
            switch (control)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" }: break;
                case IHtmlInputElement input: values.Add(new(name, input.Value)); break;
                case IHtmlTextAreaElement area: values.Add(new(name, area.Value)); break;
                case IHtmlSelectElement select: values.Add(new(name, select.Value ?? "")); break;
            }
        }

        if (button.GetAttribute("name") is { Length: > 0 } pressed) { values.Add(new(pressed, button.GetAttribute("value") ?? "")); }
        return values;
    }

    private static void Group(IElement fieldset, string answer)
    {
        var choices = Choices(fieldset);
        if (choices.Length == 0)
        {
            Parts(fieldset, answer);
            return;
        }

        var wanted = choices[0].Type is "radio" || choices.Any(c => LabelOf(c) == answer) ? [answer] : answer.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        foreach (var words in wanted.Where(w => w.Length > 0)) { choices.ShouldContain(c => LabelOf(c) == words, $"no choice “{words}” among {string.Join(" | ", choices.Select(LabelOf))}"); }
        foreach (var choice in choices) { choice.IsChecked = wanted.Contains(LabelOf(choice)); }
    }

    private static void Parts(IElement fieldset, string answer)
    {
        var boxes = fieldset.QuerySelectorAll("input").OfType<IHtmlInputElement>().ToArray();
        var typed = answer.Split(' ', boxes.Length);
        for (var i = 0; i < boxes.Length; i++) { boxes[i].Value = i < typed.Length ? typed[i] : ""; }
    }

    private static void Choose(IHtmlSelectElement select, string answer)
    {
        var option = select.Options.FirstOrDefault(o => o.Said() == answer || (answer.Length == 0 && o.Value.Length == 0));
        option.ShouldNotBeNull($"no option “{answer}” among {string.Join(" | ", select.Options.Select(o => o.Said()))}");
        select.Value = option.Value;
    }

    private static IHtmlInputElement[] Choices(IElement fieldset) => [.. fieldset.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Type is "radio" or "checkbox")];

    private static string LabelOf(IElement choice) => choice.Owner!.QuerySelector($"label[for='{choice.Id}']")!.Said();
}
