using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Trellis.Modules.Public;

[AllowAnonymous]
public sealed class AccessibilityModel : PageModel;

[AllowAnonymous]
public sealed class PrivacyModel : PageModel;
