using System.Text.RegularExpressions;
using Trellis.Platform.Storage;
using Trellis.Tests.Messages;
using Trellis.Tests.Support;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>Tests of how an agency looks after its own people.</summary>
public abstract partial class OnStaff(TestSite site) : OnSite(site)
{
    /// <summary>The agency of most roles of RBKC.</summary>
    protected const string Agency = "rbkc-children";

    protected const string Better = "seven quiet lanterns drift";

    /// <summary>An administrator of <see cref="Agency"/>.</summary>
    protected Task<Visitor> Administrator(int number = 1) => SignedIn(Roles.AgencyAdministrator, number: number);

    protected static Guid IdOf(Stage stage, string role, string area = "RBKC", int number = 1) => stage.Someone(role, area, null, number).UserId;

    protected Task<Guid> IdOf(string email) => Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from agencies.staff where email = $1", email);

    protected Task<Guid> PostOf(Guid staff) => Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from agencies.post where staff_id = $1 order by starts_on desc, id desc limit 1", staff);

    /// <summary>Invites somebody through the page.</summary>
    protected static async Task<TestPage> Invites(Visitor administrator, string email, string role = "Front door worker", string from = "2 3 2026", string until = "", string qualification = "None", string name = "Juniper Saltmarsh")
    {
        var page = await administrator.Opens("/staff/invite");
        return await page.Fill("Full name", name).Fill("Work e-mail address", email).Fill("Role", role).Fill("Where they work", "Royal Borough of Kensington and Chelsea").Fill("Qualification you have seen", qualification)
            .Fill("First day", from).Fill("Last day", until.Length == 0 ? "  " : until).Presses("Invite");
    }

    /// <summary>The one-time links that go out by e-mail now, the newest last: addresses on the site.</summary>
    internal async Task<IReadOnlyList<string>> LinksSent()
    {
        var pigeon = new Pigeon();
        await Stage.Sender(pigeon).SendDueAsync();
        return [.. pigeon.Carried.SelectMany(c => OneTime().Matches(c.Body)).Select(m => new Uri(m.Value).AbsolutePath)];
    }

    /// <summary>Comes in by an invitation, with a password.</summary>
    protected async Task<Visitor> Accepts(string link, string password = Better)
    {
        var visitor = Site.Visitor();
        await (await visitor.Opens(link)).Fill("Your password", password).Presses("Continue");
        return visitor;
    }

    protected static async Task<bool> IsIn(Visitor visitor) => (await visitor.Opens("/work")).Path == "/work";

    /// <summary>The kinds of facts about this source, in order, with the act word each was said under.</summary>
    protected async Task<string[]> Facts(Guid source) => (await Stage.SqlAsync<string[]>(
        DatabaseRoles.Owner, "select array(select a.word || ' ' || f.kind from record.fact f join record.act a on a.id = f.act_id where f.source_id = $1 order by f.id)", source))!;

    [GeneratedRegex(@"https://trellis\.example/sign-in/link/[A-Za-z0-9_-]{43}\b", RegexOptions.None, 1000)]
    private static partial Regex OneTime();
}
