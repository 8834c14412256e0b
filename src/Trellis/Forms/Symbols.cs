using System.Collections.Immutable;
using Microsoft.AspNetCore.Html;
using Trellis.Components;

namespace Trellis.Forms;

/// <summary>Small pictures of our own beside easy-read questions and answers. They say nothing the words do not, so that a screen reader passes them by.</summary>
public static class Symbols
{
    private const string Face = "<circle cx='24' cy='24' r='20'/><circle cx='17' cy='20' r='2' fill='currentColor'/><circle cx='31' cy='20' r='2' fill='currentColor'/>";

    private static readonly ImmutableDictionary<string, string> Drawings = new Dictionary<string, string>
    {
        ["happy"] = Face + "<path d='M14 28q10 12 20 0'/>",
        ["neither"] = Face + "<path d='M15 31h18'/>",
        ["sad"] = Face + "<path d='M14 34q10-11 20 0'/>",
        ["unsure"] = "<circle cx='24' cy='24' r='20'/><path d='M18 19q0-7 7-7 6 0 6 6 0 4-4 6-3 2-3 5'/><circle cx='24' cy='35' r='1.5' fill='currentColor'/>",
        ["yes"] = "<path d='M8 26l11 11L41 11' stroke-width='5'/>",
        ["no"] = "<path d='M11 11l26 26M37 11L11 37' stroke-width='5'/>",
        ["ear"] = "<path d='M15 22a10 10 0 1 1 19 4c-2 5-7 6-7 11 0 4-3 6-6 6-4 0-6-3-6-6M20 22a5 5 0 0 1 10 0c0 4-5 3-5 7'/>",
        ["talk"] = "<path d='M6 9h28v19H19l-8 8v-8H6zM38 17h5v19h-5v7l-7-7H20'/>",
        ["people"] = "<circle cx='16' cy='14' r='6'/><circle cx='33' cy='16' r='5'/><path d='M5 41c0-11 5-17 11-17s11 6 11 17zM29 25c7-2 14 4 14 16h-11'/>",
        ["house"] = "<path d='M6 24L24 8l18 16M11 21v20h26V21M20 41V29h8v12'/>",
        ["safe"] = "<path d='M24 5l16 6v12c0 11-7 17-16 20C15 40 8 34 8 23V11zM16 24l6 6 11-12'/>",
        ["help"] = "<path d='M24 42C10 32 5 25 5 18a9 9 0 0 1 19-3 9 9 0 0 1 19 3c0 7-5 14-19 24z'/>",
        ["paper"] = "<path d='M11 5h18l8 8v30H11zM29 5v8h8M17 22h14M17 29h14M17 36h9'/>",
        ["clock"] = "<circle cx='24' cy='24' r='19'/><path d='M24 12v13l9 6'/>",
        ["pencil"] = "<path d='M8 40l3-11L33 7l8 8-22 22zM29 11l8 8'/>",
    }.ToImmutableDictionary();

    /// <summary>A symbol of <see cref="Practice.Wordings.Symbols"/>.</summary>
    public static IHtmlContent Draw(string name) => El.Span("t-symbol", new HtmlString(
        $"<svg viewBox='0 0 48 48' width='48' height='48' aria-hidden='true' focusable='false' fill='none' stroke='currentColor' stroke-width='2.5' stroke-linecap='round' stroke-linejoin='round'>{Drawings[name]}</svg>"));
}
