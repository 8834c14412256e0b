using Microsoft.AspNetCore.Authorization;

namespace Trellis.Modules.Training.Open;

/// <summary>What a place costs, and what it costs not to come: the rules as they are kept.</summary>
[AllowAnonymous]
public sealed class TermsModel(OpenDesk desk) : OpenPage(desk);
