using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Trellis.Platform;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Sources;

/// <summary>
/// Which outside indexes there are, from the operator's settings (environment or a settings file, never the repository):
/// <c>Sources:CODE:Kind</c> and so on. Secrets are read from files the settings name. The README lists them.
/// </summary>
public static partial class SourceSettings
{
    public const string Section = "Sources";

    /// <exception cref="WrongInputException">A setting is missing or wrong; the message names it.</exception>
    public static SourceBook Read(IConfiguration settings, PracticeModel practice, LondonClock clock) =>
        new([.. settings.GetSection(Section).GetChildren().Select(one => Read(one, practice, clock))]);

    private static Source Read(IConfigurationSection one, PracticeModel practice, LondonClock clock)
    {
        if (!Code().IsMatch(one.Key)) { throw new WrongInputException($"{one.Path}: a source is named in small letters, digits and hyphens, 40 at most"); }
        var areas = (one["Areas"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (areas.FirstOrDefault(a => practice.Areas.All(known => known.Code != a)) is { } stranger) { throw new WrongInputException($"{one.Path}:Areas names {stranger}, which is no area of the practice model"); }
        var address = Address(one, "Address");
        var patience = new Patience(TimeSpan.FromSeconds(Number(one, "Seconds", Patience.Usual.Whole)), TimeSpan.FromSeconds(Number(one, "LeaveAloneSeconds", Patience.Usual.Break)));
        Wire Wired() => new(Wire.To(address), patience);
        var (kind, index) = Needed(one, "Kind") switch
        {
            "trellis" => ("Another area’s Trellis", (Func<IOutsideIndex>)(() => new OtherTrellis(Wired(), Needed(one, "ClientId"), Secret(one, "SecretFile"), clock))),
            "fhir" => ("Demographics service (FHIR R4)", () => new Demographics(Wired(), Key(one, clock))),
            _ => throw Wrong(one, "Kind", "trellis or fhir"),
        };
        return new Source(one.Key, Needed(one, "Title"), kind, areas, address.Host, index());
    }

    /// <summary>None where the service lets anybody in who reaches it, such as one on the same network or for tests.</summary>
    private static DemographicsKey? Key(IConfigurationSection one, LondonClock clock)
    {
        if (one["KeyFile"] is null) { return null; }
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(Secret(one, "KeyFile"));
        }
        catch (Exception failed) when (failed is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw Wrong(one, "KeyFile", "a file with a private RSA key (PEM)");
        }

        return new DemographicsKey(Address(one, "TokenAddress", folder: false), Needed(one, "ApiKey"), Needed(one, "KeyId"), key, clock);
    }

    private static Uri Address(IConfigurationSection one, string name, bool folder = true)
    {
        var text = Needed(one, name);
        if (!Uri.TryCreate(folder && !text.EndsWith('/') ? text + "/" : text, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true }) || address.Query.Length > 0 || address.UserInfo.Length > 0)
        {
            throw Wrong(one, name, "an address that begins with https, with neither a password nor a question in it");
        }

        return address;
    }

    private static double Number(IConfigurationSection one, string name, TimeSpan otherwise)
    {
        if (one[name] is not { } text) { return otherwise.TotalSeconds; }
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0.5 and <= 600 ? number : throw Wrong(one, name, "a number of seconds from 0.5 to 600");
    }

    private static string Secret(IConfigurationSection one, string name)
    {
        var path = Needed(one, name);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : throw new WrongInputException($"{one.Path}:{name} names a file that is not there");
    }

    private static string Needed(IConfigurationSection one, string name) => one[name] is { Length: > 0 } value ? value : throw new WrongInputException($"{one.Path}:{name} is not set");

    private static WrongInputException Wrong(IConfigurationSection one, string name, string expected) => new($"{one.Path}:{name} must be {expected}");

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
