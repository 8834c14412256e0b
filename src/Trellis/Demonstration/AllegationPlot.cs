using Trellis.Access;
using Trellis.Modules.Allegations;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>A dozen invented allegations over two years, as far as each has come, with consultations, who was reached and two checklists.</summary>
internal sealed class AllegationPlot(IServiceProvider services, Players players, Inventions from, PracticeModel practice, WorkingCalendar calendar, DateOnly today)
{
    /// <param name="Ago">Working days before today on which the designated officer was told.</param>
    /// <param name="Far">referred, received, low-level, managed, concluding, or an outcome.</param>
    private sealed record Told(int Ago, string Area, string Name, int Born, string Sector, string Role, string Harm, string By, string Employer, string Far);

    private static readonly Told[] Rows =
    [
        new(470, "RBKC", "Merle Ashcombe", 1979, "education", "teacher", "physical", "employer-education", "A primary school", "unfounded"),
        new(430, "WCC", "Corin Vellacott", 1986, "early-years", "early-years-worker", "neglect", "employer-early-years", "A nursery", "unsubstantiated"),
        new(390, "RBKC", "Isidore Pengelly", 1968, "fostering", "foster-carer", "emotional", "fostering-agency", "A fostering agency", "substantiated"),
        new(350, "RBKC", "Lowena Trask", 1991, "education", "support-staff", "restraint", "employer-education", "A secondary school", "false"),
        new(310, "WCC", "Jory Hemmick", 1983, "education", "teacher", "online", "police", "A secondary school", "substantiated"),
        new(250, "WCC", "Piran Lethbury", 1975, "sports", "coach", "conduct", "sports", "A football club", "low-level"),
        new(190, "RBKC", "Eseld Corfield", 1988, "health", "health-worker", "private-life", "childrens-social-care", "A clinic", "unsubstantiated"),
        new(140, "RBKC", "Tamsyn Ollard", 1994, "education", "support-staff", "conduct", "employer-education", "A primary school", "malicious"),
        new(70, "RBKC", "Denzil Sparrowby", 1971, "transport", "driver", "physical", "childrens-social-care", "A taxi firm", "concluding"),
        new(24, "WCC", "Morwen Tolliver", 1990, "education", "teacher", "sexual", "employer-education", "A sixth form college", "managed"),
        new(6, "RBKC", "Jago Windermoor", 1985, "residential-care", "residential-worker", "restraint", "regulator", "A children’s home", "managed"),
        new(1, "RBKC", "Kerenza Mudge", 1980, "early-years", "early-years-worker", "physical", "employer-early-years", "A nursery", "received"),
        new(1, "WCC", "Ruan Pellow", 1977, "faith", "faith-leader", "conduct", "faith", "A place of worship", "referred"),
    ];

    private readonly Acted acted = new(services, players, practice);

    /// <param name="reference">The number of the next matter.</param>
    /// <param name="person">The number of the next person.</param>
    /// <returns>The numbers after those that were used.</returns>
    public async Task<(long Reference, int Person)> PlayAsync(long reference, int person, CancellationToken stop)
    {
        foreach (var told in Rows) { await PlayAsync(told, reference++, person++, stop); }
        await BesideAsync(stop);
        return (reference, person);
    }

    private StaffRow Officer(string area) => from.Staff.First(s => s.Role is "lado" && s.Areas.Contains(area));

    private DateTimeOffset On(int ago, int hour = 10) => London.At(calendar.AddWorkingDays(today, -Math.Max(1, ago)), new TimeOnly(hour, 0));

