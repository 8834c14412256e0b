using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Modules.Agencies.YourSignIn;
using Trellis.Modules.Messages;
using Trellis.Modules.People;
using Trellis.Platform;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis;

/// <summary>The web site over one database. Tests build it with their own clock.</summary>
public static class Site
{
    public static WebApplication Build(string[] args, Database db, Action<WebApplicationBuilder>? configure = null)
    {
        CultureInfo.DefaultThreadCurrentCulture = English.Culture;
        CultureInfo.DefaultThreadCurrentUICulture = English.Culture;
        var sources = Checkout.Folder("src", "Trellis");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = "Trellis",
            ContentRootPath = Directory.Exists(sources) ? sources : AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets(); // run from the build, not from published output
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // who may read the keys is for the folder to say: decision 70
        builder.Services.AddTrellis(db, Practices.Read());
        builder.Services.AddHostedService(services => services.GetRequiredService<Seals>());
        builder.Services.AddHostedService<TimePassesNightly>();
        builder.Services.AddSingleton(services => MailSettings.Read(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<LondonClock>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<Sender>());
        builder.Services.AddHostedService<RemindersHourly>();
        builder.Services.AddKnownAddresses(builder.Configuration["Messages:Site"], Environment.GetEnvironmentVariable(KnownAddresses.Proxies));
        AddWeb(builder.Services);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // the verb says why it did not start
        configure?.Invoke(builder);

        var site = builder.Build();
        site.UseForwardedHeaders();
        site.UseExceptionHandler("/problem");
        site.UseStatusCodePagesWithReExecute("/problem/{0}");
        site.Use(SafeHeaders);
        site.UseRouting();
        site.UseRateLimiter();
        site.UseAuthentication();
        site.Use(CarryOn.HoldWhatCameTooLate);
        site.UseAuthorization();
        site.Use(KnowTheActor);
        site.MapStaticAssets();
        site.MapRazorPages().WithStaticAssets();
        SessionClock.Map(site);
        site.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        site.MapGet("/health/ready", async (Database store, CancellationToken stop) =>
            await store.AnswersAsync(stop) ? Results.Text("ready") : Results.Text("The database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
        return site;
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(DataFolder.Path, "keys"))).SetApplicationName("Trellis");
        services.AddSigningIn();
        services.AddAuthorization();
        services.AddAntiforgery(forgery => forgery.Cookie = new AlwaysSecure { Name = "__Host-trellis-form", HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        services.AddRouting(routing => { routing.LowercaseUrls = true; routing.LowercaseQueryStrings = false; });
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Modules";
            pages.Conventions.AuthorizeFolder("/");
            pages.Conventions.ConfigureFilter(new Microsoft.AspNetCore.Mvc.TypeFilterAttribute(typeof(AskPermission)));
        }).AddMvcOptions(mvc =>
        {
            mvc.ModelMetadataDetailsProviders.Add(new EmptyStaysEmpty());
            mvc.Filters.Add<PlainText>();
            // What must be given says so itself, in words of its own.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
        services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(said => said.Cookie = new AlwaysSecure { Name = "__Host-trellis-said", HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        services.AddSingleton(Shell);
    }

    /// <summary>What stands round every page, of a site that is not a demonstration.</summary>
    public static Shell Shell { get; } = new()
    {
        Partnership = "Safeguarding partnership",
        Messages = new("Messages", "/messages", ActWords.ViewMessages),
        Unread = http => http.RequestServices.GetRequiredService<Tray>().UnreadAsync(http.RequestAborted),
        Navigation =
        [
            new("Work list", "/work", ActWords.ViewWork),
            new("Record a contact", "/start/front-door", ActWords.StartMatter),
            new("Find a person", "/people", ActWords.SearchPeople),
            new("Figures", "/figures", ActWords.ViewFigures),
            new("Reports", "/reports", ActWords.ViewReport),
            new("Sharing agreements", "/agencies/sharing", ActWords.ViewAgreements),
            new("Closed records", "/restricted", ActWords.OpenRecord),
            new("Broken glass", "/glass", ActWords.ReviewGlass),
        ],
    };

    private static async Task SafeHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " +
            "frame-ancestors 'none'; require-trusted-types-for 'script'";
        headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains"; // browsers heed it over https alone
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)) { headers.CacheControl = "no-cache, no-store"; }
        await next(http);
    }

    /// <summary>The actor is who signed in, as their post is now. Nothing in the request can say otherwise.</summary>
    private static async Task KnowTheActor(HttpContext http, RequestDelegate next)
    {
        // A page shown instead of the one that failed keeps what was known: asking again would fail again where the database is gone.
        if (http.User.Identity?.IsAuthenticated is true && http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>() is null)
        {
            // One connection for the whole request: it says who is asking, and is told. The scope gives it back when the request is over.
            var db = http.RequestServices.GetRequiredService<TrellisDb>();
            await db.Database.OpenConnectionAsync(http.RequestAborted);
            var connection = (Npgsql.NpgsqlConnection)db.Database.GetDbConnection();
            var (actor, needsSecondFactor) = await http.RequestServices.GetRequiredService<SignedIn>().ActorAsync(http.User, connection, http.RequestAborted);
            if (needsSecondFactor && SigningIn.Waits(http))
            {
                http.Response.Redirect("/your-sign-in/second-factor");
                return;
            }

            db.Acting.As(actor);
            await WhoIsAsking.TellAsync(connection, actor, http.RequestServices.GetRequiredService<LondonClock>().Now, http.RequestAborted);
        }

        await next(http);
    }

    /// <summary>Browsers take localhost for secure, so the cookie can be secure over http there too.</summary>
    private sealed class AlwaysSecure : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
