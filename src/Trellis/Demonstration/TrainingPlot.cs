using System.Globalization;
using CsvHelper;
using Trellis.Access;
using Trellis.Modules.Training;
using Trellis.Modules.Training.Open;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using TrainingCourse = Trellis.Modules.Training.Course;

namespace Trellis.Demonstration;

/// <summary>A year of training and some months ahead: courses of <c>demo/courses.csv</c>, workshops, people who book, come, do not come, and say what they think.</summary>
public sealed class TrainingPlot(IServiceProvider services, Players players, Inventions from, PracticeModel practice, WorkingCalendar calendar, int seed, DateOnly today)
{
    private const int People = 140;
    private const int WeeksBack = 50;
    private const int WeeksAhead = 16;

    private static readonly string[] Areas = ["RBKC", "WCC"];
    private static readonly string[] Rooms = ["Juniper Room, Old Library", "Hall at St Quill’s", "Training room 2, Harbour House", "Online"];
    private static readonly (string Sector, string Organisation, double Weight)[] Workplaces = [("council", "Children’s services", 22), ("health", "Health trust", 16), ("school", "Larkspur Primary School", 16), ("nursery", "Sunbeam Nursery", 14), ("charity", "Stepping Stones", 12), ("police", "Police", 6), ("housing", "Harbour Homes", 6), ("private-school", "Thistledown Preparatory School", 5), ("private", "Otter Childcare Ltd", 3)];
    private static readonly string[] Will = ["Ask who else lives in the home", "Write down the child’s own words", "Ring the consultation line sooner", "Take the tool to our team meeting", ""];
    private static readonly string[] Examples = ["I challenged a decision and it was changed", "Our team now asks about brothers and sisters", "I used the tool with two families", ""];

    private readonly Dice dice = Dice.For(seed, "training");

    private StaffRow Manager => from.Staff.First(s => s.Role is "business-manager");

    private TrainingRules Rules => practice.Training;

    /// <summary>Returns how many workshops there are now.</summary>
    public async Task<int> PlayAsync(CancellationToken stop = default)
    {
        var trainers = await TrainersAsync(stop);
        var people = await PeopleAsync(stop);
        await new WorkforcePlot(services, players, from, practice, seed, today).PlayAsync(stop);
        var workshops = 0;
        using var csv = new CsvReader(new StreamReader(Checkout.Folder("demo", "courses.csv")), CultureInfo.InvariantCulture);
        foreach (var (number, row) in csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>().Select(r => r.ToDictionary(c => c.Key, c => (string)c.Value)).ToArray().Index())
        {
            workshops += await CourseAsync(number, row, trainers, people, stop);
        }

        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        await scope.ServiceProvider.GetRequiredService<TrainingTime>().PassAsync(stop);
        return workshops;
    }

    private Task<Trainer[]> TrainersAsync(CancellationToken stop) => SaveAsync(today.AddDays(-400), ActWords.WriteCourse, (db, at) =>
    {
        var (trainer, lead) = (from.Staff.First(s => s.Role is "trainer"), from.Staff.First(s => s.Role is "safeguarding-lead"));
        Trainer[] pool =
        [
            Done(Trainer.Add(trainer.Name, "Partnership", players.Actor(trainer).UserId, Areas, db.Acting.Actor, at)), Done(Trainer.Add(lead.Name, "Police", null, Areas, db.Acting.Actor, at)),
            Done(Trainer.Add("Sage Winterbourne-Oak", "Health", null, Areas, db.Acting.Actor, at)), Done(Trainer.Add("Rue Candlewick", "Stepping Stones", null, Areas, db.Acting.Actor, at)), Done(Trainer.Add("Moss Fiddlerton", "External", null, Areas, db.Acting.Actor, at)),
        ];
        Done(pool[^1].PaidAs(Rules.Pay[0].Id, Rules, db.Acting.Actor, at));
        db.AddRange(pool);
        return pool;
    }, stop);

    private Task<Modules.Training.Delegate[]> PeopleAsync(CancellationToken stop) => SaveAsync(today.AddDays(-399), ActWords.GuestBooks, (db, at) =>
    {
        var people = Enumerable.Range(1, People).Select(i =>
        {
            var (name, work) = ($"{dice.Pick(from.GivenNames)} {dice.Pick(from.FamilyFirst)}{dice.Pick(from.FamilyLast)}", dice.Pick(Workplaces, w => w.Weight));
            var who = new Modules.Training.Delegate { Email = string.Create(CultureInfo.InvariantCulture, $"delegate{i}@{Inventions.Domain}"), MadeAt = at };
            Done(who.Describe(new DelegateText(name, work.Sector, work.Organisation, null, dice.Of(("practitioner", 60), ("manager", 14), ("lead", 10), ("volunteer", 8), ("recruiter", 4), ("governor", 4))), null, Rules, Areas[i % Areas.Length], at));
            return who;
        }).ToArray();
        db.AddRange(people);
        return people;
    }, stop);

