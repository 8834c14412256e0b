using Microsoft.AspNetCore.Diagnostics;

namespace Trellis.Access;

/// <summary>What whoever met a failure can quote, and the log has with the kind of failure: "7C2A-90F4". It says nothing of the inside.</summary>
public static class FailureReference
{
    /// <summary>Makes one for the failure this request is answered with, and notes it in the log; null when nothing failed.</summary>
    public static string? Note(HttpContext http)
    {
        if (http.Features.Get<IExceptionHandlerFeature>() is not { } failed) { return null; }
        var made = Guid.NewGuid().ToString("N").ToUpperInvariant();
        var reference = $"{made[..4]}-{made[4..8]}";
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FailureReference)).LogError("{Failure} was answered with the reference {Id}", failed.Error.GetType().Name, reference);
        return reference;
    }
}
