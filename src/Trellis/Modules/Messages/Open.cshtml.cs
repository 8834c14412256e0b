using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Messages;

/// <summary>Where a message leads: it is read by following it. What stands there is shown under the reader's own rights.</summary>
[Does(ActWords.ViewMessages)]
public sealed class OpenModel(Tray tray) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id) => await tray.OpenAsync(id) is { } link ? Redirect(link) : NotFound();
}
