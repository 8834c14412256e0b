using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Trellis.Components;

/// <summary>How a page says that a typed date is wrong, so that the boxes at fault and no others are marked.</summary>
public static class ModelStateDates
{
    /// <summary>The message goes to the first box at fault, which the summary links to; the other boxes are marked without words.</summary>
    public static void AddDateError(this ModelStateDictionary state, string name, DateFault fault)
    {
        var said = false;
        foreach (var part in new[] { DatePart.Day, DatePart.Month, DatePart.Year, DatePart.Time })
        {
            if (!fault.Parts.HasFlag(part)) { continue; }
            state.AddModelError($"{name}.{part}", said ? "" : fault.Message);
            said = true;
        }
    }

    /// <summary>The words about a date and the boxes they are about.</summary>
    internal static (string? Message, DatePart Parts) DateError(this ModelStateDictionary state, string name)
    {
        string? message = state.FirstError(name);
        var parts = DatePart.None;
        foreach (var part in new[] { DatePart.Day, DatePart.Month, DatePart.Year, DatePart.Time })
        {
            if (state.FirstError($"{name}.{part}") is not { } words) { continue; }
            parts |= part;
            if (string.IsNullOrEmpty(message)) { message = words; }
        }
        return (message, parts);
    }

    internal static string? FirstError(this ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
}
