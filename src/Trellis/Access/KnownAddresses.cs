using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Trellis.Platform;

namespace Trellis.Access;

/// <summary>
/// By which names the site answers, and whose word is taken for where a request came from. A request for another name is refused: the
/// address a page leads on to is made from it. The proxy in front says who asked only where the operator names the proxy.
/// </summary>
public static class KnownAddresses
{
    public const string Proxies = "TRELLIS_PROXIES";

    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <param name="site">The address people know the site by; null where it is on this machine only.</param>
    /// <param name="proxies">Addresses with commas between; null or empty: there is none.</param>
    /// <exception cref="WrongInputException">What should be an address is none.</exception>
    public static void AddKnownAddresses(this IServiceCollection services, string? site, string? proxies)
    {
        var names = Uri.TryCreate(site, UriKind.Absolute, out var known) ? ThisMachine.Append(known.Host) : ThisMachine;
        services.PostConfigure<HostFilteringOptions>(hosts =>
        {
            hosts.AllowedHosts = [.. names];
            hosts.AllowEmptyHosts = false;
        });
        var believed = Read(proxies);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in believed) { forwarded.KnownProxies.Add(proxy); }
            // With nobody believed the framework would believe everybody.
            forwarded.ForwardedHeaders = believed.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });
    }

    private static IPAddress[] Read(string? proxies) =>
        [.. (proxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => IPAddress.TryParse(text, out var address) ? address : throw new WrongInputException($"{Proxies} holds \"{text}\", which is no address such as 127.0.0.1"))];
}
