using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Modules.Agencies.YourSignIn;
using Trellis.Modules.Api;
using Trellis.Modules.Audits;
using Trellis.Modules.Candidates;
using Trellis.Modules.Casework.Feedback;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.Challenges;
using Trellis.Modules.Duplicates;
using Trellis.Modules.Extracts;
using Trellis.Modules.Library;
using Trellis.Modules.Meetings.Calendars;
using Trellis.Modules.Messages;
using Trellis.Modules.Oversight;
using Trellis.Modules.People;
using Trellis.Modules.People.Public;
using Trellis.Modules.Questionnaires;
using Trellis.Modules.Questionnaires.Guest;
using Trellis.Modules.Returns;
using Trellis.Modules.Sources;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
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
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // it does not know that our own repository locks them: decision 121
        builder.Services.AddTrellis(db, Practices.Read());
        // Services stop in the reverse of this order: what is sealed at the end is anchored after it.
        builder.Services.AddSingleton(services => AnchorPlaces.Read(name => services.GetRequiredService<IConfiguration>()[name]));
        builder.Services.AddHostedService(services => new Anchoring(
            services.GetRequiredService<Database>(), services.GetRequiredService<AnchorPlaces>(), services.GetRequiredService<IHttpClientFactory>().CreateClient(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Anchoring>>()));
        builder.Services.AddHttpClient();
        builder.Services.AddHostedService(services => services.GetRequiredService<Seals>());
        builder.Services.AddHostedService<TimePassesNightly>();
        builder.Services.AddHostedService<NoticingNightly>();
        builder.Services.AddSingleton(services => MailSettings.Read(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<LondonClock>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<Sender>());
        builder.Services.AddHostedService<RemindersHourly>();
        builder.Services.AddKnownAddresses(builder.Configuration["Messages:Site"], Environment.GetEnvironmentVariable(KnownAddresses.Proxies));
        builder.Services.AddHostedService<ExtractsNightly>();
        builder.Services.AddHostedService<FindingNightly>();
        builder.Services.AddHostedService<EscalatingHourly>();
        builder.Services.AddHostedService<RoundsHourly>();
        builder.Services.AddHostedService<FeedbackHourly>();
        builder.Services.AddHostedService<LibraryHourly>();
        builder.Services.AddHostedService<TrainingHourly>();
        builder.Services.AddSingleton<LetterPost>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LetterPost>());
        builder.Services.AddHostedService<OverdueHourly>();
        builder.Services.AddHostedService<AuditsHourly>();
        builder.Services.AddHostedService<CensusChecks>();
        builder.Services.AddHostedService<Modules.Returns.Feed.FeedTurnsOften>();
        builder.Services.AddSingleton(services => Modules.Returns.Feed.FeedFolders.Read(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<Practice.PracticeModel>()));
        builder.Services.AddScoped<Modules.Returns.Feed.FeedWatch>();
        builder.Services.AddHostedService<Modules.Returns.Feed.FeedsOften>();
        builder.Services.AddHostedService<Modules.Scrutiny.Questions.UnansweredHourly>();
        builder.Services.AddSources();
        builder.Services.AddCandidates();
        RequestLimits.Set(builder);
        AddWeb(builder.Services);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // the verb says why it did not start
        configure?.Invoke(builder);

        var site = builder.Build();
        site.UseForwardedHeaders();
        site.UseExceptionHandler("/problem");
        site.UseStatusCodePagesWithReExecute("/problem/{0}");
        site.UseWhen(Problems.IsApi, api => api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Problems.Failed }));
        site.Use(Problems.Say);
        site.Use(SafeAnswers.Give);
        site.Use(Problems.TakeWhatFits);
        site.UseRouting();
        site.Use(RequestLimits.Answer);
        site.UseRateLimiter();
        site.UseAuthentication();
        site.Use(CarryOn.HoldWhatCameTooLate);
        site.UseAuthorization();
        site.Use(KnowTheActor);
        site.MapStaticAssets();
        site.MapRazorPages().WithStaticAssets();
        SessionClock.Map(site);
        CalendarFeed.Map(site);
        CalendarOfTraining.Map(site);
        site.MapApi();
        SecurityContact.Map(site);
        site.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        site.MapGet("/health/ready", async (Database store, CancellationToken stop) =>
            await store.AnswersAsync(stop) ? Results.Text("ready") : Results.Text("The database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
        return site;
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("Trellis");
        services.AddSingleton<KeysInDatabase>();
        services.AddOptions<KeyManagementOptions>().Configure<KeysInDatabase>((keys, kept) => keys.XmlRepository = kept);
        services.AddSigningIn();
        services.AddApi();
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
        services.AddScoped<HeldSearch>();
        services.AddScoped<Guests>();
        services.AddScoped<QuestionnaireGuests>();
        services.AddScoped<Modules.Reviews.Drafts.Guest.DraftGuests>();
        services.AddScoped<Door>();
        services.AddScoped<OpenDesk>();
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
            new("Possible duplicates", "/duplicates", ActWords.ViewDuplicates),
            new("Sources", "/sources", ActWords.ViewSources),
            new("Figures", "/figures", ActWords.ViewFigures),
            new("Reports", "/reports", ActWords.ViewReport),
            new("Returns", "/returns", ActWords.ViewReturns),
            new("Allegations", "/allegations", ActWords.ViewAllegations),
            new("Meetings", "/meetings", ActWords.ViewMeetings),
            new("Questionnaires", "/questionnaires", ActWords.ViewQuestionnaires),
            new("Disagreements", "/challenges", ActWords.ViewChallenges),
            new("Actions", "/actions", ActWords.ViewActions),
            new("Audits", "/audits", ActWords.ViewAudits),
            new("Plans", "/plans", ActWords.ViewPlans),
            new("Money", "/money", ActWords.ViewMoney),
            new("Risks", "/risks", ActWords.ViewRisks),
            new("Voice", "/voice", ActWords.ViewVoice),
            new("Partnership over time", "/footprint", ActWords.ViewFootprint),
            new("Forums", "/forums", ActWords.ViewForums),
            new("Communications", "/communications", ActWords.ViewCommunications),
            new("Scrutiny", "/scrutiny", ActWords.ViewScrutiny),
            new("Library", "/library", ActWords.ViewLibrary),
            new("Reviews", "/reviews", ActWords.ViewReviews),
            new("Training", "/training", ActWords.ViewTraining),
            new("Your people’s training", "/training/people", ActWords.ListWorkers),
            new("People and posts", "/staff", ActWords.ViewStaff),
            new("Acting cover", "/cover", ActWords.GiveCover),
            new("Sharing agreements", "/agencies/sharing", ActWords.ViewAgreements),
            new("Closed records", "/restricted", ActWords.OpenRecord),
            new("Broken glass", "/glass", ActWords.ReviewGlass),
            new("Who looked", "/views", ActWords.ListViews),
            new("Copies", "/disclosures", ActWords.ListDisclosures),
            new("Retention", "/retention", ActWords.ListRetention),
            new("Offline extracts", "/offline/held", ActWords.GovernExtracts),
        ],
    };

    /// <summary>The actor is who signed in, as their post is now. Nothing in the request can say otherwise.</summary>
    private static async Task KnowTheActor(HttpContext http, RequestDelegate next)
    {
        // A page shown instead of the one that failed keeps what was known: asking again would fail again where the database is gone.
        // Programs show a token and nothing else: a cookie that a browser sent along says nothing there.
        if (!Problems.IsApi(http) && http.User.Identity?.IsAuthenticated is true && http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>() is null)
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

            if (actor != Actor.Nobody) { actor = actor with { Address = http.Connection.RemoteIpAddress?.ToString() }; }
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
