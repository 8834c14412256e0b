using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Commands;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Api;

/// <summary>What a program looks for: a name, a birth date, or both.</summary>
/// <param name="Born"><c>2014-03-27</c>.</param>
public sealed record PeopleQuestion(string? Name, DateOnly? Born);

/// <summary>Somebody who was found. Who they are is there only where <c>access</c> is <c>open</c>.</summary>
/// <param name="Access">open, known or restricted.</param>
public sealed record PersonFound(Guid Id, string Area, string Access, string? Reference, string? GivenName, string? FamilyName, DateOnly? Born);

public sealed record PeopleAnswer(IReadOnlyList<PersonFound> People, int Most);

/// <summary>Somebody another area's front door has before it. All three are needed: a birth date alone is many people.</summary>
public sealed record KnownQuestion(string? GivenName, string? FamilyName, DateOnly? Born);

/// <summary>Somebody who may be this person is known.</summary>
/// <param name="Reference">To quote to <paramref name="Contact"/>.</param>
public sealed record PersonKnown(string Reference, string Area, string Contact);

/// <param name="More">There are more who may be this person.</param>
public sealed record KnownAnswer(IReadOnlyList<PersonKnown> People, bool More);

public sealed record PersonAnswer(Guid Id, string Reference, string Area, string GivenName, string FamilyName, DateOnly? Born, DateOnly? DiedOn, string? Where, IReadOnlyList<MatterSummary> Matters)
{
    /// <summary>How well the date of birth is known: day, month, year, about, or expected.</summary>
    public required string BornAs { get; init; }

    /// <summary>Where they live now is confidential: ask the children's social care of their area.</summary>
    public required bool HasConfidentialAddress { get; init; }

    /// <summary>Ids of every record of theirs that is open to whoever asks. What was asked for may lead to another, which is <c>id</c>.</summary>
    public required IReadOnlyList<Guid> Records { get; init; }

    /// <summary>Names, addresses, numbers, places, traits, relationships, and what agencies said.</summary>
    public required IReadOnlyList<PersonDetail> Details { get; init; }
}

/// <param name="Occurred">When it happened; where only the day is known, midnight in London.</param>
/// <param name="Withdrawn">Why it was taken away; null when it stands.</param>
public sealed record ChronologyEntry(Guid Fact, DateTimeOffset Occurred, bool DayOnly, DateTimeOffset Recorded, string Title, IReadOnlyDictionary<string, string> Details, string? Agency, Guid? Step, Guid? Person, string? Withdrawn);

public sealed record ChronologyAnswer(int Page, int Pages, int Total, IReadOnlyList<ChronologyEntry> Entries);

public sealed record FigureNamed(string Id, string Title, string Unit, IReadOnlyList<string> By);

/// <summary>A token for a client id and secret (RFC 6749, section 5.1).</summary>
public sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType, [property: JsonPropertyName("expires_in")] int ExpiresIn, string Scope);

/// <summary>The routes of <c>/api/v1</c>. Each asks one act, reads what pages read, and notes the same views.</summary>
public static class Routes
{
    private const string Asks = "api";
    private const int MostASecond = 10;
    private const int PageSize = 100;
    private const int LongestBody = 4096;

    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void AddApi(this IServiceCollection services)
    {
        services.AddScoped<ApiClients>();
        services.AddProblemDetails();
        services.AddOpenApi("v1", document =>
        {
            document.ShouldInclude = described => described.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
            document.AddDocumentTransformer((it, _, _) =>
            {
                (it.Info.Title, it.Info.Version) = ("Trellis for programs", "1");
                it.Info.Description = "Get a token at /api/v1/token (OAuth 2.0 client credentials: client id and secret as HTTP Basic or in the form), then send it as Authorization: Bearer. Errors are problem details (RFC 9457).";
                return Task.CompletedTask;
            });
        });
        services.AddRateLimiter(limits => limits.AddPolicy(Asks, http => RateLimitPartition.GetTokenBucketLimiter(
            http.Request.Headers.Authorization.ToString() is { Length: > 0 } token ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions { TokenLimit = MostASecond * 10, TokensPerPeriod = MostASecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 })));
    }

