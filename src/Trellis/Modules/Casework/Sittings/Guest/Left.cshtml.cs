using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Trellis.Modules.Casework.Sittings.Guest;

/// <summary>What somebody with a one-time link sees once they have closed it.</summary>
[AllowAnonymous]
public sealed class LeftModel : PageModel;