    private async Task<int> CourseAsync(int number, Dictionary<string, string> row, Trainer[] trainers, Modules.Training.Delegate[] people, CancellationToken stop)
    {
        var course = await SaveAsync(today.AddDays(-398), ActWords.WriteCourse, async (db, at) =>
        {
            var made = new TrainingCourse { Reference = await Programme.NextCourseAsync(db, stop), Areas = Areas, MadeAt = at };
            Done(made.Write(new CourseText(row["programme"], row["level"], row["title"], row["summary"], row["audience"], row["outcomes"].Split('|'), "", row["accreditation"], row["refresh"].Length == 0 ? null : int.Parse(row["refresh"], CultureInfo.InvariantCulture), Open: true), Rules, asked: false, db.Acting.Actor, at));
            db.Add(made);
            return made;
        }, stop);
        var every = int.Parse(row["every"], CultureInfo.InvariantCulture);
        var workshops = 0;
        for (var week = -WeeksBack + number; week <= WeeksAhead; week += every)
        {
            // Another day of the week for each, so that trainers are not in two places; none on a holiday.
            var day = today.AddDays(week * 7).AddDays(-(int)today.DayOfWeek + 1 + (number % 5));
            if (day == today || !calendar.IsWorkingDay(day)) { day = calendar.AddWorkingDays(day, 1); }
            if (day < today || day > today) { await WorkshopAsync(course, row["length"], day, trainers[(number + workshops) % trainers.Length], people, stop); workshops++; }
        }

        return workshops;
    }

    private Task<Workshop> WorkshopAsync(TrainingCourse course, string length, DateOnly day, Trainer trainer, Modules.Training.Delegate[] people, CancellationToken stop) => SaveAsync(Earlier(day, 60), ActWords.PlanWorkshop, async (db, at) =>
    {
        var (room, starts) = (dice.Pick(Rooms), London.At(day, new TimeOnly(9, 30)));
        var plan = new WorkshopPlan(dice.Pick(Areas), length, dice.Pick([12, 16, 20]), room == "Online" ? "online" : "in-person", room == "Online" ? "" : room, room == "Online" ? "https://meet.demo.example/training" : "", "", room == "Online" ? 0 : dice.Pick([80m, 120m, 150m]), [(starts, starts.AddHours(length == TrainingRules.HalfDay ? 3.5 : 6.5))], [trainer.Id]);
        var workshop = Done(Workshop.Plan(course, await Programme.NextWorkshopAsync(db, stop), plan, Rules, db.Acting.Actor, at));
        Done(workshop.OpenIt(db.Acting.Actor, at));
        db.Add(workshop);
        db.CloseAct();
        var wanted = Math.Min(plan.Capacity + (dice.Chance(0.25) ? 3 : 0), day > today ? dice.Between(4, plan.Capacity + 2) : dice.Between(plan.Capacity - 2, plan.Capacity + 2));
        var (first, seat) = (dice.Between(0, people.Length - 1), 0);
        var desk = scoped!.GetRequiredService<BookingDesk>();
        for (var i = 0; i < wanted; i++)
        {
            // A step that shares nothing with how many there are: nobody twice.
            var who = people[(first + (i * 11)) % people.Length];
            var booked = At(Earlier(day, 55 - (i % 40)));
            if (booked >= workshop.StartsAt) { continue; }
            As(db, Guest, ActWords.GuestBooks, booked);
            var booking = Done(Booking.Make(workshop, who, who.Id, "", seat < workshop.Places ? ++seat : null, await desk.NextTurnAsync(stop), booked));
            db.Add(booking);
            if (booking.State == "confirmed" && Charge.Make(booking, "fee", Rules.Sector(who.Sector)!.Fee(length), Rules.Edition, booked) is { } fee) { Settle(db, fee, London.DateOf(booked)); }
            db.CloseAct();
            if (day < today && booking.State == "confirmed") { After(db, course, workshop, booking, who, day); }
        }

        if (day < today)
        {
            As(db, players.Actor(Manager), ActWords.TakeTraining, workshop.EndsAt);
            Done(workshop.Take(db.Acting.Actor, workshop.EndsAt));
            var owed = Payment.Make(workshop, trainer, Rules, workshop.EndsAt);
            if (owed is not null) { db.Add(owed); }
            db.CloseAct();
            if (owed is not null && day.AddDays(30) < today)
            {
                As(db, players.Actor(Manager), ActWords.PayTrainer, At(day.AddDays(30)));
                Done(owed.Pay(string.Create(CultureInfo.InvariantCulture, $"PAY-{day:yyMMdd}"), At(day.AddDays(30))));
                db.CloseAct();
            }
        }

        db.Acting.As(Guest);
        return workshop;
    }, stop);

