using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Returns;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Returns;

/// <summary>A feed from its sending to its undoing, and a census taken in from its page, as the people of an authority do it.</summary>
public sealed class A_feed_in_the_site(TestSite site) : OnSite(site)
{
    private const string People = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob\nS1,Wren,Keptfeather,F,WBRI,2012-05-04";
    private const string Care = "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason\nE1,S1,K1,2025-05-01,S,,";

    [Fact]
    public async Task It_is_sent_looked_at_taken_in_and_undone()
    {
        var officer = await SignedIn(ReturnsOfficer);
        var form = await officer.Opens("/returns/feeds/new");
        (await form.Presses("Look at it")).Errors.ShouldContain("Choose the feed: a zip, or its CSV files");
        (await form.Attach("The feed", "feed.xml", "<a/>"u8.ToArray()).Presses("Look at it")).Errors.ShouldBe(["Choose one zip, or CSV files alone"]);

        var page = await Sends(officer, ("ssd_person.csv", People), ("ssd_cla_episodes.csv", Care));
        page.Table("What was read").Select(r => (r["Table"], r["Rows"])).ShouldBe([("ssd_person", "1"), ("ssd_cla_episodes", "1")]);
        page.SummaryValue("Children").ShouldBe("1: 0 recorded already, 1 added, 0 left out");
        page.Said.ShouldContain("ssd_missing: Missing episodes", customMessage: "what is missing is said");
        (await Count("select count(*) from people.person where family_name = 'Keptfeather'")).ShouldBe(0, "it is a look, and no more");

        var asked = await page.Presses("Take it into the record");
        asked.Heading.ShouldBe("night.zip Being taken in");
        (asked.Said.Contains("Waiting for its turn", StringComparison.Ordinal), asked.Buttons.Count).ShouldBe((true, 0), "nobody can have it taken in twice, or thrown away meanwhile");
        (await Count("select count(*) from people.person where family_name = 'Keptfeather'")).ShouldBe(0, "it goes on by itself");
        var taken = await Goes(asked);
        (taken.SummaryValue("New facts"), taken.SummaryValue("File")).ShouldBe(("1", "night.zip"));
        (await Count("select count(*) from returns.feed_file")).ShouldBe(0, "the files have names of children");
        (await officer.Opens(page.Path)).Said.ShouldContain("What became of it");
        var fresh = await officer.Opens("/returns/freshness");
        (fresh.Said.Contains("Of today", StringComparison.Ordinal), fresh.Said.Contains("Episodes of being looked after", StringComparison.Ordinal)).ShouldBe((true, true));
        (await officer.Opens("/returns/feeds")).Table("Taken in").ShouldHaveSingleItem()["State"].ShouldBe("Stands");

        taken = await officer.Opens(taken.Path);
        (await taken.Presses("Undo all of it")).Errors.ShouldBe(["Enter why it is undone"]);
        (await taken.Fill("Why is it undone?", "It was the feed of a test").Presses("Undo all of it")).Done.ShouldBe("Undone. 1 child it added is gone");
        (await Count("select count(*) from people.person where family_name = 'Keptfeather'")).ShouldBe(0);
        (await Count("select count(*) from record.words where body = 'It was the feed of a test'")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_file_and_line_and_nothing_of_it_is_kept()
    {
        var officer = await SignedIn(ReturnsOfficer, "WCC");
        var page = await Sends(officer, ("ssd_person.csv", People), ("ssd_cla_episodes.csv", Care.Replace("2025-05-01", "yesterday", StringComparison.Ordinal)));
        var line = page.Table("What is wrong (1)").ShouldHaveSingleItem();
        (line["File"], line["Line"], line["Column"], line["What is wrong"]).ShouldBe(("ssd_cla_episodes.csv", "2", "clae_cla_episode_start_date", "This is no day such as 2026-03-31"));
        page.Buttons.ShouldNotContain("Take it into the record");
        (await Count("select count(*) from returns.feed_file where area = 'WCC'")).ShouldBe(0);
        (await page.Presses("Throw it away")).Done.ShouldBe("Thrown away");
    }

    [Fact]
    public async Task Those_alone_see_it_who_keep_returns_of_its_area()
    {
        var officer = await SignedIn(ReturnsOfficer);
        var sent = await Sends(officer, ("ssd_person.csv", People.Replace("S1", "S2-KEPT", StringComparison.Ordinal)), ("ssd_cla_episodes.csv", Care.Replace("S1", "S2-KEPT", StringComparison.Ordinal).Replace("E1", "E2", StringComparison.Ordinal)));
        var taken = await Goes(await (await officer.Opens(sent.Path)).Presses("Take it into the record"));

        foreach (var path in (string[])[sent.Path, taken.Path])
        {
            (await (await SignedIn(SocialWorker)).Opens(path)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
            (await (await SignedIn(ReturnsOfficer, "WCC")).Opens(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await (await SignedIn(ReturnsOfficer, "WCC")).Opens("/returns/freshness")).Said.ShouldNotContain("Kensington");
        await (await officer.Opens(taken.Path)).Fill("Why is it undone?", "The test is over").Presses("Undo all of it");
    }

    [Fact]
    public async Task A_signed_off_census_is_taken_in_from_its_page_and_undone()
    {
        const string Census = "ChildIdentifiers(LAchildID=CW1 UPN=P207000016049 PersonBirthDate=2016-05-04 Sex=F) ChildCharacteristics(Ethnicity=WBRI Disability=NONE) "
            + "CINdetails(CINreferralDate=2025-06-02 ReferralSource=1A PrimaryNeedCode=N1 Assessments(AssessmentActualStartDate=2025-06-03 AssessmentAuthorisationDate=2025-07-01 AssessmentFactors=3A) ReferralNFA=false)";
        var officer = await SignedIn(ReturnsOfficer, "WCC");
        var page = await (await officer.Opens("/returns/new")).Attach("The census", "census.xml", Encoding.UTF8.GetBytes(Written.Xml(Census).ToString())).Presses("Check it");
        await using (var scope = Stage.Services.CreateAsyncScope())
        {
            var checking = scope.ServiceProvider.GetRequiredService<CensusChecking>();
            while (await checking.CheckNextAsync()) { }
        }

        page = await officer.Opens(page.Path);
        page.Buttons.ShouldNotContain("Take it into the record", "it is not signed off");
        (await officer.Opens($"{page.Path}/take-in")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var rule in page.Text.Contains("What was found, by rule", StringComparison.Ordinal) ? page.Table("What was found, by rule") : []) { await (await officer.Opens($"{page.Path}/rules/{rule["Rule"]}")).Fill("Why does it stand as it is?", "As it is").Presses("Answer"); }
        await (await (await SignedIn(TeamManager, "WCC")).Opens(page.Path)).Presses("Sign off the census");

        var look = await Looks();
        look.SummaryValue("Children").ShouldBe("1: 0 recorded already, 1 added, 0 left out");
        (await Looks()).Path.ShouldBe(look.Path, "it waits once");
        var taken = await Goes(await look.Presses("Take it into the record"));
        taken.Heading.ShouldContain("Children in need census 2025-26");
        taken.SummaryValue("Taken in").ShouldNotContain("system", customMessage: "it was somebody who asked");
        var again = await Looks();
        again.Path.ShouldNotBe(look.Path);
        again.Said.ShouldContain("All of it is known already: there is nothing to take in");
        again.Buttons.ShouldBe(["Leave it"]);
        (await (await officer.Opens(taken.Path)).Fill("Why is it undone?", "The test is over").Presses("Undo all of it")).Done.ShouldBe("Undone. 1 child it added is gone");

        async Task<TestPage> Looks()
        {
            var sent = await (await officer.Opens($"{page.Path}/take-in")).Presses("Look at it");
            await Turns();
            return await officer.Opens(sent.Path);
        }
    }

    [Fact]
    public async Task What_this_program_cannot_take_in_says_so_and_holds_up_nothing_behind_it()
    {
        var officer = await SignedIn(ReturnsOfficer, "WCC");
        var files = new[] { ("ssd_person.csv", People.Replace("S1", "P1", StringComparison.Ordinal)), ("ssd_cla_episodes.csv", Care.Replace("S1", "P1", StringComparison.Ordinal)) };
        var (first, second) = (await Sends(officer, files), await Sends(officer, files));
        await (await officer.Opens(first.Path)).Presses("Take it into the record");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "alter table returns.intake add constraint broken check (area <> 'WCC') not valid");
        try { await Turns(); }
        finally { await Stage.SqlAsync<object>(DatabaseRoles.Owner, "alter table returns.intake drop constraint broken"); }

        var stopped = await officer.Opens(first.Path);
        stopped.Said.ShouldContain("Something went wrong here while it was read or taken in. Nothing of it was kept");
        stopped.Buttons.ShouldNotContain("Take it into the record");
        (await Count("select count(*) from returns.intake where area = 'WCC' and state = 'taken-in'")).ShouldBe(0);
        var taken = await Goes(await (await officer.Opens(second.Path)).Presses("Take it into the record"));
        (await (await officer.Opens(taken.Path)).Fill("Why is it undone?", "The test is over").Presses("Undo all of it")).Done.ShouldStartWith("Undone");
    }

    [Fact]
    public async Task What_broke_off_has_left_nothing_and_goes_on_and_what_was_altered_says_that_it_stopped()
    {
        var officer = await SignedIn(ReturnsOfficer, "WCC");
        var files = new[] { ("ssd_person.csv", People.Replace("S1", "B1", StringComparison.Ordinal)), ("ssd_cla_episodes.csv", Care.Replace("S1", "B1", StringComparison.Ordinal)) };
        var (first, second) = (await Sends(officer, files), await Sends(officer, files));
        await (await officer.Opens(first.Path)).Presses("Take it into the record");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update returns.feed_file set body = 'x' where feed_id = $1 and name = 'ssd_person.csv'", Guid.Parse(first.Path.Split('/')[^1]));
        await Turns();
        (await officer.Opens(first.Path)).Said.ShouldContain("The files are not what they were when they were sent");
        (await Count("select count(*) from returns.intake where area = 'WCC' and state = 'taken-in'")).ShouldBe(0);

        await (await officer.Opens(second.Path)).Presses("Take it into the record");
        using (var broken = new CancellationTokenSource())
        {
            await broken.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => Turns(broken.Token));
        }

        (await officer.Opens(second.Path)).Heading.ShouldEndWith("Being taken in");
        (await Count("select count(*) from returns.intake where area = 'WCC' and state = 'taken-in'")).ShouldBe(0);
        await Turns();
        (await officer.Opens(second.Path)).Heading.ShouldEndWith("Taken in");
        (await (await officer.Opens(first.Path)).Presses("Throw it away")).Done.ShouldBe("Thrown away");
        await (await (await officer.Opens(second.Path)).Follows("What became of it")).Fill("Why is it undone?", "The test is over").Presses("Undo all of it");
    }

    [Fact]
    public async Task A_folder_that_is_watched_is_taken_in_once_and_one_with_problems_is_listed()
    {
        var folder = Directory.CreateTempSubdirectory("trellis-watched-");
        try
        {
            await Writes("ssd_person.csv", People.Replace("S1", "S9", StringComparison.Ordinal));
            await Writes("ssd_cla_episodes.csv", Care.Replace("S1", "S9", StringComparison.Ordinal).Replace("E1", "E9", StringComparison.Ordinal).Replace("K1", "K9", StringComparison.Ordinal));
            (await Watches(folder)).ShouldBe(1);
            (await Watches(folder)).ShouldBe(0, "it is in already");
            (await Count("select count(*) from returns.intake where area = 'WCC' and stream = 'feed wcc-children' and state = 'taken-in'")).ShouldBe(1);

            await Writes("ssd_cla_episodes.csv", Care);
            (await Watches(folder)).ShouldBe(0);
            var row = (await (await SignedIn(ReturnsOfficer, "WCC")).Opens("/returns/feeds")).Table("Sent, and not taken in yet").Single(r => r["State"] == "1 problem");
            row["Area"].ShouldBe("City of Westminster");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task Writes(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(path, text);
            File.SetLastWriteTimeUtc(path, Stage.Clock.Now.AddHours(-1).UtcDateTime);
        }
    }

    private async Task<int> Watches(DirectoryInfo folder)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var of = scope.ServiceProvider;
        return await new FeedWatch(of.GetRequiredService<TrellisDb>(), of.GetRequiredService<FeedDesk>(), of.GetRequiredService<FeedTurns>(), new FeedFolders([new FeedFolder(folder.FullName, "WCC", "wcc-children")]), of.GetRequiredService<LondonClock>(), of.GetRequiredService<Microsoft.Extensions.Logging.ILogger<FeedWatch>>()).TakeInAsync();
    }

    private async Task<TestPage> Sends(Visitor officer, params (string Name, string Text)[] files)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                await using var entry = zip.CreateEntry(name).Open();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
            }
        }

        var sent = await (await officer.Opens("/returns/feeds/new")).Attach("The feed", "night.zip", zipped.ToArray()).Presses("Look at it");
        sent.Heading.ShouldBe("night.zip Being read");
        await Turns();
        return await officer.Opens(sent.Path);
    }

    /// <summary>What the site does by itself; then the page of what was taken in.</summary>
    private async Task<TestPage> Goes(TestPage asked)
    {
        await Turns();
        return await (await asked.Visitor.Opens(asked.Path)).Follows("What became of it");
    }

    private async Task Turns(CancellationToken stop = default)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        while (await scope.ServiceProvider.GetRequiredService<FeedTurns>().NextAsync(stop)) { }
    }

    private Task<long> Count(string sql) => Stage.SqlAsync<long>(DatabaseRoles.Owner, sql);
}
