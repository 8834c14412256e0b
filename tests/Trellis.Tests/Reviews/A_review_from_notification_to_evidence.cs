using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People;
using Trellis.Modules.Reviews.Chronologies;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Reviews;

/// <summary>A review as those see it who lead it, are asked in it, read drafts of it, or have no part in it.</summary>
public sealed class A_review_from_notification_to_evidence(TestSite site) : OnSite(site)
{
    private const string List = "Date,Time,Event,Seen,Key event,Themes,Child\n2025-01-03,16:15,Home visit and nobody opened the door,Nobody,no,No access to the home,\n\"5 January 2025, 9:30\",,Hospital saw a bruise on the left cheek of the child,The child,yes,,\nMarch 2024,,The family moved into the area,,no,,\n";

    [Fact]
    public async Task Each_agency_sees_its_own_chronology_until_it_is_shared_and_a_stranger_nothing()
    {
        var (child, matter) = await AskedAsync("Wren Chronowell");
        var (lead, police, health) = (await SignedIn(CaseReviewLead), await SignedIn(PoliceOfficer), await SignedIn(HealthProfessional));
        var page = await lead.Opens($"/reviews/{matter}");
        page = await page.Fill("What is it called?", "Larch").Presses("Give it this case name");
        page.Heading.ShouldStartWith("Review Larch");
        page = await page.Fill("From which day?", "1 1 2024").Fill("Until which day?", "31 12 2023").Presses("Save the period");
        page.Errors.ShouldBe(["The day the period ends must be the same as or after the day it begins"]);

        // The police bring in a file: faults by line, and nothing taken in; then all of it.
        page = await police.Opens($"/reviews/{matter}/chronology/bring-in");
        page = await page.Attach("The chronology", "police.csv", Encoding.UTF8.GetBytes(List + "yesterday,,Something,,maybe,Weather,Nobody known\n")).Presses("Look at it");
        var wrong = page.Table("What is wrong, 4 lines");
        wrong.Select(w => w["Line"]).Distinct().ShouldBe(["Line 5"]);
        wrong.Select(w => w["What is wrong"]).ShouldContain("“yesterday” is not a day, month or year like 3 March 2025, 2025-03-03 16:15, March 2025 or 2025");
        page.Buttons.ShouldNotContain(b => b.StartsWith("Take in"));
        (await Count("reviews.entry", $"matter_id = '{matter}'")).ShouldBe(0);
        await page.Presses("Throw it away");
        page = await (await police.Opens($"/reviews/{matter}/chronology/bring-in")).Attach("The chronology", "police.csv", Encoding.UTF8.GetBytes(List.Replace("Event,", "Happening,", StringComparison.Ordinal))).Presses("Look at it");
        page.Table("What is wrong, 1 line")[0]["What is wrong"].ShouldStartWith("Columns missing: what");
        page = await page.Fill("What happened", "Happening").Presses("Look again");
        page = await page.Presses("Take in 3 entries");
        page.Done.ShouldBe("3 entries taken in");
        page.Heading.ShouldBe("Your agency’s chronology");
        page.Said.ShouldContain("278 days without an entry", customMessage: "from the end of March 2024 until 3 January 2025");

        // Health types one in, without knowing that the police tell the same.
        page = await (await health.Opens($"/reviews/{matter}/chronology/add")).Fill("When did it happen?", "5 1 2025").Fill("At what time? (optional)", "19:40").Fill("What happened?", "A bruise on the left cheek seen in the hospital").Presses("Add it");
        page.Said.ShouldContain("1 entry");
        page.Said.ShouldNotContain("moved into the area");
        (await (await health.Opens($"/reviews/{matter}/chronology/add")).Fill("When did it happen?", "5 1 2031").Presses("Add it")).Errors.ShouldBe(["The day must be today or in the past", "Enter what happened"]);
        (await (await health.Opens($"/reviews/{matter}/chronology/add")).Fill("When did it happen?", " 1 2025").Fill("At what time? (optional)", "late").Fill("What happened?", "x").Presses("Add it")).Errors.ShouldBe(["Enter the day too, or leave the time empty"]);

        // Attacked: over HTTP, by address, and with bare SQL as the application role.
        var theirs = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from reviews.entry where matter_id = $1 and agency = 'health-trust'", matter);
        (await police.Opens($"/reviews/{matter}/chronology")).Said.ShouldNotContain("19:40");
        (await (await police.Fetches($"/reviews/{matter}/chronology?handler=File&format=xlsx&agency=health-trust")).Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty();
        (await police.Opens($"/reviews/{matter}/chronology/withdraw/{theirs}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await police.Opens($"/reviews/{matter}/path")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await police.Opens($"/reviews/{matter}/drafts")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var stranger in new[] { await SignedIn(SocialWorker), await SignedIn(FrontDoorWorker), await SignedIn(SchoolLead), await SignedIn(BoardMember), await SignedIn(PanelMember, "WCC"), await SignedIn(CaseReviewLead, "WCC") })
        {
            foreach (var address in new[] { "", "/chronology", "/chronology/add", "/chronology/bring-in", "/path", "/drafts", "/chronology?handler=File&format=docx" })
            {
                (await stranger.Opens($"/reviews/{matter}{address}")).Status.ShouldBeOneOf([HttpStatusCode.NotFound, HttpStatusCode.Forbidden], address);
            }
        }

        (await EntriesSeen(PoliceOfficer, matter)).ShouldBe("police 3");
        (await EntriesSeen(HealthProfessional, matter)).ShouldBe("health-trust 1");
        (await EntriesSeen(SocialWorker, matter)).ShouldBe("");
        (await EntriesSeen(PanelMember, matter)).ShouldBe("police 3", "of the circle, and of the police: let into nothing else yet");
        (await EntriesSeen(CaseReviewLead, matter, "WCC")).ShouldBe("");
        foreach (var table in new[] { "review", "entry", "incoming", "draft", "hit", "copy", "copy_link", "reply", "finding", "considered" })
        {
            (await Stage.SqlAsync<long>(DatabaseRoles.App, $"select count(*) from reviews.{table}")).ShouldBe(0, $"{table}: nobody asks");
            if (table is "considered" or "draft") { continue; } // published, of nobody
            foreach (var stranger in new[] { As(SocialWorker), As(TeamManager), As(BusinessManager), As(InformationGovernanceLead), As(CaseReviewLead, "WCC") })
            {
                (await Seen(stranger.Actor, $"select count(*) from reviews.{table} where area = 'RBKC'")).ShouldBe(0, $"{table}: {stranger.Actor.Name}");
            }
        }

        await Should.ThrowAsync<Exception>(() => As(HealthProfessional).Sees(db => db.Database.ExecuteSqlAsync($"update reviews.entry set what = 'x'")));
        await Should.ThrowAsync<Exception>(() => As(HealthProfessional).Does("review.add-entry", services =>
        {
            Entry.Write(matter, "RBKC", "police", new ToEnter(new DateOnly(2025, 1, 1), null, "day", "", "Said for another", "", "", "routine", [], null), null, As(HealthProfessional).Actor, Stage.Clock.Now).Refused(out _, out var entry);
            ((TrellisDb)services.GetService(typeof(TrellisDb))!).Add(entry!);
            return Task.FromResult(true);
        }));

        // The lead sees all of it, what fits together and what does not, and shares it.
        page = await lead.Opens($"/reviews/{matter}/chronology");
        page.Heading.ShouldBe("Integrated chronology");
        page.Said.ShouldContain("Also told by Police");
        page.Said.ShouldContain("Told for another time of the day");
        (await lead.Opens($"/reviews/{matter}/chronology?agency=police&theme=no-access")).Said.ShouldContain("1 entry");
        (await lead.Opens($"/reviews/{matter}/chronology?From.Day=4&From.Month=1&From.Year=2025")).Said.ShouldContain("2 entries");
        foreach (var format in new[] { "docx", "xlsx" }) { (await lead.Fetches($"/reviews/{matter}/chronology?handler=File&format={format}")).StatusCode.ShouldBe(HttpStatusCode.OK); }
        (await Count("record.view", $"what = 'review-chronology-export' and matter_id = '{matter}'")).ShouldBe(3, "what is taken out is in the record of views");
        page = await page.Fill("With whom is it shared?", "Police").Presses("Share the chronology");
        page.Done.ShouldBe("The chronology is shared");
        (await EntriesSeen(PoliceOfficer, matter)).ShouldBe("health-trust 1, police 3");
        (await police.Opens($"/reviews/{matter}/chronology")).Heading.ShouldBe("Integrated chronology");
        (await EntriesSeen(HealthProfessional, matter)).ShouldBe("health-trust 1", "it is not shared with them");
        (await health.Opens($"/reviews/{matter}/chronology/add")).Status.ShouldBe(HttpStatusCode.NotFound, "nobody writes in it any more");
        (await EntriesSeen(SocialWorker, matter)).ShouldBe("");
    }

    [Fact]
    public async Task A_draft_goes_to_named_readers_is_answered_recalled_checked_and_published_without_telling_who_it_is_about()
    {
        var child = await Given.AChild(c => c.Named("Sparrow Drafttwell").LivingAt("7 Mallow Rise", "ZZ9 4QQ").BornOn("2016-05-01"));
        var matter = await DecidedAsync(child);
        var (lead, reader, other) = (await SignedIn(CaseReviewLead), await SignedIn(PoliceOfficer), await SignedIn(HealthProfessional));
        await (await lead.Opens($"/reviews/{matter}")).Fill("What is it called?", "Rowan").Presses("Give it this case name");
        var page = await (await lead.Opens($"/reviews/{matter}/drafts")).Follows("Write a report");
        page = await page.Fill("Title", "Review Rowan").Fill("Text", "## What happened\n\nSparrow was born on 1 May 2016.\n\nThe police visited 7 Mallow Rise once. Sparrow’s school was told.").Presses("Save as a new version");
        page.Done.ShouldBe("Version 1 is saved");
        var draft = page.Path;
        page.Table("Places in the text").Select(p => p["What"]).ShouldBe(["A name", "A date of birth", "An address", "A name"]);
        page.Buttons.ShouldNotContain("Publish");
        var token = page.FormOf("Decide").First(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        (await lead.Sends(HttpMethod.Post, $"{draft}?handler=Publish", [token])).Errors.ShouldBe(["4 places in the text could tell who somebody is. Decide each before it leaves"]);
        (await lead.Opens($"{draft}?handler=File&format=docx")).Errors.ShouldBe(["Decide each place that could tell who somebody is before it leaves"]);

        // Two copies, each with a number and a name; looked at, answered paragraph by paragraph, recalled.
        page = await (await lead.Opens(draft)).Fill("Which e-mail address does the reader sign in with? (optional)", "nobody@example.org").Presses("Give the copy");
        page.Errors.ShouldBe(["Nobody signs in with this address. Enter another, or the name of a reader without an account"]);
        page = await page.Fill("Which e-mail address does the reader sign in with? (optional)", Stage.EmailOf(PoliceOfficer)).Fill("By which day do they say whether it is accurate? (optional)", "1 12 2030").Presses("Give the copy");
        page = await page.Fill("Or what is a reader called who has no account? (optional)", "The mother’s solicitor").Fill("By which day do they say whether it is accurate? (optional)", "1 12 2030").Presses("Give the copy");
        page.Table("Copies").Select(c => c["First read"]).ShouldBe(["Not yet", "On paper or as a file"]);
        (await reader.Opens("/messages")).Said.ShouldContain("A copy of a draft for you to read: C1");
        var copy = (await reader.Opens("/reviews")).Document.QuerySelector("a[href^='/reviews/copies/']")!.GetAttribute("href")!;
        (await other.Opens(copy)).Status.ShouldBe(HttpStatusCode.NotFound, "another reader’s");
        (await other.Opens(draft)).Status.ShouldBe(HttpStatusCode.NotFound);
        page = await reader.Opens(copy);
        page.Said.ShouldContain("Copy 1 for Police officer 1, RBKC. Do not pass it on");
        page = await (await reader.Opens($"{copy}?paragraph=3")).Fill("Is it accurate?", "Not accurate").Presses("Save");
        page.Errors.ShouldBe(["Enter what is not right, and what would be"]);
        page = await page.Fill("What is not right, and what would be? (optional)", "We visited twice").Presses("Save");
        page = await page.Presses("All I have said nothing of is accurate");
        page.Done.ShouldBe("Kept: the rest is accurate");
        page = await lead.Opens(draft);
        page.Table("Copies")[0]["First read"].ShouldNotBe("Not yet");
        page.Table("What readers said").Select(r => r["What they say"]).ShouldBe(["Accurate.", "Not accurate. We visited twice"]);
        page = await (await page.Follows("Answer what was said of paragraph 3")).Fill("What is made of it?", "The text is changed").Presses("Save");
        page.Table("What readers said")[1]["What was made of it"].ShouldBe("The text is changed.");
        var word = await (await lead.Fetches($"{draft}?handler=File&format=docx&copy={copy.Split('/')[^1]}")).Content.ReadAsByteArrayAsync();
        Header(word).ShouldBe("Copy 1 for Police officer 1, RBKC. Do not pass it on");
        await ReadsByALink(lead, draft, matter);
        await (await lead.Opens(draft)).Presses("Recall copy 1");
        (await reader.Opens(copy)).Status.ShouldBe(HttpStatusCode.NotFound, "recalled");
        (await As(PoliceOfficer).Sees(db => db.Set<ReviewDraft>().CountAsync())).ShouldBe(0);

        // The next version takes out what it must; what stays is decided; it is published, and everybody may read it.
        page = await (await lead.Opens(draft)).Follows("Write a new version");
        page = await page.Fill("Text", "## What happened\n\nA child of nine was hurt.\n\nThe police visited twice. A sparrow sat on the sill.").Presses("Save as a new version");
        var second = page.Path;
        page.Table("Places in the text").ShouldHaveSingleItem()["Where"].ShouldContain("A sparrow sat");
        (await page.Fill("May it stay?", "It is not them").Presses("Decide")).Errors.ShouldBe(["Enter why"]);
        page = await page.Fill("May it stay?", "It is not them").Fill("Why?", "A bird").Presses("Decide");
        (await reader.Opens($"/reviews/published/{second.Split('/')[^1]}")).Status.ShouldBe(HttpStatusCode.NotFound, "not yet");
        page = await page.Presses("Publish");
        page.Done.ShouldBe("It is published");
        (await reader.Opens($"/reviews/published/{second.Split('/')[^1]}")).Said.ShouldContain("A child of nine was hurt");
        (await (await lead.Opens($"/reviews/{matter}/drafts")).Follows("Write a letter to the national Panel")).Value("Text").ShouldContain("What was learned, and how it is being shared");
    }

    [Fact]
    public async Task A_finding_becomes_a_recommendation_that_stays_open_until_something_is_shown_to_have_changed()
    {
        await Stage.TakesInActions("Case review group", "action,status\nBegin,Open\n", "RBKC");
        var matter = await DecidedAsync(await Given.AChild(c => c.Named("Finch Pathwell")));
        var (lead, member) = (await SignedIn(CaseReviewLead), await SignedIn(BoardMember));
        await (await lead.Opens($"/reviews/{matter}")).Fill("What is it called?", "Elm").Presses("Give it this case name");
        var page = await lead.Opens($"/reviews/{matter}/path");
        (await page.Presses("Record it")).Errors.ShouldBe(["Enter what was found"]);
        page = await page.Fill("What was found?", "Nobody asked who else lived there").Fill("Theme", "Men who are not seen").Presses("Record it");
        page = await (await page.Follows("Recommend something because of finding 1")).Fill("What is recommended?", "Ask about every adult in the home").Presses("Make the recommendation");
        page.Errors.ShouldBe(["Select the body that makes it, and agrees when it is done"]);
        page = await page.Fill("Which body makes it?", "Case review group").Fill("To which agency?", "Police").Fill("Which standard of an audit is it meant to meet? (optional)", "Every adult is named").Presses("Make the recommendation");
        page.SummaryValue("Evidence that it did").ShouldBe("None yet");
        var path = page.Document.QuerySelector("a[href^='/actions/recommendations/R']")!.GetAttribute("href")!;

        page = await (await member.Opens(path)).Fill("Is it accepted?", "Accepted").Fill("What will be done, or why is it not accepted?", "We will ask").Presses("Answer");
        page = await page.Fill("What changed because of it, and how do you know?", "46 of 50 records name every adult").Presses("Save what changed");
        page.Errors.ShouldBe(["Select what shows it"]);
        page = await page.Fill("What shows it?", "An audit, or a standard of one").Presses("Save what changed");
        page.Done.ShouldBe("Saved what changed");
        page = await lead.Opens($"/reviews/{matter}/path");
        page.SummaryValue("Evidence that it did").ShouldContain("by an audit, or a standard of one: 46 of 50 records name every adult");
        page.Said.ShouldContain("Accepted, open");
        await (await lead.Opens(path)).Fill("What did the body find?", "It is shown").Presses("Close the recommendation");
        (await lead.Opens($"/reviews/{matter}/path")).Said.ShouldContain("by the body that made it");
        (await member.Opens(path)).Said.ShouldContain("Serious incident Elm");

        // A review from elsewhere goes the same way.
        page = await (await lead.Opens("/reviews/considered")).Fill("What kind of review is it?", "LeDeR review").Fill("What is it called?", "Annual learning").Fill("What was it about?", "Capacity was not recorded").Presses("Log it");
        (await page.Fill("Does it apply here?", "It applies here").Fill("Why?", "We see the same").Presses("Save")).Errors.ShouldBe(["Enter what is done because of it"]);
        page = await page.Fill("Does it apply here?", "It applies here").Fill("Why?", "We see the same").Fill("What do we do because of it? (optional)", "Train").Presses("Save");
        page = await page.Fill("What is recommended?", "Record capacity").Fill("Which body makes it?", "Case review group").Fill("Or to whom else? (optional)", "Hospitals").Presses("Make the recommendation");
        page.Said.ShouldContain("To Hospitals. Not answered yet.");
        (await (await SignedIn(Scrutineer)).Opens("/reviews/considered")).Said.ShouldContain("Annual learning");
    }

    /// <summary>A reader without an account opens copy 2 once, with a code, and reads it alone; recalled it is gone.</summary>
    private async Task ReadsByALink(Visitor lead, string draft, Guid matter)
    {
        var made = await (await (await lead.Opens(draft)).Follows("One-time link for copy 2")).Presses("Make a link");
        var (address, code) = (new Uri(made.Document.QuerySelector("#address")!.TextContent).AbsolutePath, made.Document.QuerySelector("#code")!.TextContent);
        (await Site.Visitor().Opens("/draft")).Status.ShouldBe(HttpStatusCode.NotFound);
        var guest = Site.Visitor();
        var page = await guest.Opens(address);
        page.Said.ShouldNotContain("Rowan");
        page = await page.Fill("Your code", "000 00").Presses("Continue");
        page.Errors.ShouldBe(["That is not the code. After 5 wrong codes the link stops working"]);
        page = await page.Fill("Your code", code).Presses("Continue");
        page.Said.ShouldContain("Copy 2 for The mother’s solicitor. Do not pass it on");
        page.Said.ShouldContain("The police visited 7 Mallow Rise once");
        foreach (var elsewhere in new[] { "/reviews", $"/reviews/{matter}", draft, "/work" }) { (await guest.Opens(elsewhere)).Path.ShouldBe("/sign-in", elsewhere); }
        (await Count("record.view", $"what = 'review-guest' and matter_id = '{matter}'")).ShouldBe(1);
        (await Count("record.fact", $"kind in ('review.link-opened', 'review.link-refused', 'review.copy-opened') and matter_id = '{matter}'")).ShouldBe(4, "two readers opened their copies");
        (await Site.Visitor().Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound, "it opens once");

        // She answers paragraph by paragraph; the author sees it by paragraph and says what is made of it; she reads that.
        page = await (await guest.Opens("/draft?paragraph=3")).Fill("Is it accurate?", "Not accurate").Presses("Save");
        page.Errors.ShouldBe(["Enter what is not right, and what would be"]);
        page = await page.Fill("What is not right, and what would be? (optional)", "She was never asked").Presses("Save");
        page.Done.ShouldBe("What you say of paragraph 3 is kept");
        page.Said.ShouldContain("You said: Not accurate. She was never asked");
        page.Said.ShouldNotContain("We visited twice", Case.Sensitive, "another reader’s");
        page = await page.Presses("All I have said nothing of is accurate");
        var author = await lead.Opens(draft);
        author.Table("What readers said").Where(r => r["Who"] == "The mother’s solicitor, copy 2").Select(r => $"{r["Paragraph"]} {r["What they say"]}").ShouldBe(["2 Accurate.", "3 Not accurate. She was never asked"]);
        author = await (await author.Follows("Answer what was said of paragraph 3")).Fill("What is made of it?", "The text stays").Fill("Why? (optional)", "The letter of 3 May asked her").Presses("Save");
        author.Done.ShouldBe("Answered");
        (await guest.Opens("/draft")).Said.ShouldContain("The text stays. The letter of 3 May asked her");
        (await Count("record.act", $"word = 'guest.reply-to-draft' and user_id = '{Actor.SystemId}'")).ShouldBe(2);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from reviews.reply r join reviews.copy c on c.id = r.copy_id where c.reader_id is null and c.matter_id = $1", matter)).ShouldBe(2);
        (await lead.Opens(draft)).Table("Copies")[1]["First read"].ShouldNotBe("On paper or as a file");
        made = await (await (await lead.Opens(draft)).Follows("One-time link for copy 2")).Presses("Make a link");
        address = new Uri(made.Document.QuerySelector("#address")!.TextContent).AbsolutePath;
        for (var wrong = 1; wrong <= CopyLink.MostTries; wrong++) { await (await Site.Visitor().Opens(address)).Fill("Your code", "12").Presses("Continue"); }
        (await Site.Visitor().Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound, "five wrong codes");
        (await guest.Opens("/draft")).Status.ShouldBe(HttpStatusCode.OK, "who is in stays in for two hours");
        await (await lead.Opens(draft)).Presses("Recall copy 2");
        (await guest.Opens("/draft")).Status.ShouldBe(HttpStatusCode.NotFound, "recalled");
    }

    private static string Header(byte[] docx)
    {
        using var file = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(docx), false);
        return file.MainDocumentPart!.HeaderParts.Single().Header!.InnerText;
    }

    /// <summary>Bare SQL as the application role, told who asks.</summary>
    private async Task<long> Seen(Actor who, string sql)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, who, Stage.Clock.Now);
        await using var ask = new Npgsql.NpgsqlCommand(sql, connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    /// <summary>What bare SQL shows somebody of the entries of a matter.</summary>
    private async Task<string> EntriesSeen(string role, Guid matter, string area = "RBKC")
    {
        var seen = await As(role, area).Sees(db => db.Set<Entry>().AsNoTracking().Where(e => e.MatterId == matter).Select(e => e.Agency).ToListAsync());
        return string.Join(", ", seen.GroupBy(a => a).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {a.Count()}"));
    }

    /// <summary>A rapid review in which the police and health are asked.</summary>
    private async Task<(Person Child, Guid Matter)> AskedAsync(string name)
    {
        var child = await Given.AChild(c => c.Named(name));
        var matter = await Notified(child);
        await As(CaseReviewLead).Asks(await Stage.Step("agency-chronology", child), "police", "health-trust");
        return (child, matter);
    }

    /// <summary>A rapid review that decided for a local review.</summary>
    private async Task<Guid> DecidedAsync(Person child)
    {
        var matter = await Notified(child);
        var lead = As(CaseReviewLead);
        await lead.Asks(await Stage.Step("agency-chronology", child), "police");
        await As(PoliceOfficer).Completes((await Stage.Steps(child)).First(s => s.Agency == "police"));
        await lead.Completes("analysis", child, ("themes", "voice"));
        await lead.Completes("rapid-review-meeting", child, ("outcome", "local-review"), ("quorate", "yes"));
        await lead.Completes("panel-letter", child);
        return matter;
    }

    private async Task<Guid> Notified(Person child)
    {
        var lead = As(CaseReviewLead);
        var matter = await lead.Starts("serious-incident", child);
        await lead.Completes("incident", child);
        await lead.Completes("criteria", child, "notify");
        await lead.Completes("notification", child);
        await lead.Completes("scoping", child);
        return matter.Id;
    }
}