    public static void MapApi(this WebApplication site)
    {
        site.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = site.MapGroup("/api/v1").AllowAnonymous(); // of cookies and who signed in nothing is asked here
        api.MapPost("/token", TokenAsync).RequireRateLimiting(ApiClients.Tries).DisableAntiforgery().Accepts<IFormCollection>("application/x-www-form-urlencoded").Produces<TokenAnswer>().WithSummary("Get a token for a client id and secret");
        var asked = api.MapGroup("").AddEndpointFilter<AsClient>().RequireRateLimiting(Asks).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        asked.MapPost("/people", SearchAsync).WithMetadata(new DoesAttribute(ActWords.SearchPeople)).Accepts<PeopleQuestion>("application/json").Produces<PeopleAnswer>().ProducesProblem(400).WithSummary("Is this person known?");
        asked.MapPost("/people/known", KnownAsync).WithMetadata(new DoesAttribute(ActWords.KnownPerson)).Accepts<KnownQuestion>("application/json").Produces<KnownAnswer>().ProducesProblem(400).WithSummary("May this person be known, and whom to contact");
        asked.MapGet("/people/{id:guid}", PersonAsync).WithMetadata(new DoesAttribute(ActWords.ViewPerson)).Produces<PersonAnswer>().ProducesProblem(404).WithSummary("Who somebody is, and the matters about them");
        asked.MapGet("/matters/{id:guid}", MatterAsync).WithMetadata(new DoesAttribute(ActWords.ViewMatter)).Produces<MatterDetail>().ProducesProblem(404).WithSummary("A matter: whom it is about, and its steps");
        asked.MapGet("/matters/{id:guid}/chronology", ChronologyAsync).WithMetadata(new DoesAttribute(ActWords.ViewMatter)).Produces<ChronologyAnswer>().ProducesProblem(404).WithSummary("What happened in a matter, the newest first, 100 on a page");
        asked.MapGet("/figures", (FigureBook book) => Results.Ok(book.Figures.Select(f => new FigureNamed(f.Id, f.Title, f.Unit, [.. f.By.Select(d => d.Id)])))).WithMetadata(new DoesAttribute(ActWords.ViewFigures)).Produces<FigureNamed[]>().WithSummary("Every figure there is");
        asked.MapGet("/figures/{figure}", FigureAsync).WithMetadata(new DoesAttribute(ActWords.ViewFigures)).Produces<FigureSeries>().ProducesProblem(404).WithSummary("One figure by area and year, printed and counted, with its sources");
        site.Map("/api/{**rest}", () => Problems.Of(StatusCodes.Status404NotFound, "There is no such address")).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> TokenAsync(HttpContext http, ApiClients clients, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType) { return Wrong("invalid_request"); }
        var form = await http.Request.ReadFormAsync(stop);
        if (form["grant_type"] != "client_credentials") { return Wrong("unsupported_grant_type"); }
        var (id, secret) = Basic(http.Request.Headers.Authorization.ToString()) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        if (await clients.EnterAsync(id, secret, stop) is not { } token) { return Wrong("invalid_client", StatusCodes.Status401Unauthorized); }
        return Results.Json(new TokenAnswer(token, "Bearer", (int)ApiClients.TokenStands.TotalSeconds, string.Join(' ', ApiClients.Scopes.Where(http.RequestServices.GetRequiredService<Acting>().Actor.May))));
    }

    /// <summary>As RFC 6749, section 5.2, has it; with what RFC 9457 asks for beside.</summary>
    private static IResult Wrong(string error, int status = StatusCodes.Status400BadRequest) =>
        Results.Problem("No token was given", statusCode: status, title: error, extensions: new Dictionary<string, object?> { ["error"] = error });

