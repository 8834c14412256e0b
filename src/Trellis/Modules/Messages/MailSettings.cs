using System.Globalization;
using System.Net.Mail;
using Trellis.Platform;
using Trellis.Platform.Messages;
using Trellis.Platform.Time;

namespace Trellis.Modules.Messages;

/// <summary>
/// How the site sends e-mail, from its operator's settings (environment or a settings file, never the repository): nothing, by
/// SMTP (<c>Messages:Smtp</c>) or by GOV.UK Notify (<c>Messages:Notify</c>). Secrets are read from files the settings name.
/// </summary>
public static class MailSettings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="WrongInputException">A setting is missing or wrong; the message names it.</exception>
    public static Mailing Read(IConfiguration settings, LondonClock clock)
    {
        var (smtp, notify) = (settings.GetSection("Messages:Smtp"), settings.GetSection("Messages:Notify"));
        if (smtp.Exists() && notify.Exists()) { throw new WrongInputException("Messages:Smtp and Messages:Notify are both set: e-mail goes out one way only"); }
        if (!smtp.Exists() && !notify.Exists()) { return new Mailing(null, settings["Messages:Site"] is null ? null : Address(settings, "Messages:Site")); }
        var site = Address(settings, "Messages:Site");
        return new Mailing(smtp.Exists() ? Smtp(smtp) : Notify(notify, clock), site);
    }

    private static SmtpCarrier Smtp(IConfigurationSection smtp)
    {
        var from = Needed(smtp, "From");
        if (!MailAddress.TryCreate(from, out _)) { throw Wrong(smtp, "From", "an e-mail address"); }
        var port = smtp["Port"] ?? "587";
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65535) { throw Wrong(smtp, "Port", "a number from 1 to 65535"); }
        if (!bool.TryParse(smtp["Tls"] ?? "true", out var tls)) { throw Wrong(smtp, "Tls", "true or false"); }
        // What goes this way can be a link that lets somebody in.
        if (!tls && Needed(smtp, "Host") is not ("localhost" or "127.0.0.1" or "::1")) { throw Wrong(smtp, "Tls", "true where the server is not on this machine"); }
        var user = smtp["User"];
        return new SmtpCarrier(new SmtpServer(Needed(smtp, "Host"), number, from, user, user is null ? null : Secret(smtp, "PasswordFile"), tls));
    }

    private static NotifyCarrier Notify(IConfigurationSection notify, LondonClock clock)
    {
        var key = NotifyKey.Read(Secret(notify, "KeyFile")) ?? throw Wrong(notify, "KeyFile", "a file with a Notify key: a name and two ids, with hyphens between");
        if (!Guid.TryParse(Needed(notify, "Template"), out var template)) { throw Wrong(notify, "Template", "the id of a template"); }
        var address = notify["Address"] is null ? NotifyCarrier.Address : Address(notify, "Address");
        return new NotifyCarrier(new HttpClient { BaseAddress = address, Timeout = Patience }, key, template, clock);
    }

    private static Uri Address(IConfiguration settings, string name)
    {
        var text = settings[name] ?? throw new WrongInputException($"{Full(settings, name)} is not set: e-mails need the address of the site, such as https://trellis.example");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true })
            ? address
            : throw new WrongInputException($"{Full(settings, name)} must be an address that begins with https");
    }

    private static string Secret(IConfigurationSection section, string name)
    {
        var path = Needed(section, name);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : throw new WrongInputException($"{section.Path}:{name} names a file that is not there");
    }

    private static string Needed(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } value ? value : throw new WrongInputException($"{section.Path}:{name} is not set");

    private static WrongInputException Wrong(IConfigurationSection section, string name, string expected) => new($"{section.Path}:{name} must be {expected}");

    private static string Full(IConfiguration settings, string name) => settings is IConfigurationSection section ? $"{section.Path}:{name}" : name;
}
