using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Trellis.Platform.Time;

namespace Trellis.Platform.Messages;

/// <summary>
/// By GOV.UK Notify. Its template holds <c>((subject))</c> and <c>((body))</c> and nothing else. Notify keeps our id as its
/// reference, under which an operator finds there what became of an e-mail.
/// </summary>
public sealed class NotifyCarrier(HttpClient http, NotifyKey key, Guid template, LondonClock clock) : ICarrier
{
    public static readonly Uri Address = new("https://api.notifications.service.gov.uk");

    private static readonly Uri Email = new("/v2/notifications/email", UriKind.Relative);

    public async Task<Carried> CarryAsync(Letter letter, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Email);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Token(clock.Now));
        request.Content = JsonContent.Create(new
        {
            email_address = letter.To,
            template_id = template,
            personalisation = new { subject = letter.Subject, body = letter.Body },
            reference = letter.Id,
        });
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var code = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return answer.StatusCode switch
            {
                HttpStatusCode.Created => new Carried(Handover.Sent, code),
                // What is wrong with the request is wrong with it the next time. A key or a limit can be put right, a failure passes.
                HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge => new Carried(Handover.Refused, code),
                HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests => new Carried(Handover.Later, code),
                >= HttpStatusCode.InternalServerError => new Carried(Handover.Later, code),
                _ => new Carried(Handover.Unknown, code),
            };
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new Carried(Handover.Later, "no-connection");
        }
        catch (HttpRequestException)
        {
            return new Carried(Handover.Unknown, "connection-lost");
        }
        catch (OperationCanceledException)
        {
            return new Carried(Handover.Unknown, "timeout");
        }
    }
}
