using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Trellis.Modules.Questionnaires.Guest;

/// <summary>What somebody with a link sees once they have closed it.</summary>
[AllowAnonymous]
public sealed class LeftModel : PageModel;
