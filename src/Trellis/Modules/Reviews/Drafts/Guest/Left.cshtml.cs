using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Trellis.Modules.Reviews.Drafts.Guest;

/// <summary>What a reader with a link sees once they have closed it.</summary>
[AllowAnonymous]
public sealed class LeftModel : PageModel;
