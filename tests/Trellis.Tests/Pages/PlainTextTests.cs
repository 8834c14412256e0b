using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Trellis.Access;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>The one character that PostgreSQL keeps in no text, wherever it comes from, is no failure of the site.</summary>
public sealed class PlainTextTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task In_an_address_it_is_left_out()
    {
        var page = await (await SignedIn(FrontDoorWorker)).Opens("/people?search=Teasel%00+Example");

        page.Status.ShouldBe(HttpStatusCode.OK, Site.Failures.ToString());
        page.Heading.ShouldBe("Find a person");
    }

    [Fact]
    public async Task In_a_form_that_hides_it_from_its_reader_the_form_is_refused_and_nothing_is_kept()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var worker = await SignedIn(FrontDoorWorker);
        var address = $"/steps/{(await Stage.Step("triage", child)).Id}/fill";

        var page = await (await worker.Opens(address)).Fill("Why do you think so?", "Pasted\0 from a letter").Presses("Save and return later");

        page.Status.ShouldBe(HttpStatusCode.BadRequest, Site.Failures.ToString());
        (await worker.Opens(address)).Value("Why do you think so?").ShouldBe("");
    }

    [Fact]
    public async Task In_a_form_of_many_parts_it_is_left_out()
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "multipart/form-data; boundary=x";
        http.Request.Form = new FormCollection(new() { ["thinking"] = new StringValues(["Pasted\0 from a letter", "twice"]), ["go\0"] = "save" });
        var context = new ResourceExecutingContext(new ActionContext(http, new RouteData(), new ActionDescriptor()), [], []);

        await new PlainText().OnResourceExecutionAsync(context, () => Task.FromResult(new ResourceExecutedContext(context, [])));

        http.Request.Form.Keys.ShouldBe(["thinking"]);
        http.Request.Form["thinking"].ToArray().ShouldBe(["Pasted from a letter", "twice"]);
    }
}
