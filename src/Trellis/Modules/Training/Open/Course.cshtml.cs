using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Modules.Training.Materials;

namespace Trellis.Modules.Training.Open;

/// <summary>One course, as anybody reads it, and when it can be booked.</summary>
[AllowAnonymous]
public sealed class CourseModel(OpenDesk desk, MaterialShelf shelf) : OpenPage(desk)
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    public Course Of { get; private set; } = null!;

    public IReadOnlyList<Listed> Workshops { get; private set; } = [];

    public IReadOnlyList<OnTheShelf> Materials { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        await Desk.Door.EnterAsync(Stop);
        if (await Desk.Programme.CourseAsync(Reference, tracked: false, Stop) is not { Open: true } of) { return NotFound(); }
        Of = of;
        var (from, until) = Desk.Programme.Ahead;
        Workshops = await Desk.Programme.WorkshopsAsync(of.Id, from, until, bookable: true, Stop);
        Materials = await shelf.ForEverybodyAsync(of, Stop);
        return Page();
    }
}