    private static (string Id, string Secret)? Basic(string header)
    {
        var buffer = new byte[header.Length];
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length)) { return null; }
        return Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var id, var secret] ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret)) : null;
    }

    private static async Task<IResult> SearchAsync(HttpContext http, PeopleSearch search, CancellationToken stop)
    {
        if (IsTooLong(http)) { return TooLong(); }
        var asked = await ReadAsync<PeopleQuestion>(http, stop);
        var name = asked?.Name?.Replace("\0", "", StringComparison.Ordinal);
        if (asked is null || (string.IsNullOrWhiteSpace(name) && asked.Born is null)) { return Problems.Of(StatusCodes.Status400BadRequest, "Send a JSON object with name, born (2014-03-27) or both, and nothing else"); }
        var found = await search.FindAsync(name, asked.Born, stop);
        return Results.Ok(new PeopleAnswer([.. found.Select(h => new PersonFound(h.Id, h.Area, h.Access.ToString().ToLowerInvariant(), h.Person?.Reference, h.Person?.GivenName, h.Person?.FamilyName, h.Person?.Born))], PeopleSearch.Most));
    }

    private static async Task<IResult> KnownAsync(HttpContext http, KnownPeople known, CancellationToken stop)
    {
        if (IsTooLong(http)) { return TooLong(); }
        if (await ReadAsync<KnownQuestion>(http, stop) is not { Born: { } born } asked || Typed(asked.GivenName) is not { } given || Typed(asked.FamilyName) is not { } family)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "Send a JSON object with givenName, familyName and born (2014-03-27), and nothing else");
        }

        var (found, more) = await known.FindAsync(given, family, born, stop);
        return Results.Ok(new KnownAnswer([.. found.Select(k => new PersonKnown(k.Reference, k.Area, k.Contact))], more));
    }

    private static string? Typed(string? name) => name?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } typed ? typed : null;

    private static bool IsTooLong(HttpContext http) => http.Request.ContentLength is null or > LongestBody;

    private static IResult TooLong() => Problems.Of(StatusCodes.Status400BadRequest, $"Send a JSON object of at most {LongestBody} bytes");

    /// <summary>Null: it cannot be read.</summary>
    private static async Task<T?> ReadAsync<T>(HttpContext http, CancellationToken stop)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Strictly, stop);
        }
        catch (JsonException)
        {
            return null; // the answer: the caller says what to send
        }
    }

    private static async Task<IResult> PersonAsync(Guid id, PeopleRegister people, OnePerson one, PersonDetails details, CaseworkRegister casework, Views views, CancellationToken stop)
    {
        var whose = await one.OfAsync(id, stop);
        if (await people.FindAsync(id, stop) is null || await people.FindAsync(whose.Kept, stop) is not { } person) { return Missing(); }
        var known = await details.OfAsync(whose.Records, stop);
        await views.SawAsync("person", ActWords.ViewPerson, [.. whose.Everywhere.Append(id).Concat(known.Select(k => k.Other).OfType<Guid>()).Distinct()], person.Area, cancellationToken: stop);
        return Results.Ok(new PersonAnswer(person.Id, person.Reference, person.Area, person.GivenName, person.FamilyName, person.Born, person.DiedOn, person.Where, await casework.MattersOfAsync(whose, stop))
        {
            BornAs = person.BornAs,
            HasConfidentialAddress = person.HasConfidentialAddress,
            Records = whose.Records,
            Details = known,
        });
    }

    private static async Task<IResult> MatterAsync(Guid id, CaseworkRegister casework, Views views, CancellationToken stop)
    {
        if (await casework.MatterAsync(id, stop) is not { } matter) { return Missing(); }
        await views.SawAsync("matter", ActWords.ViewMatter, [.. matter.People], matter.Area, matter.Id, stop);
        return Results.Ok(matter);
    }

    private static async Task<IResult> ChronologyAsync(Guid id, CaseworkRegister casework, Views views, CancellationToken stop, [FromQuery] int page = 1)
    {
        if (await casework.MatterAsync(id, stop) is not { } matter) { return Missing(); }
        await views.SawAsync("matter", ActWords.ViewMatter, [.. matter.People], matter.Area, matter.Id, stop);
        var lines = await casework.ChronologyOfMatterAsync(id, stop);
        var pages = Math.Max(1, (lines.Count + PageSize - 1) / PageSize);
        if (page < 1 || page > pages) { return Problems.Of(StatusCodes.Status404NotFound, string.Create(CultureInfo.InvariantCulture, $"There are {pages} pages")); }
        return Results.Ok(new ChronologyAnswer(page, pages, lines.Count, [.. lines.Skip((page - 1) * PageSize).Take(PageSize).Select(Entry)]));
    }

    private static ChronologyEntry Entry(ChronologyLine line) => new(
        line.FactId, line.Occurred.At, line.Occurred.DayOnly, line.Recorded, line.Title, line.Details.GroupBy(d => d.Label).ToDictionary(d => d.Key, d => string.Join(", ", d.Select(x => x.Text)), StringComparer.Ordinal), line.Agency, line.StepId, line.PersonId, line.Withdrawn);

    /// <summary>The same JSON as <c>./trellis figures ID --json</c>.</summary>
    /// <param name="over"><c>year</c>, <c>quarter</c> or <c>month</c>.</param>
    /// <param name="known">Only what had been recorded by the end of this day.</param>
    private static async Task<IResult> FigureAsync(string figure, FigureBook book, CancellationToken stop, [FromQuery] string? area = null, [FromQuery] string? by = null, [FromQuery] string? over = null, [FromQuery] DateOnly? known = null)
    {
        if (book.Find(figure) is not { } found) { return Missing(); }
        if (by is not null && FigureBook.Dimension(found, by) is null) { return Problems.Of(StatusCodes.Status404NotFound, $"It is split by {string.Join(", ", found.By.Select(d => d.Id))}"); }
        if (over is not (null or "year" or "quarter" or "month")) { return Problems.Of(StatusCodes.Status404NotFound, "It is counted over year, quarter or month"); }
        var dimension = by is null ? null : FigureBook.Dimension(found, by)!.Id;
        var cut = new FigureCut(dimension, Enum.Parse<Grain>(over ?? "year", ignoreCase: true), known is { } day ? FigureCut.EndOf(day) : null);
        var data = await book.ReadAsync([found], cut, cancellationToken: stop);
        if (area is not null && !data.Registry.Areas.ContainsKey(area)) { return Problems.Of(StatusCodes.Status404NotFound, "There is no such area"); }
        return Results.Json(FigureSeries.Of(found, cut.PrintedBeside(data.Published), data.Live, data.Relations, area, dimension), CheckFigures.Json);
    }

    private static IResult Missing() => Problems.Of(StatusCodes.Status404NotFound, "There is nothing here for you");
}