    private async Task PlayAsync(Told t, long reference, int number, CancellationToken stop)
    {
        var (by, told, words) = (Officer(t.Area), On(t.Ago), t.Name.Split(' '));
        var about = await acted.DoAsync(by, ActWords.AddPerson, told, scope =>
        {
            var one = new Person
            {
                Reference = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{number}"),
                Area = t.Area,
                GivenName = words[0],
                FamilyName = words[1],
                Born = new DateOnly(t.Born, 1 + (number % 12), 1 + (number % 27)),
                Sex = number % 2 == 0 ? "F" : "M",
                EthnicGroup = practice.Codes["ethnic-group"].Codes[0].Id,
                HouseholdId = Ids.New(),
            };
            one.Added(Moment.Exactly(told), practice.HiddenTo(Modules.Allegations.IndexModel.Process));
            scope.GetRequiredService<TrellisDb>().Add(one);
            return Task.FromResult(one.Id);
        }, stop);
        var matter = await acted.DoAsync(by, ActWords.StartMatter, told, async scope =>
        {
            var work = scope.GetRequiredService<StepWork>();
            work.Reserve([reference]);
            return (await work.StartAsync(Modules.Allegations.IndexModel.Process, t.Area, [about], cancellationToken: stop)).Id;
        }, stop);
        Task Next(int ago, string step, Typed typed, int hour = 15) => acted.CompleteAsync(by, On(ago, hour), matter, step, typed, stop);

        await Next(t.Ago, "referral", new Typed().Put("known-at", On(t.Ago + (number % 4 == 0 ? 3 : 1), 14)).Put("allegation", "What was seen and said is written here in the words it was said in.").Put("harm", t.Harm)
            .Put("safe-now", "They do not work alone with children until this is decided.").Put("employer", t.Employer).Put("sector", t.Sector).Put("role", t.Role).Ends("referred"), 11);
        if (t.Far is "referred") { return; }
        await Next(t.Ago, "receipt", new Typed().Put("told-at", On(t.Ago, 11)).Put("told-by", t.By).Put("sector", t.Sector).Put("role", t.Role).Put("harm", t.Harm).Put("before", "no").Put("advice", "Nobody is asked about it yet. Notes of the day are kept.").Ends("received"), 12);
        if (t.Far is "received") { return; }
        var low = t.Far is "low-level";
        var threshold = new Typed().Put("decided-on", calendar.AddWorkingDays(today, -(t.Ago - 1))).Put("harmed", low ? "no" : "yes").Put("offence", t.By is "police" ? "yes" : "no").Put("risk", "no").Put("suitability", low ? "no" : "yes").Put("grounds", "By what is known today.");
        await Next(t.Ago - 1, "threshold", low ? threshold.Ends("low-level", "A rule of the club was not kept, and the club deals with it") : threshold.Ends("met"));
        if (low) { return; }
        await Next(t.Ago - 2, "informing", new Typed().Put("on", calendar.AddWorkingDays(today, -(t.Ago - 2))).Put("how", "By their manager, with the designated officer’s agreement.").Put("named-contact", "yes").Put("support", "Their union, and counselling by the employer.").Ends("told"));
        await Next(t.Ago - 4, "management-meeting", Meeting(t.Ago - 4, "under-way", "alternative").Ends("continue"));
        if (t.Far is "managed") { return; }
        await Next(t.Ago - 18, "management-meeting", Meeting(t.Ago - 18, "ended-no-action", "suspended").Ends("conclude"));
        if (t.Far is "concluding") { return; }
        var decided = t.Ago - 20 - (number % 5 * 12);
        await Next(decided, "outcome", new Typed().Put("decided-on", calendar.AddWorkingDays(today, -decided)).Put("sector", t.Sector).Put("findings", "What was found rests on what children, colleagues and records say.")
            .Put("employer-action", t.Far is "substantiated" ? "dismissed" : "reinstated").Put("person-told", "yes").Put("family-told", "yes").Ends(t.Far));
        if (t.Far is "substantiated")
        {
            await Next(decided - 8, "dbs", new Typed().Put("decided-on", calendar.AddWorkingDays(today, -(decided - 8))).Put("grounds", "They were removed from work with children.").Ends("referred"));
            await Next(decided - 9, "regulator", t.Sector is "education"
                ? new Typed().Put("decided-on", calendar.AddWorkingDays(today, -(decided - 9))).Put("regulator", "teaching").Ends("referred")
                : new Typed().Put("decided-on", calendar.AddWorkingDays(today, -(decided - 9))).Put("regulator", "none").Ends("not-referred", "The role is not regulated"));
        }

        await Next(decided - 12, "learning", new Typed().Put("written-on", calendar.AddWorkingDays(today, -(decided - 12))).Put("learned", "Who is alone with children, and when, is in the code of conduct.").Ends("done"));
    }

