using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies;
using Trellis.Modules.Agencies.Passwords;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Sittings;
using Trellis.Modules.Messages;
using Trellis.Modules.Money;
using Trellis.Modules.Money.Funds;
using Trellis.Modules.People;
using Trellis.Modules.People.Public;
using Trellis.Modules.Plans;
using Trellis.Modules.Reports.Writing;
using Trellis.Platform;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Demonstration;

/// <summary>What was built.</summary>
public sealed record Built(int Households, int Children, int Stories, int Deeds, int Birthdays, long Sealed, TimeSpan Took);

/// <summary>Builds the demonstration partnership in an empty, migrated database.</summary>
public sealed class DemonstrationBuild(Database db, Practised practised, DemonstrationSize size, int seed, DateOnly today, Func<string, Task> say)
{
    public const int DefaultSeed = 2104;

    /// <summary>Partnership-wide facts: who joined it.</summary>
    private const string Partnership = "BI";

    private const int Workers = 3;
    private const int HouseholdsAtOnce = 12;
    private const long FirstReference = 1001;
    private const int DaysUnread = 3;

    /// <summary>Children somebody added a second time, under another spelling.</summary>
    private const int Duplicates = 8;

    private readonly Inventions from = Inventions.Read();

    /// <param name="password">What the invented staff sign in with.</param>
    public async Task<Built> RunAsync(string password, CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        var households = Population.Of(size, seed, today, from);
        var stories = StoryPlanner.Of(size, seed, today, from, practised.Calendar, households);
        await using var hurried = db.Hurried();
        await using var services = Services(hurried);
        var players = await SetUpAsync(services, password, cancellationToken);
        await say($"The partnership: {English.Count(from.Agencies.Count, "agency", "agencies")}, {from.Staff.Count} staff ({Seconds(began)})");

        await AddPeopleAsync(services, players, households, stories, cancellationToken);
        await say($"{English.Number(households.Sum(h => h.Children.Count()))} children in {households.Count} households ({Seconds(began)})");

        var (deeds, next) = await TellAsync(services, players, stories, began, cancellationToken);
        await AddDuplicatesAsync(services, players, households, cancellationToken);
        await MeetAsync(services, players, cancellationToken);
        var people = 10_001 + households.Sum(h => h.People.Count) + Math.Min(Duplicates, households.Count);
        (next, people) = await new AllegationPlot(services, players, from, practised.Model, practised.Calendar, today).PlayAsync(next, people, cancellationToken);
        next = await new ChallengePlot(services, players, from, practised.Model, practised.Calendar, today).PlayAsync(next, cancellationToken);
        var birthdays = await BirthdaysAsync(services, households, cancellationToken);
        await ReviewAsync(services, players, [.. households.ExceptBy(stories.Select(s => s.Household.Number), h => h.Number)], cancellationToken);
        var business = await new BusinessPlot(services, players, from, practised.Model, practised.Calendar, today).PlayAsync(cancellationToken);
        var board = await BusinessPlot.BodyAsync(services, players.Actor(from.Staff.First(s => s.Role is "business-manager")), London.MidnightOf(today), cancellationToken);
        var questionnaires = await new QuestionnairesPlot(services, players, from, practised.Model, practised.Calendar, seed, today).PlayAsync(board, cancellationToken);
        var library = await new LibraryPlot(services, players, from.Staff, practised.Model, practised.Calendar, today).PlayAsync(cancellationToken);
        var audits = await new AuditsPlot(services, players, from.Staff, practised.Model, practised.Calendar, today).PlayAsync(board, cancellationToken);
        var workshops = await new TrainingPlot(services, players, from, practised.Model, practised.Calendar, seed, today).PlayAsync(cancellationToken);
        await new LinkingPlot(services, players, from.Staff, practised.Model, today).PlayAsync(cancellationToken);
        var forums = await new OutreachPlot(services, players, from.Staff, practised.Model, practised.Calendar, today).PlayAsync(cancellationToken);
        var messages = await FillTraysAsync(services, cancellationToken);
        await say($"{English.Number(size.Contacts)} contacts with what followed, {English.Number(deeds)} acts, {English.Number(messages)} messages, {English.Number(business)} actions and recommendations, {English.Number(questionnaires)} questionnaires answered, {library} publications, {audits} audits, {workshops} workshops, {forums} forums ({Seconds(began)})");

        await say($"{English.Number(await ImportPublishedAsync(services, cancellationToken))} published figures ({Seconds(began)})");
        await ImportBudgetsAsync(services, today, cancellationToken);
        await new MoneyPlot(services, players, from, today).PlayAsync(cancellationToken);
        await ImportFundAsync(services, today, cancellationToken);
        await ImportPlanAsync(services, today, cancellationToken);
        await using (var told = services.CreateAsyncScope())
        {
            var of = told.ServiceProvider;
            await new ReportPlot(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<StoryTime>(), of.GetRequiredService<WritingDesk>(), players, from.Staff, today).TellAsync(cancellationToken);
        }

        people += await FeedAsync(services, players, people, cancellationToken);
        var rows = await services.GetRequiredService<Seals>().SealAsync(cancellationToken);
        // Two years in half a minute: the planner has not looked yet, and would guess wrongly until it does.
        await using (var look = db.As(DatabaseRoles.Owner).CreateCommand("analyze")) { await look.ExecuteNonQueryAsync(cancellationToken); }
        await Marker.ReadyAsync(db, next, people, cancellationToken);
        await say($"{English.Number(rows)} rows sealed ({Seconds(began)})");
        return new Built(households.Count, size.Children, stories.Count, deeds, birthdays, rows, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Whom it adds gets the next references.</summary>
    private async Task<int> FeedAsync(ServiceProvider services, Players players, int people, CancellationToken cancellationToken)
    {
        await using (var next = db.As(DatabaseRoles.Owner).CreateCommand("select setval('people.reference', $1, false)"))
        {
            next.Parameters.Add(new NpgsqlParameter { Value = (long)people });
            await next.ExecuteNonQueryAsync(cancellationToken);
        }

        return await new FeedPlot(services, players, from, size, seed, today).PlayAsync(cancellationToken);
    }

    /// <summary>The figures printed in the partnership's own documents: <c>demo/published/</c>.</summary>
    private static async Task<int> ImportPublishedAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var path = Checkout.Folder("demo", "published", "figures.csv");
        var registry = PublishedRegistry.Beside(path);
        await using var stream = File.OpenRead(path);
        var file = PublishedFile.Read(stream, registry);
        if (!file.Errors.IsEmpty) { throw new WrongInputException($"demo/published/figures.csv:{file.Errors[0].Line}: {file.Errors[0].Message}"); }

        await using var scope = services.CreateAsyncScope();
        var areas = services.GetRequiredService<PracticeModel>().Areas.Where(a => a.Kind is "partnership" or "borough").Select(a => a.Code);
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(areas));
        var changes = await FiguresTakenIn.ImportAsync(scope.ServiceProvider.GetRequiredService<TrellisDb>(), file, registry, "figures.csv", scope.ServiceProvider.GetRequiredService<LondonClock>(), cancellationToken);
        return changes.Added.Length;
    }

