using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>What the partnership has learnt and agreed, found by words and kind; for those who keep it, what is to be looked at again.</summary>
[Does(ActWords.ViewLibrary)]
public sealed class IndexModel(TrellisDb db, LibraryShelf shelf, PracticeModel practice, LondonClock clock) : PageModel
{
    private const int Longest = 100;

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("all", "Everything"), ("to-read", "Sent to you to read"), ("register", "Policies and arrangements"), ("asked", "Agencies are asked about")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "all";

    [FromQuery(Name = "words")]
    public string Words { get; set; } = "";

    [FromQuery(Name = "kind")]
    public string Kind { get; set; } = "";

    public IReadOnlyList<Shelved> Found { get; private set; } = [];

    public int ToRead { get; private set; }

    public bool MayWrite => db.Acting.Actor.May(ActWords.WriteLibrary);

    public IReadOnlyList<Choice> KindChoices => [new("", "Anything"), .. practice.Library.Kinds.Select(k => new Choice(k.Id, k.Title))];

    public string Title(string kind) => shelf.TitleOf(kind);

    public string Link(string show) => show == "all" ? "/library" : $"/library?show={show}";

    public (string Words, TagColour Colour)? Tag(Shelved one) => one switch
    {
        { Withdrawn: true } => ("Withdrawn", TagColour.Grey),
        { Sent: true } => ("Sent to you", TagColour.Blue),
        { AskedUntil: not null } => ("Comments asked", TagColour.Yellow),
        { Version: null } => ("Draft", TagColour.Grey),
        { ReviewBy: { } by } when MayWrite && by < clock.Today => ("Review overdue", TagColour.Red),
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shows.All(s => s.Value != Show) || KindChoices.All(k => k.Value != Kind) || Words.Length > Longest) { return NotFound(); }
        var all = await shelf.FindAsync(Words, Kind, stop: HttpContext.RequestAborted);
        ToRead = all.Count(s => s.Sent);
        Found = Show switch
        {
            "to-read" => [.. all.Where(s => s.Sent)],
            "register" => [.. all.Where(s => practice.Library.Kind(s.Kind)?.Consulted is true).OrderBy(s => s.Title, StringComparer.CurrentCulture)],
            "asked" => [.. all.Where(s => s.AskedUntil is not null)],
            _ => [.. all.Where(s => !s.Withdrawn || MayWrite)],
        };
        return Page();
    }
}
