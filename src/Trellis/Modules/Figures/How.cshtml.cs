using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Trellis.Modules.Figures;

[AllowAnonymous]
public sealed class HowModel : PageModel;
