using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Materials;

/// <summary>Gives out the file of a material to those who run training or give it; to anybody else with an account what is for everybody.</summary>
[Does(ActWords.ViewTraining)]
public sealed class FetchModel(MaterialShelf shelf) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid material) =>
        await shelf.FindAsync(material, HttpContext.RequestAborted) is { File: { } file } ? await shelf.GiveAsync(file, Response, HttpContext.RequestAborted) : NotFound();
}
