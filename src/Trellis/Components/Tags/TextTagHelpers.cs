using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-input for="Postcode" width="10" /&gt;</c></summary>
[HtmlTargetElement("t-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper : FieldTagHelper
{
    public string? Value { get; set; }

    public string Type { get; set; } = "text";

    [HtmlAttributeName("inputmode")]
    public string? InputMode { get; set; }

    public string? Autocomplete { get; set; }

    public int Width { get; set; }

    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    public bool Spellcheck { get; set; } = true;

    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, Dressed(new InputField(FieldName, FieldLabel)
    {
        Value = Typed(Value),
        Type = Type,
        InputMode = InputMode,
        Autocomplete = Autocomplete,
        Width = Width,
        Prefix = Prefix,
        Suffix = Suffix,
        Spellcheck = Spellcheck,
    }));
}

/// <summary><c>&lt;t-textarea for="Worry" max-length="4000" /&gt;</c></summary>
[HtmlTargetElement("t-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaTagHelper : FieldTagHelper
{
    public string? Value { get; set; }

    public int Rows { get; set; } = 5;

    public int? MaxLength { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, Dressed(new TextareaField(FieldName, FieldLabel)
    {
        Value = Typed(Value),
        Rows = Rows,
        MaxLength = MaxLength,
    }));
}

/// <summary><c>&lt;t-field field="@question" /&gt;</c>: a question that is data. Its error comes from the model state unless it brings one.</summary>
[HtmlTargetElement("t-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormFieldTagHelper : TagHelper
{
    public required FormField Field { get; set; }

    [Microsoft.AspNetCore.Mvc.ViewFeatures.ViewContext]
    [HtmlAttributeNotBound]
    public Microsoft.AspNetCore.Mvc.Rendering.ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(FieldTagHelper.Dress(Field, ViewContext).Render());
    }
}
