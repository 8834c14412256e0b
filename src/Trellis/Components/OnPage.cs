using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

/// <summary>What the parts of one page tell the layout, which is rendered after them.</summary>
public sealed class OnPage
{
    private readonly Dictionary<string, int> order = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The back link or breadcrumbs, wherever the page wrote them: they stand above the main part.</summary>
    public IHtmlContent? Before { get; set; }

    /// <summary>The page has put the error summary where it wants it.</summary>
    public bool SummaryPlaced { get; set; }

    public static OnPage Of(HttpContext context)
    {
        if (context.Items[typeof(OnPage)] is OnPage page) { return page; }
        page = new OnPage();
        context.Items[typeof(OnPage)] = page;
        return page;
    }

    /// <summary>A field has been written: the error summary lists errors in this order.</summary>
    public void Wrote(string name) => order.TryAdd(name, order.Count);

    internal int PlaceOf(string name)
    {
        if (order.TryGetValue(name, out var place)) { return place; }
        var dot = name.LastIndexOf('.');
        return dot > 0 && order.TryGetValue(name[..dot], out place) ? place : int.MaxValue;
    }
}
