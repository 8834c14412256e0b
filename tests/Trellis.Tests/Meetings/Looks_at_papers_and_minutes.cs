using Trellis.Modules.Oversight;
using Trellis.Platform.Storage;
using Trellis.Tests.Documents;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>Who read papers and minutes, and who took them as files, is in the record before they have them.</summary>
public sealed class Looks_at_papers_and_minutes(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Each_is_written_with_what_was_looked_at_and_where()
    {
        var manager = await SignedIn(BusinessManager);
        var meeting = await Called(manager, await ABoard(manager, "Read board", "Chair"), "2 3 2026");
        var form = await (await (await manager.Opens(meeting)).Follows("Any other business")).Follows("Add a paper");
        var paper = (await form.Attach("The paper as a file", "report.pdf", Papers.Pdf("The report")).Presses("Save the paper")).Path;
        (await (await manager.Opens($"{meeting}/publish")).Fill("Why is it out late?", "Called today").Presses("Publish it")).Done.ShouldBe("The agenda is out");
        await (await manager.Opens($"{meeting}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");

        (await LooksAfter(meeting)).ShouldBeEmpty("the meeting and its agenda are no papers");
        (await LooksAfter(paper)).ShouldBe(["meeting-paper"]);
        (await LooksAfter($"{paper}/file")).ShouldBe(["meeting-paper-copy"]);
        (await LooksAfter($"{meeting}/pack")).ShouldBe(["meeting-pack"]);
        (await LooksAfter($"{meeting}/pack.docx")).ShouldBe(["meeting-pack-export"]);
        (await LooksAfter($"{meeting}/write")).ShouldBe(["meeting-minutes"]);
        (await LooksAfter($"{meeting}/minutes")).ShouldBe(["meeting-minutes"]);
        (await LooksAfter($"{meeting}/minutes.docx")).ShouldBe(["meeting-minutes-export"]);
        (await LooksAfter($"{meeting}/write?handler=News")).ShouldBeEmpty("it is the same look, going on");

        async Task<string[]> LooksAfter(string address)
        {
            Stage.Clock.Pass(TimeSpan.FromSeconds(1));
            var from = Stage.Clock.GetUtcNow();
            (await manager.Fetches(address)).EnsureSuccessStatusCode();
            var looks = await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select what from record.view where at >= $1 and what like 'meeting%' and area = 'RBKC' and purpose = 'meeting.view' and cardinality(people) = 0)", from);
            looks!.ShouldAllBe(l => LookWords.What(new Look(Guid.Empty, from, Guid.Empty, null, null, "opened", l, "meeting.view", null, null, Array.Empty<(Guid, string)>(), 0)) != l.Replace('-', ' '), "each has words");
            return looks!;
        }
    }
}
