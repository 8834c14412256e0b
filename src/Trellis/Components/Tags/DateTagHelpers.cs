using Microsoft.AspNetCore.Razor.TagHelpers;
using Trellis.Platform.Time;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-date for="Born" /&gt;</c>, where <c>Born</c> is a <see cref="DateParts"/> (or a date, where nothing is read back).</summary>
[HtmlTargetElement("t-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper : FieldTagHelper
{
    public DateParts? Value { get; set; }

    public bool Birthday { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, Dressed(new DateField(FieldName, FieldLabel)
    {
        Value = Value ?? For?.Model switch
        {
            DateParts parts => parts,
            DateOnly day => DateParts.Of(day),
            _ => null,
        },
        Birthday = Birthday,
    }));
}

/// <summary><c>&lt;t-datetime for="Received" /&gt;</c>, where <c>Received</c> is a <see cref="DateTimeParts"/>.</summary>
[HtmlTargetElement("t-datetime", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTimeTagHelper : FieldTagHelper
{
    public DateTimeParts? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, Dressed(new DateTimeField(FieldName, FieldLabel)
    {
        Value = Value ?? For?.Model switch
        {
            DateTimeParts parts => parts,
            Moment moment => DateTimeParts.Of(moment),
            _ => null,
        },
    }));
}
