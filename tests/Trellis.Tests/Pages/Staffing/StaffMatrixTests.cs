using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>Every page about an agency's people, asked by every role about a colleague and about somebody of another agency. Typed by hand.</summary>
public sealed class StaffMatrixTests(TestSite site) : OnStaff(site)
{
    /// <summary>What the administrator of an agency is answered: about a colleague, about somebody of another agency. Everybody else: 403.</summary>
    private static readonly Dictionary<string, (int Colleague, int Other)> Pages = new(StringComparer.Ordinal)
    {
        ["staff"] = (200, 200),
        ["staff/invite"] = (200, 200),
        ["staff/{who:guid}"] = (200, 404),
        ["staff/{who:guid}/invite"] = (302, 404),
        ["staff/{who:guid}/post"] = (200, 404),
        ["staff/{who:guid}/leave"] = (200, 404),
        ["staff/{who:guid}/e-mail"] = (200, 404),
        ["staff/{who:guid}/second-factor"] = (302, 404), // they have none to lose
        ["staff/{who:guid}/posts/{post:guid}/change"] = (200, 404),
        ["staff/{who:guid}/posts/{post:guid}/end"] = (200, 404),
        ["cover"] = (200, 200),
    };

    [Fact]
    public void Every_page_of_them_is_here() =>
        Site.Site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().Select(p => p.AttributeRouteInfo!.Template!)
            .Where(t => t is "cover" || t.Split('/')[0] is "staff").Order(StringComparer.Ordinal).ShouldBe(Pages.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_answers_each_role_as_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var role in Stage.Practised.Model.Roles)
        {
            var visitor = await SignedIn(role.Id);
            foreach (var (page, (colleague, other)) in Pages)
            {
                foreach (var (whose, expected) in new[] { (IdOf(Stage, FrontDoorWorker), colleague), (IdOf(Stage, FrontDoorWorker, "WCC"), other), (IdOf(Stage, PoliceOfficer), other) })
                {
                    var may = role.Id is AgencyAdministrator || (role.Id is TeamManager && page is "cover");
                    foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
                    {
                        if (method == HttpMethod.Post && (may && expected is not 404)) { continue; } // what it does has tests of its own
                        var address = "/" + page.Replace("{who:guid}", whose.ToString(), StringComparison.Ordinal).Replace("{post:guid}", (await PostOf(whose)).ToString(), StringComparison.Ordinal);
                        var form = method == HttpMethod.Post ? (await visitor.Opens("/your-sign-in/everywhere")).FormOf("Sign out everywhere") : null;
                        var answer = (int)(await visitor.Sends(method, address, form, follow: false)).Status;
                        if (answer != (may ? expected : 403)) { wrong.Add($"{role.Id} {method} {page}: {answer}"); }
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
    }
}
