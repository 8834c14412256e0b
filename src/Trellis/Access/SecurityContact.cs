using System.Globalization;
using Trellis.Platform;
using Trellis.Platform.Time;

namespace Trellis.Access;

/// <summary>Where somebody who found a weakness tells of it (RFC 9116): the address the operator names, and nothing where none is named.</summary>
public static class SecurityContact
{
    public const string Setting = "TRELLIS_SECURITY_CONTACT";

    /// <exception cref="WrongInputException">What is named is no address that begins with mailto: or https://.</exception>
    public static void Map(WebApplication site)
    {
        if (site.Configuration[Setting] is not { Length: > 0 } named) { return; }
        if (!Uri.TryCreate(named, UriKind.Absolute, out var contact) || (contact.Scheme != Uri.UriSchemeMailto && contact.Scheme != Uri.UriSchemeHttps))
        {
            throw new WrongInputException($"{Setting} holds \"{named}\", which is no address such as mailto:security@example.org");
        }

        site.MapGet("/.well-known/security.txt", (LondonClock clock) =>
            Results.Text(string.Create(CultureInfo.InvariantCulture, $"Contact: {contact}\nExpires: {clock.Today.AddDays(180):yyyy-MM-dd}T00:00:00Z\nPreferred-Languages: en\n"))).AllowAnonymous();
    }
}
