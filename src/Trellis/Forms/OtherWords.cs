using Microsoft.AspNetCore.Html;
using Trellis.Components;
using Trellis.Practice;

namespace Trellis.Forms;

/// <summary>A form in the words of one of its variants: another language, or easy read with pictures. What it has no words for is said as in the model.</summary>
public sealed class OtherWords(Wordings words)
{
    /// <summary>As it is drawn. That a question may be left out is said once, above the form, in its words: "(optional)" is a word of another language.</summary>
    public Field Of(Field field) => words.Fields.TryGetValue(field.Id, out var said) ? field with { Label = said.Title, Hint = said.Hint, Required = true } : field;

    /// <summary>Of another language: what scripts count and say on the page would be in English.</summary>
    public bool IsEnglish => words.Language is "en";

    public IHtmlContent? Picture(string field) => words.Fields.TryGetValue(field, out var said) && said.Symbol is { } symbol ? Symbols.Draw(symbol) : null;

    public Choice Of(Choice choice, string list) => words.Codes.TryGetValue($"{list}.{choice.Value}", out var said)
        ? choice with { Label = said.Title, Hint = said.Hint, Picture = said.Symbol is { } symbol ? Symbols.Draw(symbol) : null }
        : choice;
}
