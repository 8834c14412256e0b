using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Oversight;

/// <summary>A list of looks with its filter, its pages and its export.</summary>
public abstract class LookListModel(AgencyRegister agencies) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DateParts From { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public DateParts To { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Agency { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>From the query alone: the route of a Razor page has a value called "page" too, which is its path.</summary>
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public LookPage Found { get; private protected set; } = null!;

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    /// <summary>The last page known of; there may be more behind it.</summary>
    public int Pages => PageNumber + (Found.More ? 1 : 0);

    public string PageLink(int page) => Link(("page", page.ToString(CultureInfo.InvariantCulture)));

    public string CsvLink => Link(("handler", "Csv"));

    /// <summary>Whether whoever is listed is a member of staff, and the people they looked at are named.</summary>
    public virtual bool OfStaff => false;

    private protected async Task<LookFilter?> FilterAsync()
    {
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        Agencies = [new Choice("", "All agencies"), .. (await agencies.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
        var (from, wrongFrom) = From.Read("first day");
        var (to, wrongTo) = To.Read("last day");
        if (wrongFrom is not null) { ModelState.AddDateError(nameof(From), wrongFrom); }
        if (wrongTo is not null) { ModelState.AddDateError(nameof(To), wrongTo); }
        if (from > to) { ModelState.AddModelError(nameof(To), "The last day must be the same as or after the first day"); }
        return ModelState.IsValid ? new LookFilter(from, to, string.IsNullOrEmpty(Agency) ? null : Agency, string.IsNullOrEmpty(Sort) ? null : Sort) : null;
    }

    private string Link((string Name, string Value) also)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key is not ("page" or "handler")).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? ""))) { { also.Name, also.Value } };
        return Request.Path + query.ToString();
    }
}
