using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Trellis.Platform.Messages;

/// <summary>A mail server to hand e-mail to.</summary>
/// <param name="Tls">The connection turns to TLS (STARTTLS) before anything is said; false only for a server on the same machine.</param>
public sealed record SmtpServer(string Host, int Port, string From, string? User, string? Password, bool Tls);

/// <summary>By SMTP. The Message-ID is the e-mail's id: a receiver that gets it twice shows it once.</summary>
public sealed class SmtpCarrier(SmtpServer server) : ICarrier
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<Carried> CarryAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryCreate(letter.To, out _)) { return new Carried(Handover.Refused, "address"); }
        using var message = new MailMessage(server.From, letter.To, letter.Subject, letter.Body) { SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        message.Headers["Message-ID"] = $"<{letter.Id}@{new MailAddress(server.From).Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated";
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.Tls };
        if (server.User is { } user) { client.Credentials = new NetworkCredential(user, server.Password); }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, patience.Token);
            return new Carried(Handover.Sent, "250");
        }
        catch (SmtpException failed)
        {
            return Read(failed);
        }
        catch (AuthenticationException)
        {
            return new Carried(Handover.Later, "tls");
        }
        catch (OperationCanceledException)
        {
            return new Carried(Handover.Unknown, "timeout");
        }
    }

    private static Carried Read(SmtpException failed)
    {
        var code = (int)failed.StatusCode;
        if (code >= 400) { return new Carried(code >= 500 ? Handover.Refused : Handover.Later, code.ToString(CultureInfo.InvariantCulture)); }
        for (Exception? inner = failed.InnerException; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NoData }:
                    return new Carried(Handover.Later, "no-connection");
                case AuthenticationException:
                    return new Carried(Handover.Later, "tls");
            }
        }

        // Lost on the way: from here it cannot be seen whether the last word had been said.
        return new Carried(Handover.Unknown, "connection-lost");
    }
}
