using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Steps;
using Trellis.Tests.Support;

namespace Trellis.BrowserTests.Support;

/// <summary>A step of the practice model filled in with the mouse: every part of its form, the check, and what completes it.</summary>
internal static class Forms
{
    /// <summary>Fills in what must be answered, and completes the step. Each part and the check are looked at at every width.</summary>
    /// <param name="role">Whose form it is.</param>
    /// <param name="answers">Field and answer, as a <see cref="Player"/> gives them.</param>
    public static async Task Completes(this Tab tab, BrowserSite site, string role, CaseStep step, params (string Field, string Answer)[] answers)
    {
        var (values, title) = await site.Stage.As(role).In(async services =>
        {
            var work = services.GetRequiredService<StepWork>();
            var found = await work.FindAsync(step.Id) ?? throw new InvalidOperationException("There is no such step");
            var form = await services.GetRequiredService<StepWriting>().FormAsync(found);
            return (FilledForm.Of(form, Stage.Practised.Model, site.Stage.Clock.Now, answers), work.Definition(found).Title);
        });
        await tab.Page.GotoAsync($"/steps/{step.Id}/fill");
        // A long form is a list of parts, a short one a page: each is filled in until the answers can be checked.
        for (var pages = 0; !new Uri(tab.Page.Url).AbsolutePath.EndsWith("/check", StringComparison.Ordinal); pages++)
        {
            pages.ShouldBeLessThan(20, $"{title} comes to no end at {tab.Page.Url}: {string.Join(' ', await tab.Page.Locator(".govuk-error-summary").AllInnerTextsAsync())}");
            if (await tab.Page.Locator("main form[data-unsaved]").CountAsync() > 0)
            {
                await FillAsync(tab.Page, values);
                await tab.IsForEveryoneAtEveryWidth();
                await tab.Clicks(tab.Page.Locator("main button[name=go][value=continue]"));
            }
            else if (await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Check your answers", Exact = true }).CountAsync() > 0) { await tab.Presses("Check your answers"); }
            else { await tab.Clicks(tab.Page.Locator(".govuk-task-list__item", new() { HasTextString = "To do" }).First.GetByRole(AriaRole.Link)); }
        }

        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).Filter(new() { HasTextString = "Complete" }));
    }

    /// <summary>Whatever of it is on the page and can be seen; what an answer brings up, after it.</summary>
    private static async Task FillAsync(IPage page, Dictionary<string, string[]> values)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var (name, answer) in values)
            {
                var inputs = page.Locator($"main [name=\"{name}\" i]");
                if (await inputs.CountAsync() == 0) { continue; }
                var first = inputs.First;
                var kind = await first.EvaluateAsync<string>("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()");
                if (kind is "radio" or "checkbox")
                {
                    foreach (var value in answer)
                    {
                        if (page.Locator($"main [name=\"{name}\" i][value=\"{value}\"]") is var box && await box.CountAsync() == 1 && await box.IsVisibleAsync()) { await box.CheckAsync(); }
                    }
                }
                else if (!await first.IsVisibleAsync() || kind is "hidden") { continue; }
                else if (kind is "select") { await first.SelectOptionAsync(answer[0]); }
                else { await first.FillAsync(answer[0]); }
            }
        }
    }
}