    /// <summary>Came or did not, and said what they think.</summary>
    private void After(TrellisDb db, TrainingCourse course, Workshop workshop, Booking booking, Modules.Training.Delegate who, DateOnly day)
    {
        if (dice.Chance(0.08) && day.AddDays(-3) < today)
        {
            As(db, Guest, ActWords.GuestBooks, At(Earlier(day, 3)));
            Done(booking.Cancel(workshop, Rules, calendar, At(Earlier(day, 3))));
            if (Rules.Sector(who.Sector)!.Fee(workshop.Length) == 0 && Charge.Make(booking, "late-cancellation", Rules.LateCancellation.Of(workshop.Length), Rules.Edition, At(Earlier(day, 3))) is { } late) { Settle(db, late, day); }
            db.CloseAct();
            return;
        }

        var came = dice.Of(("whole", 78), ("part", 4), ("no", 18));
        As(db, players.Actor(Manager), ActWords.TakeTraining, workshop.EndsAt);
        Done(booking.Attend(came, "list", workshop.EndsAt));
        if (came == "no" && Rules.Sector(who.Sector)!.Fee(workshop.Length) == 0 && Charge.Make(booking, "no-show", Rules.NoShow.Of(workshop.Length), Rules.Edition, workshop.EndsAt) is { } missed) { Settle(db, missed, day); }
        db.CloseAct();
        if (came == "no" || !dice.Chance(0.6)) { return; }
        As(db, Guest, ActWords.GuestEvaluates, workshop.EndsAt.AddHours(1));
        var ratings = Enumerable.Range(1, course.Outcomes.Length).SelectMany(o => Rating.Whats.Select(w => { var before = dice.Between(1, 3); return (o, w, before, Math.Min(4, before + dice.Between(0, 2))); })).ToArray();
        db.Add(Done(Evaluation.Give(booking, course, ratings, dice.Between(2, 4), dice.Pick(Will), "", workshop.EndsAt.AddHours(1))));
        db.CloseAct();
        var asked = day.AddMonths(3);
        if (asked >= today) { return; }
        As(db, Actor.TheSystem(Areas) with { Circles = [Door.Circle] }, ActWords.PassTraining, At(asked));
        booking.Ask(At(asked));
        db.CloseAct();
        if (asked.AddDays(5) >= today || !dice.Chance(0.3)) { return; }
        As(db, Guest, ActWords.GuestEvaluates, At(asked.AddDays(5)));
        db.Add(Done(FollowUp.Give(booking, dice.Of(("much", 30), ("some", 45), ("not-yet", 20), ("no", 5)), dice.Pick(Examples), "", At(asked.AddDays(5)))));
        db.CloseAct();
    }

    private void Settle(TrellisDb db, Charge charge, DateOnly day)
    {
        db.Add(charge);
        db.CloseAct();
        var at = At(day.AddDays(10) < today ? day.AddDays(10) : today.AddDays(-1));
        As(db, players.Actor(Manager), ActWords.SettleCharge, at);
        if (charge.Kind != "fee" && dice.Chance(0.2)) { Done(charge.Waive("Ill, with a note", at)); }
        else if (dice.Chance(0.85)) { Done(charge.Send($"INV-{dice.Between(1000, 9999)}", at)); if (dice.Chance(0.8)) { Done(charge.Pay(at)); } }
    }

    private static Actor Guest => Actor.TheSystem(Areas) with { Circles = [Door.Circle] };

    private StoryTime? story;
    private IServiceProvider? scoped;

    private void As(TrellisDb db, Actor who, string word, DateTimeOffset at)
    {
        story!.Now = at < London.MidnightOf(today) ? at : London.MidnightOf(today).AddMinutes(-1);
        db.Acting.As(who);
        db.Acting.Begin(word);
    }

    private DateOnly Earlier(DateOnly day, int days) => day.AddDays(-days) < today ? day.AddDays(-days) : today.AddDays(-1 - (days % 20));

    private static DateTimeOffset At(DateOnly day) => London.At(day, new TimeOnly(11, 0));

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"demo/courses.csv: {why.Words}") : done;

    private Task<T> SaveAsync<T>(DateOnly on, string word, Func<TrellisDb, DateTimeOffset, T> work, CancellationToken stop) => SaveAsync(on, word, (db, at) => Task.FromResult(work(db, at)), stop);

    private async Task<T> SaveAsync<T>(DateOnly on, string word, Func<TrellisDb, DateTimeOffset, Task<T>> work, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        scoped = scope.ServiceProvider;
        story = scope.ServiceProvider.GetRequiredService<StoryTime>();
        story.Now = At(on);
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Actor(Manager));
        db.Acting.Begin(word);
        var done = await work(db, At(on));
        await db.SaveChangesAsync(stop);
        return done;
    }
}
