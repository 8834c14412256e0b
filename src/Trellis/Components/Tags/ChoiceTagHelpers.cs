using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary>A question answered by choosing: from <c>choices</c>, from <c>&lt;t-choice&gt;</c> elements inside, or both in that order.</summary>
public abstract class ChoiceFieldTagHelper : FieldTagHelper
{
    public IEnumerable<Choice>? Choices { get; set; }

    protected async Task<IReadOnlyList<Choice>> AllChoices(TagHelperContext context, TagHelperOutput output)
    {
        var all = Choices?.ToList() ?? [];
        context.Items[typeof(Choice)] = all;
        await output.GetChildContentAsync();
        return all;
    }
}

/// <summary><c>&lt;t-radios for="Source"&gt;&lt;t-choice value="school" label="School" /&gt;…</c></summary>
[HtmlTargetElement("t-radios")]
public sealed class RadiosTagHelper : ChoiceFieldTagHelper
{
    public string? Value { get; set; }

    public bool Inline { get; set; }

    public bool Small { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        Write(output, Dressed(new RadiosField(FieldName, FieldLabel, await AllChoices(context, output))
        {
            Value = Typed(Value),
            Inline = Inline,
            Small = Small,
        }));
}

/// <summary><c>&lt;t-checkboxes for="Factors" choices="@factors" /&gt;</c></summary>
[HtmlTargetElement("t-checkboxes")]
public sealed class CheckboxesTagHelper : ChoiceFieldTagHelper
{
    public IEnumerable<string>? Values { get; set; }

    public bool Small { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        Write(output, Dressed(new CheckboxesField(FieldName, FieldLabel, await AllChoices(context, output))
        {
            Values = TypedMany(Values),
            Small = Small,
        }));
}

/// <summary><c>&lt;t-select for="Team" choices="@teams" /&gt;</c></summary>
[HtmlTargetElement("t-select")]
public sealed class SelectTagHelper : ChoiceFieldTagHelper
{
    public string? Value { get; set; }

    /// <summary>Words of the empty first choice; none (<c>empty="@null"</c>, which Razor hands on as no words) leaves it out.</summary>
    public string? Empty { get; set; } = "Choose one";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        Write(output, Dressed(new SelectField(FieldName, FieldLabel, await AllChoices(context, output))
        {
            Value = Typed(Value),
            Empty = string.IsNullOrEmpty(Empty) ? null : Empty,
        }));
}

/// <summary>One choice; what stands inside it is shown only while it is chosen.</summary>
[HtmlTargetElement("t-choice")]
public sealed class ChoiceTagHelper : TagHelper
{
    public string Value { get; set; } = "";

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    public string? Group { get; set; }

    public bool Exclusive { get; set; }

    public bool Disabled { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        IHtmlContent? conditional = inside.IsEmptyOrWhiteSpace ? null : new HtmlString(inside.GetContent());
        if (context.Items[typeof(Choice)] is List<Choice> choices)
        {
            choices.Add(new Choice(Value, Label) { Hint = Hint, Group = Group, Exclusive = Exclusive, Disabled = Disabled, Conditional = conditional });
        }
        output.SuppressOutput();
    }
}

/// <summary>"or", between choices of different kinds.</summary>
[HtmlTargetElement("t-divider", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DividerTagHelper : TagHelper
{
    public string Word { get; set; } = "or";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items[typeof(Choice)] is List<Choice> choices) { choices.Add(Choice.Divider(Word)); }
        output.SuppressOutput();
    }
}
