using System.Text;

namespace Trellis.Components;

/// <summary>The one rule from a field's name to its element's id, so that an error summary can link by name alone.</summary>
public static class FieldId
{
    /// <summary>
    /// <c>Referral.Source</c> is <c>Referral-Source</c>, <c>answers[held-on]</c> is <c>answers-held-on</c>. The day of a date has
    /// the id of the date itself: like the first of some radio buttons, it is where a link to the whole question goes.
    /// </summary>
    public static string Of(string name)
    {
        if (name.EndsWith(".Day", StringComparison.Ordinal)) { name = name[..^4]; }
        var id = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_') { id.Append(c); }
            else if (id.Length > 0 && id[^1] != '-') { id.Append('-'); }
        }
        var text = id.ToString().TrimEnd('-');
        return text.Length > 0 && char.IsAsciiLetter(text[0]) ? text : "f-" + text;
    }
}
