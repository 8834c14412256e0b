using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Figures.Public;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Figures;

/// <summary>Figures of what is open on a day, by how long and how far: worked by hand. And the share of referrals for an adult review that were accepted.</summary>
public sealed class What_is_open_on_a_day(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Recommendations_are_counted_while_they_are_open_by_age_and_by_what_became_of_them()
    {
        // On 31 March 2026: A 10 weeks old; B exactly 3 months; C 7 months, accepted; D over a year, accepted and shown; E closed on 1 April. On 1 June E is closed and A over 4 months.
        await Stage.TakesInActions("Learning group", "action,status\nBegin,Open\n", "RBKC");
        var (made, n) = (new Dictionary<string, string>(), 0);
        var manager = await SignedIn(BusinessManager);
        foreach (var (name, on) in new[] { ("D", "10 2 2025"), ("C", "31 8 2025"), ("E", "1 9 2025"), ("B", "31 12 2025"), ("A", "20 1 2026") })
        {
            var form = await manager.Opens("/actions/recommendations/new");
            made[name] = (await form.Fill("Which body makes it?", "Learning group").Fill("Which area is it for?", "Royal Borough of Kensington and Chelsea").Fill("Where does it come from?", "An audit").Fill("When was it made?", on).Fill("Which agency is it to?", "Police").Fill("What is recommended?", $"Recommendation {++n}").Presses("Record it")).Path;
        }

        async Task Answers(string name, string answer, bool shows = false)
        {
            var answered = await (await (await SignedIn(BoardMember)).Opens(made[name])).Fill("Is it accepted?", answer).Fill("What will be done, or why is it not accepted?", "We will").Presses("Answer");
            if (shows) { (await answered.Fill("What changed because of it, and how do you know?", "It did").Fill("What shows it?", "Something else").Presses("Save what changed")).Done.ShouldBe("Saved what changed"); }
        }

        await Answers("C", "Accepted");
        await Answers("D", "Accepted", shows: true);
        await Answers("E", "Not accepted");
        On("2026-04-01 10:00");
        await (await (await SignedIn(BusinessManager)).Opens(made["E"])).Fill("What did the body find?", "It is right").Presses("Close the recommendation");
        On("2026-06-01 10:00");

        (await Said("recommendations-open")).ShouldBe("2024-25 RBKC 1, 2025-26 RBKC 5, 2026-27 RBKC 4", "E was open on the last day of its year");
        (await Said("recommendations-open", "open-for", "2025-26")).ShouldBe("3 to 6 months 1, 6 to 12 months 2, Over a year 1, Under 3 months 1");
        (await Said("recommendations-open", "stage", "2025-26")).ShouldBe("Accepted 1, Not accepted 1, Not answered yet 2, What changed was shown 1");
        (await Said("recommendations-open", "open-for", "2026-27")).ShouldBe("3 to 6 months 2, 6 to 12 months 1, Over a year 1");
        (await Said("recommendations-closed")).ShouldBe("2026-27 RBKC 1");
        (await Said("recommendations-answered", "answer", "2025-26")).ShouldBe("Accepted 2, Not accepted 1");
        var page = await (await SignedIn(BusinessManager)).Opens("/figures/recommendations-open?by=open-for&area=RBKC");
        page.Said.ShouldContain("Under 3 months");
        (await (await SignedIn(Analyst)).Opens("/figures/recommendations-open/facts?area=RBKC&period=2025-26")).Said.ShouldContain("5 were counted");
    }

    [Fact]
    public async Task Reviews_are_counted_by_how_far_they_have_come_and_allegations_until_their_outcome()
    {
        // Four adults are referred: two accepted (one because the board chooses to), one refused and told, one not decided. One child is notified and scoped, one notifiable, one not.
        var lead = As(CaseReviewLead);
        var adults = new List<Trellis.Modules.People.Person>();
        foreach (var outcome in new[] { "review", "discretionary", "refused", "" })
        {
            var adult = await Given.AChild(c => c.BornOn("1950-01-01"));
            await lead.Starts("safeguarding-adult-review", adult);
            await lead.Completes("referral", adult);
            if (outcome.Length > 0) { await lead.Completes("triage", adult, outcome); }
            if (outcome is "refused") { await lead.Completes("tell-referrer", adult, "told-refusal"); }
            adults.Add(adult);
        }

        foreach (var far in new[] { 3, 1, 0 })
        {
            var child = await Given.AChild();
            await lead.Starts("serious-incident", child);
            await lead.Completes("incident", child);
            await lead.Completes("criteria", child, far == 0 ? "not-notifiable" : "notify");
            if (far > 1) { await lead.Completes("notification", child); await lead.Completes("scoping", child); }
        }

        var person = await Given.AChild(c => c.BornOn("1980-01-01"));
        await As(Lado).Starts("allegations", person);
        await As(Lado).Completes("referral", person, ("sector", "faith"));
        await As(Lado).Completes("receipt", person, ("told-at", "2026-03-02 09:00"), ("sector", "faith"));

        (await Said("sar-accepted")).ShouldBe("2025-26 RBKC 66.7");
        (await Said("sar-under-way", "stage", "2025-26")).ShouldBe("Decided 2, Referred 1");
        (await Said("reviews-under-way", "stage", "2025-26")).ShouldBe("Criteria decided 1, Rapid review 1");
        (await Said("allegations-open", "sector", "2025-26", "allegations")).ShouldBe("Faith groups 1");
        (await Said("allegations-open")).ShouldBe("", "a small number, and the year is not over");
        await As(Lado).Completes("threshold", person, "met", ("decided-on", "2026-03-02"), ("harmed", "yes"));
        (await Said("allegations-open", null, null, "allegations")).ShouldBe("2025-26 RBKC 1");
        await As(Lado).Completes("management-meeting", person, "conclude", ("held-on", "2026-03-02"), ("police", "not-needed"), ("care", "not-needed"), ("employer", "ended-action"), ("suspension", "suspended"));
        await As(Lado).Completes("outcome", person, "unfounded", ("decided-on", "2026-03-02"));
        (await Said("allegations-open", null, null, "allegations")).ShouldBe("");
    }

    private async Task<string> Said(string figure, string? by = null, string? year = null, params string[] circles)
    {
        var book = Stage.Services.GetRequiredService<FigureBook>();
        var values = (await book.CountAsync(book.Find(figure)!, new FigureCut(by), circles: circles)).Where(v => v.Area == "RBKC" && (year is null || v.Period == year)).ToArray();
        return string.Join(", ", values.Select(v => by is null ? $"{v.Period} {v.Area} {v.Value:0.#}" : $"{v.Part} {v.Value:0}").Order(StringComparer.Ordinal));
    }
}