    /// <summary>The budgets printed in those documents.</summary>
    private static async Task ImportBudgetsAsync(ServiceProvider services, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateFiles(Checkout.Folder("demo", "published"), "budget_*.csv").Order(StringComparer.Ordinal))
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
            var areas = services.GetRequiredService<PracticeModel>().Areas.Where(a => a.Kind is "borough").Select(a => a.Code).ToImmutableArray();
            scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(areas) with { Circles = ["boards"] });
            await using var file = File.OpenRead(path);
            var name = Path.GetFileName(path);
            var taken = await scope.ServiceProvider.GetRequiredService<BudgetList>().TakeInAsync(name, Sheet.Read(file, BudgetList.Required), new ListAsked(null, Preview: false, areas), cancellationToken);
            if (!taken.Errors.IsEmpty) { throw new WrongInputException($"demo/published/{name}:{taken.Errors[0].Line}: {taken.Errors[0].Message}"); }
        }
    }

    /// <summary>The pooled fund printed in them.</summary>
    private static async Task ImportFundAsync(ServiceProvider services, DateOnly today, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        var areas = services.GetRequiredService<PracticeModel>().Areas.Where(a => a.Kind is "borough").Select(a => a.Code).ToImmutableArray();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(areas) with { Circles = ["boards"] });
        foreach (var path in Directory.EnumerateFiles(Checkout.Folder("demo", "published"), "bcf_*.csv").Order(StringComparer.Ordinal))
        {
            await using var file = File.OpenRead(path);
            var name = Path.GetFileName(path);
            var taken = await scope.ServiceProvider.GetRequiredService<FundList>().TakeInAsync(name, Sheet.Read(file, FundList.Required), new ListAsked(null, Preview: false, areas), cancellationToken);
            if (!taken.Errors.IsEmpty) { throw new WrongInputException($"demo/published/{name}:{taken.Errors[0].Line}: {taken.Errors[0].Message}"); }
        }
    }

    /// <summary>A plan of the partnership, made up: <c>demo/plan.csv</c>, with the progress of its first priority.</summary>
    private static async Task ImportPlanAsync(ServiceProvider services, DateOnly today, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        var areas = services.GetRequiredService<PracticeModel>().Areas.Where(a => a.Kind is "borough").Select(a => a.Code).ToImmutableArray();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(areas) with { Circles = ["boards"] });
        await using var file = File.OpenRead(Checkout.Folder("demo", "plan.csv"));
        var taken = await scope.ServiceProvider.GetRequiredService<PlanList>().TakeInAsync("plan.csv", Sheet.Read(file, PlanList.Required), new ListAsked("Partnership executive", Preview: false, areas), cancellationToken);
        if (!taken.Errors.IsEmpty) { throw new WrongInputException($"demo/plan.csv:{taken.Errors[0].Line}: {taken.Errors[0].Message}"); }
        var (db, clock) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<LondonClock>());
        db.Acting.Begin(ActWords.WritePlan);
        var plan = await db.Set<Plan>().Whole().SingleAsync(cancellationToken);
        if (plan.Report(plan.InOrder[0], "The line for practitioners is used each day, and more of what reaches the front door is help and not danger. What families say of that help we do not know well enough yet.", db.Acting.Actor, clock.Now).Refused(out var why)) { throw new InvalidOperationException(why.Words); }
        await db.SaveChangesAsync(cancellationToken);
    }

    private ServiceProvider Services(Database hurried)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTrellis(hurried, practised);
        services.AddScoped<StoryTime>();
        services.AddScoped<TimeProvider>(scope => scope.GetRequiredService<StoryTime>());
        services.AddScoped<LondonClock>();
        services.AddSingleton<SignedIn>();
        services.RemoveAll<IHearsSaves>(); // two years of messages nobody would read: trays are filled at the end
        return services.BuildServiceProvider();
    }

    /// <summary>Agencies and staff, with the marker in the same transaction: there is no invented data without it.</summary>
    private async Task<Players> SetUpAsync(ServiceProvider services, string password, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var (context, time) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<StoryTime>());
        var since = today.AddDays(-800);
        time.Now = London.At(since, new TimeOnly(9, 0));
        context.Acting.As(Actor.TheSystem("RBKC", "WCC", Partnership));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await MarkAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancellationToken);
        context.Acting.Begin(ActWords.SetUp);
        var on = Moment.On(since);
        foreach (var a in from.Agencies) { context.Add(Agency.Add(a.Code, a.Title, a.Kind, a.Area, Partnership, on)); }

        var hash = PasswordRules.Hasher().HashPassword(null!, password);
        var staff = from.Staff.Select(s =>
        {
            var one = Staff.Add(s.Name, s.Email, hash, Partnership, on);
            one.Hold(s.Agency, s.Team, s.Role, s.Title, s.Areas, s.Qualification, since, Partnership);
            return one;
        }).ToList();
        context.AddRange(staff);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Players(staff, services.GetRequiredService<SignedIn>());
    }

    private async Task MarkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var mark = new NpgsqlCommand("select public.begin_demonstration($1, $2)", connection) { Parameters = { new() { Value = seed }, new() { Value = today } } };
        try
        {
            await mark.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException notEmpty) when (notEmpty.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new WrongInputException("There are records in this database already, and they are not a demonstration's. Nothing was changed", notEmpty);
        }
    }

    /// <summary>Each household is added by the front door when it is first heard of.</summary>
    private async Task AddPeopleAsync(ServiceProvider services, Players players, IReadOnlyList<Household> households, IReadOnlyList<Story> stories, CancellationToken cancellationToken)
    {
        var dice = Dice.For(seed, "people");
        var parts = new InventedParts(from, practised.Model, seed);
        var first = stories.GroupBy(s => s.Household.Number).ToDictionary(g => g.Key, g => g.Min(s => s.Begins));
        var calendar = new WorkingTime(practised.Calendar, dice);
        var added = households.Select(h => (Household: h, At: first.TryGetValue(h.Number, out var at) ? at.AddMinutes(-dice.Between(6, 15)) : calendar.InOffice(practised.Calendar.AddWorkingDays(today, -dice.Between(2, 480))), By: new Cast(from.Staff, h.Area, dice).FrontDoor()));
        foreach (var some in added.OrderBy(a => a.At).Chunk(HouseholdsAtOnce))
        {
            await using var scope = services.CreateAsyncScope();
            var (context, time) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<StoryTime>());
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            foreach (var (household, at, by) in some)
            {
                time.Now = at;
                context.Acting.As(players.Actor(by));
                context.Acting.Begin(ActWords.AddPerson);
                var people = new List<Person>();
                foreach (var p in household.People)
                {
                    var person = new Person
                    {
                        Id = p.Id,
                        Reference = p.Reference,
                        Area = household.Area,
                        GivenName = p.GivenName,
                        FamilyName = p.FamilyName,
                        Born = p.Born,
                        Sex = p.Sex,
                        EthnicGroup = p.EthnicGroup,
                        Address = household.Address,
                        Postcode = household.Postcode,
                        School = p.School,
                        HouseholdId = household.Id,
                    };
                    person.Added(Moment.Exactly(at));
                    people.Add(person);
                }

                parts.Of(household, people, at);
                context.AddRange(people);
                context.CloseAct();
            }

            context.Acting.As(players.Keeper);
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task MeetAsync(ServiceProvider services, Players players, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var of = scope.ServiceProvider;
        await new BoardPlot(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<StoryTime>(), of.GetRequiredService<ActionSetting>(), of.GetRequiredService<MinuteDesk>(), of.GetRequiredService<Resolving>(), of.GetRequiredService<Written>(), practised.Model, practised.Calendar, players, from.Staff, today).TellAsync(cancellationToken);
        await using var groups = services.CreateAsyncScope();
        of = groups.ServiceProvider;
        await new MembersPlot(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<StoryTime>(), of.GetRequiredService<Modules.Meetings.Members.MemberList>(), of.GetRequiredService<Modules.Meetings.Programmes.ProgrammeList>(), players, from.Staff, today).TellAsync(cancellationToken);
        await using var scrutiny = services.CreateAsyncScope();
        of = scrutiny.ServiceProvider;
        await new ScrutinyPlot(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<StoryTime>(), of.GetRequiredService<Modules.Scrutiny.ScrutinyDesk>(), players, from.Staff, today).TellAsync(cancellationToken);
        await using var other = services.CreateAsyncScope();
        of = other.ServiceProvider;
        await new ConferencePlot(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<StoryTime>(), of.GetRequiredService<StepWork>(), of.GetRequiredService<StepMeetings>(), of.GetRequiredService<PeopleRegister>(), practised.Calendar, players, from.Staff, today).TellAsync(cancellationToken);
    }

    /// <summary>Serious incidents and adult reviews, of those nothing else is told of.</summary>
    private async Task ReviewAsync(ServiceProvider services, Players players, IReadOnlyList<Household> households, CancellationToken cancellationToken)
    {
        var board = await BusinessPlot.BodyAsync(services, players.Actor(from.Staff.First(s => s.Role is "business-manager")), London.At(today.AddDays(-400), new TimeOnly(10, 0)), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var of = scope.ServiceProvider;
        await new ReviewPlot(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<StoryTime>(), of.GetRequiredService<StepWork>(), of.GetRequiredService<StepWriting>(), of.GetRequiredService<Recommending>(), practised.Model, practised.Calendar, players, from.Staff, today, board).TellAsync(households, cancellationToken);
    }

    /// <summary>Now and then somebody is added who was there already: the address of before, a letter less. Whoever joins them finds out.</summary>
    private async Task AddDuplicatesAsync(ServiceProvider services, Players players, IReadOnlyList<Household> households, CancellationToken cancellationToken)
    {
        var dice = Dice.For(seed, "duplicates");
        var calendar = new WorkingTime(practised.Calendar, dice);
        var next = 10_001 + households.Sum(h => h.People.Count);
        var twice = households.OrderBy(_ => dice.Next()).Take(Duplicates).Select(h => (Household: h, Child: h.Children.First(), At: calendar.InOffice(practised.Calendar.AddWorkingDays(today, -dice.Between(2, 90))), By: new Cast(from.Staff, h.Area, dice).FrontDoor()));
        foreach (var (household, child, at, by) in twice.ToArray())
        {
            await using var scope = services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<TrellisDb>();
            scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
            context.Acting.As(players.Actor(by));
            context.Acting.Begin(ActWords.AddPerson);
            var person = new Person
            {
                Reference = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{next++}"),
                Area = household.Area,
                GivenName = child.GivenName,
                FamilyName = child.FamilyName.Remove(child.FamilyName.Length / 2, 1),
                Born = child.Born,
                Sex = child.Sex,
                EthnicGroup = child.EthnicGroup,
                Address = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{dice.Between(1, 180)} {dice.Pick(from.Streets)}"),
                HouseholdId = Ids.New(),
            };
            person.Added(Moment.Exactly(at));
            context.Add(person);
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>A household's stories one after the other, because a later one looks back at those before; households side by side.</summary>
    private async Task<(int Deeds, long Next)> TellAsync(ServiceProvider services, Players players, IReadOnlyList<Story> stories, long began, CancellationToken cancellationToken)
    {
        var until = London.MidnightOf(today);
        var teller = new StoryTeller(services, players, practised.Model, until);
        var numbers = stories.SelectMany(s => s.Opened.Where(at => at < until).Select(at => (s.Number, At: at))).OrderBy(o => o.At).ThenBy(o => o.Number)
            .Select((o, i) => (o.Number, Reference: FirstReference + i)).ToLookup(o => o.Number, o => o.Reference);
        var (told, shown) = (0, 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(stories.GroupBy(s => s.Household.Number), options, async (household, stop) =>
        {
            foreach (var story in household.OrderBy(s => s.Begins).ThenBy(s => s.Number))
            {
                await teller.TellAsync(story, numbers[story.Number], stop);
                var now = Interlocked.Increment(ref told);
                if (now * 4 / stories.Count > Volatile.Read(ref shown) && Interlocked.Increment(ref shown) < 4) { await say($"{English.Number(now)} of {English.Number(stories.Count)} stories ({Seconds(began)})"); }
            }
        });
        return (teller.Deeds, FirstReference + numbers.Sum(n => n.Count()));
    }

    /// <summary>What the nightly job would have written by now.</summary>
    private async Task<int> BirthdaysAsync(ServiceProvider services, IReadOnlyList<Household> households, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var birthday in households.SelectMany(h => h.Children).Select(c => Ages.Birthday(c.Born, 18)).Where(b => b < today).Distinct().Order())
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.At(birthday, new TimeOnly(0, 10));
            written += await scope.ServiceProvider.GetRequiredService<TimePasses>().PassAsync(cancellationToken);
        }

        return written;
    }

    /// <summary>Everybody has been told of what is open now; what came more than a few days ago they have read.</summary>
    private async Task<int> FillTraysAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        var reminders = scope.ServiceProvider.GetRequiredService<Reminders>();
        var told = await reminders.TellOfOpenWorkAsync(cancellationToken) + await reminders.MakeAsync(cancellationToken);
        await using var read = db.As(DatabaseRoles.Owner).CreateCommand("update messages.message set read_at = at + interval '3 hours' where at < $1");
        read.Parameters.Add(new NpgsqlParameter { Value = London.MidnightOf(today.AddDays(-DaysUnread)) });
        await read.ExecuteNonQueryAsync(cancellationToken);
        return told;
    }

    private static string Seconds(long began) => English.Count((long)Stopwatch.GetElapsedTime(began).TotalSeconds, "second", "seconds");
}
