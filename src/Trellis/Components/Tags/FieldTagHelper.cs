using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trellis.Platform.Time;

namespace Trellis.Components.Tags;

/// <summary>
/// What all questions share. Either <c>for="Property"</c>, which brings name, label, value and errors, or plain
/// <c>name</c>, <c>label</c> and <c>value</c>; attributes win over what the property says.
/// </summary>
public abstract partial class FieldTagHelper : TagHelper
{
    [HtmlAttributeName("for")]
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Hint { get; set; }

    public string? Error { get; set; }

    public string? Id { get; set; }

    public bool Optional { get; set; }

    /// <summary>The label is the page's h1, large unless <see cref="Size"/> says otherwise.</summary>
    public bool Heading { get; set; }

    public LabelSize Size { get; set; }

    public bool LabelHidden { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    protected string FieldName => Name
        ?? (For is null ? null : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name))
        ?? throw new InvalidOperationException("A field needs for=\"Property\" or name=\"…\"");

    protected string FieldLabel => Label
        ?? For?.Metadata.DisplayName
        ?? (For?.Metadata.PropertyName is { } property ? Spaced(property) : null)
        ?? throw new InvalidOperationException($"The field {FieldName} needs a label");

    /// <summary>What was typed if the form came back; else what is given; else what the property holds.</summary>
    protected string? Typed(string? given) =>
        ViewContext.ViewData.ModelState.TryGetValue(FieldName, out var entry) && entry.AttemptedValue is { } attempted
            ? attempted
            : given ?? Text(For?.Model);

    /// <summary>As <see cref="Typed"/>, where there may be several.</summary>
    protected IReadOnlyCollection<string> TypedMany(IEnumerable<string>? given)
    {
        if (ViewContext.ViewData.ModelState.TryGetValue(FieldName, out var entry) && entry.RawValue is { } raw)
        {
            return raw as IReadOnlyCollection<string> ?? [Text(raw) ?? ""];
        }
        return given?.ToList() ?? For?.Model switch
        {
            null => [],
            string one => [one],
            IEnumerable many => [.. many.Cast<object?>().Select(Text).OfType<string>()],
            var one => Text(one) is { } text ? [text] : [],
        };
    }

    /// <summary>The field with what all have: looks, error from the attribute or the model state.</summary>
    protected T Dressed<T>(T field) where T : FormField => Dress(
        field with
        {
            Id = Id ?? field.Id,
            Hint = Hint ?? For?.Metadata.Description,
            Error = string.IsNullOrEmpty(Error) ? null : Error,
            Optional = Optional,
            Heading = Heading,
            Size = Heading && Size is LabelSize.Normal ? LabelSize.Large : Size,
            LabelHidden = LabelHidden,
        },
        ViewContext);

    /// <summary>Takes the error the model state has for it, unless it brings its own, and tells the page it is here.</summary>
    internal static T Dress<T>(T field, ViewContext context) where T : FormField
    {
        OnPage.Of(context.HttpContext).Wrote(field.Name);
        if (field.Error is not null) { return field; }
        var state = context.ViewData.ModelState;
        if (field is DateField or DateTimeField)
        {
            var (message, parts) = state.DateError(field.Name);
            if (message is null) { return field; }
            FormField marked = field is DateField date
                ? date with { Error = message, ErrorParts = parts }
                : ((DateTimeField)(FormField)field) with { Error = message, ErrorParts = parts };
            return (T)marked;
        }
        return state.FirstError(field.Name) is { } error ? field with { Error = error } : field;
    }

    protected static void Write(TagHelperOutput output, FormField field)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(field.Render());
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool yes => yes ? "yes" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Spaced(string property) => CapitalInside().Replace(property, m => " " + m.Value.ToLower(English.Culture));

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex CapitalInside();
}
