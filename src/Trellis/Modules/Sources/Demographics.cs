using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Trellis.Modules.Sources.Public;

namespace Trellis.Modules.Sources;

/// <summary>
/// A demographics service that speaks FHIR R4, such as the NHS's: a search for patients (<c>POST [base]/Patient/_search</c>), so that
/// nothing about anybody stands in an address. An answer is a searchset Bundle of Patients, or an OperationOutcome that says why not.
/// </summary>
public sealed class Demographics(Wire wire, DemographicsKey? key) : IOutsideIndex, IDisposable
{
    private const int Most = 25;

    private static readonly Uri Search = new("Patient/_search", UriKind.Relative);

    /// <summary>Without a date of birth most family names are too many people.</summary>
    public string? Lacks(TypedPerson who) => string.IsNullOrWhiteSpace(who.FamilyName) ? "needs-family-name" : who.Born is null ? "needs-birth-date" : null;

    public async Task<Heard> AskAsync(TypedPerson who, CancellationToken cancellationToken)
    {
        string? token = null;
        if (key is not null)
        {
            (token, var refused) = await key.TokenAsync(wire, cancellationToken);
            if (token is null) { return refused!; }
        }

        var asked = Guid.NewGuid();
        var reply = await wire.SendAsync(() => Question(who, token, asked), cancellationToken);
        if (reply.Status is HttpStatusCode.Unauthorized) { key?.Forget(); }
        return FhirAnswer.Issue(reply.Body) is { } issue && issue.Outcome is SourceOutcome.NotChecked && reply.Failed is null or { Code: "refused" } ? issue : reply.Failed ?? FhirAnswer.Read(reply.Body);
    }

    public void Dispose()
    {
        wire.Dispose();
        key?.Dispose();
    }

    private static HttpRequestMessage Question(TypedPerson who, string? token, Guid asked)
    {
        var form = new List<KeyValuePair<string, string>> { new("family", who.FamilyName.Trim()), new("birthdate", $"eq{who.Born!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"), new("_count", Most.ToString(CultureInfo.InvariantCulture)) };
        if (!string.IsNullOrWhiteSpace(who.GivenName)) { form.Add(new("given", who.GivenName.Trim())); }
        if (who.Sex is "male" or "female") { form.Add(new("gender", who.Sex)); }
        if (!string.IsNullOrWhiteSpace(who.Postcode)) { form.Add(new("address-postalcode", who.Postcode.Trim())); }
        var request = new HttpRequestMessage(HttpMethod.Post, Search) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/fhir+json"));
        request.Headers.Add("X-Request-ID", asked.ToString()); // the same at each try: it is one question
        if (token is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token); }
        return request;
    }
}