    private Typed Meeting(int ago, string strand, string suspension) => new Typed().Put("held-on", calendar.AddWorkingDays(today, -ago)).Put("police", strand).Put("care", "not-needed").Put("employer", strand).Put("suspension", suspension)
        .Put("alternatives", "Other duties without children were tried first.").Put("children", "They are well, and their parents know what they may know.").Put("agreed", "The employer writes down what colleagues saw, by Friday.");

    private async Task BesideAsync(CancellationToken stop)
    {
        foreach (var (ago, area, asker, told, sector, advice, question) in new[]
        {
            (300, "RBKC", "Head of a primary school", "employer-education", "education", "low-level", "A colleague gave a pupil a lift home once. Is that for you?"),
            (210, "WCC", "Manager of a nursery", "employer-early-years", "early-years", "training", "What belongs into the record of low-level concerns?"),
            (120, "WCC", "Secretary of a swimming club", "sports", "sports", "no-further", "A parent complains of shouting at training."),
            (40, "RBKC", "Named nurse", "health", "health", "refer", "A colleague is under investigation at home. Do we tell you?"),
            (12, "WCC", "Trustee of a mosque", "faith", "faith", "training", "Do our volunteers need a check?"),
            (3, "RBKC", "Head of a secondary school", "employer-education", "education", "front-door", "A pupil says something of a neighbour."),
        })
        {
            var by = Officer(area);
            await acted.DoAsync(by, ActWords.Consult, On(ago, 14), scope =>
            {
                var db = scope.GetRequiredService<TrellisDb>();
                var one = new Consultation
                {
                    Reference = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"L{1000 - ago}"),
                    Area = area,
                    OnDate = London.DateOf(On(ago)),
                    AskedBy = asker,
                    ToldBy = told,
                    Sector = sector,
                    Question = question,
                    Advice = advice,
                    Words = "What was advised, and whom they tell next.",
                    At = On(ago, 14),
                    ById = db.Acting.Actor.UserId,
                };
                db.Add(Acted.Done(one.Given(db.Acting.Actor)));
                return Task.FromResult(one.Id);
            }, stop);
        }

        foreach (var (ago, area, kind, sector, reached, words) in new[] { (180, "RBKC", "workshop", "education", 34, "Autumn workshop"), (95, "WCC", "workshop", "early-years", 21, "Nurseries of the north"), (60, "RBKC", "visit", "sports", 12, "Coaches of two clubs"), (30, "WCC", "safer-recruitment", "voluntary", 18, "Trustees") })
        {
            await acted.DoAsync(Officer(area), ActWords.Promote, On(ago, 16), scope =>
            {
                var db = scope.GetRequiredService<TrellisDb>();
                db.Add(Acted.Done(new Promotion { Area = area, OnDate = London.DateOf(On(ago)), Kind = kind, Sector = sector, Reached = reached, Words = words, At = On(ago, 16), ById = db.Acting.Actor.UserId }.Done(db.Acting.Actor)));
                return Task.FromResult(true);
            }, stop);
        }

        foreach (var (ago, area, setting, sector, missing) in new[] { (50, "RBKC", "Riverside nursery", "early-years", 1), (20, "WCC", "St Brannoc’s youth club", "faith", 4) })
        {
            await acted.DoAsync(Officer(area), ActWords.Promote, On(ago, 12), scope =>
            {
                var db = scope.GetRequiredService<TrellisDb>();
                var said = practice.Allegations.Checklist.Select((c, i) => (c.Id, Answer: i % 10 >= 10 - missing ? "partly" : "yes")).ToDictionary(c => c.Id, c => (c.Answer, c.Answer == "yes" ? "" : "Will be there by the summer"));
                db.Add(Acted.Done(new Checklist { Area = area, Setting = setting, Sector = sector, OnDate = London.DateOf(On(ago)), At = On(ago, 12), ById = db.Acting.Actor.UserId }.Answered(practice.Allegations.Checklist, said, db.Acting.Actor)));
                return Task.FromResult(true);
            }, stop);
        }
    }
}
