using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.Pages.SignIn;

/// <summary>Tests of how people sign in: what the record says of it, and who holds which posts.</summary>
public abstract class OnAccounts(TestSite site) : OnSite(site)
{
    protected const string Wrong = "The email address or password is not right";

    protected static string EmailOf(string role, int number = 1) => Stage.EmailOf(role, number: number);

    /// <summary>The facts of somebody's account, in order: "staff.signed-in how=password". Ids are left out.</summary>
    protected async Task<string[]> TheRecord(string email) => (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
        select array(
          select concat_ws(' ', f.kind, (select string_agg(d.field || '=' || d.code, ' ' order by d.field) from record.fact_detail d where d.fact_id = f.id and d.field not in ('post', 'device', 'passkey')))
          from record.fact f join agencies.staff s on s.id = f.source_id where s.email = $1 and f.kind not in ('staff.added') order by f.id)
        """, email))!;

    /// <summary>The act each of those facts was said under, the newest last.</summary>
    protected async Task<string> LastAct(string email) => (await Stage.SqlAsync<string>(DatabaseRoles.Owner, """
        select a.word from record.act a join record.fact f on f.act_id = a.id join agencies.staff s on s.id = f.source_id where s.email = $1 order by f.id desc limit 1
        """, email))!;

    protected Task GivesPost(string email, string role, string area = "RBKC") => Stage.LookAsync(async db =>
    {
        var staff = await db.Staff.Include(s => s.Posts).SingleAsync(s => s.Email == email);
        db.Acting.Begin(ActWords.SetUp);
        staff.Hold(staff.Posts[0].Agency, null, role, $"Also {role}", [area], null, LondonTimes.Day("2020-01-06"), area);
        await db.SaveChangesAsync();
    });

    /// <summary>There is no page for it yet, so it is done by the owner.</summary>
    protected Task PostBecomes(string email, string set) => Stage.SqlAsync<object>(
        DatabaseRoles.Owner,
        $"begin; set local session_replication_role = replica; update agencies.post p set {set} from agencies.staff s where s.id = p.staff_id and s.email = '{email}'; commit;");

    protected static async Task<bool> IsIn(Visitor visitor) => (await visitor.Opens("/work")).Path == "/work";
}
