using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Training.Materials;

namespace Trellis.Modules.Training.Open;

/// <summary>Gives out the file of a material: to anybody what is for everybody, to whoever has a place what is for them, each in its time.</summary>
[AllowAnonymous]
public sealed class MaterialModel(OpenDesk desk, MaterialShelf shelf) : OpenPage(desk)
{
    public async Task<IActionResult> OnGetAsync(Guid material)
    {
        await Desk.Door.EnterAsync(Stop);
        if (await shelf.FindAsync(material, Stop) is not { File: { } file, Who: not "trainers", WithdrawnAt: null } found) { return NotFound(); }
        if (shelf.IsForEverybodyNow(found)) { return await shelf.GiveAsync(file, Response, Stop); }
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (who.Known is not { } known || await shelf.PlaceForAsync(found, known.Id, Stop) is not { } place) { return NotFound(); }
        await Desk.Views.SawAsync("training-material", ActWords.GuestBooks, [known.Id], place.Area, cancellationToken: Stop);
        return await shelf.GiveAsync(file, Response, Stop);
    }
}
