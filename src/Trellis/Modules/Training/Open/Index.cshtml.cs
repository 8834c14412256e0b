using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Components;

namespace Trellis.Modules.Training.Open;

/// <summary>What anybody may book: courses found by words and part of the programme, and when they are held.</summary>
[AllowAnonymous]
public sealed class IndexModel(OpenDesk desk) : OpenPage(desk)
{
    private const int Longest = 100;

    [FromQuery(Name = "words")]
    public string Words { get; set; } = "";

    [FromQuery(Name = "programme")]
    public string Part { get; set; } = "";

    public IReadOnlyList<(Course Course, IReadOnlyList<Listed> Workshops)> Found { get; private set; } = [];

    public IReadOnlyList<Choice> PartChoices => [.. Rules.Programmes.Select(p => new Choice(p.Id, p.Title))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (Words.Length > Longest || (Part.Length > 0 && PartChoices.All(p => p.Value != Part))) { return NotFound(); }
        await Desk.Door.EnterAsync(Stop);
        var courses = await Desk.Programme.CoursesAsync(Words, Part, openOnly: true, Stop);
        var (from, until) = Desk.Programme.Ahead;
        var workshops = (await Desk.Programme.WorkshopsAsync(null, from, until, bookable: true, Stop)).ToLookup(w => w.CourseId);
        // What is held soonest stands first; what has no day yet, last.
        Found = [.. courses.Select(c => (c, (IReadOnlyList<Listed>)[.. workshops[c.Id]])).OrderBy(c => c.Item2.Count == 0 ? DateTimeOffset.MaxValue : c.Item2[0].StartsAt)];
        return Page();
    }
}
