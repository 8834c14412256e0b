using System.Globalization;
using Microsoft.Playwright;

namespace Trellis.BrowserTests.Support;

/// <summary>Somebody without a mouse: Tab, arrows, Space, Enter and letters are all there is.</summary>
public sealed class Keyboard(IPage page)
{
    private const int MostTabs = 120;

    /// <summary>What has the focus: its label, or its own words.</summary>
    private const string Focused = """
        () => {
          const e = document.activeElement
          if (!e || e === document.body) return ''
          const label = e.labels && e.labels[0]
          const group = e.closest('fieldset')
          const legend = group && group.querySelector('legend') ? group.querySelector('legend').textContent : ''
          return [(label || e).textContent.trim().replace(/\s+/g, ' '), legend.trim().replace(/\s+/g, ' ')].join('\n')
        }
        """;

    public async Task Presses(string button)
    {
        await TabTo((words, _) => words == button, button);
        await Go();
    }

    public Task Follows(string link) => Presses(link);

    public async Task Types(string label, string answer)
    {
        await TabTo((words, _) => words == label || words == $"{label} (optional)", label);
        await page.Keyboard.TypeAsync(answer);
    }

    /// <summary>One of some radio buttons: Tab comes to the group, arrows go through it.</summary>
    public async Task Chooses(string question, string answer)
    {
        await TabTo((_, legend) => legend == question, question);
        for (var presses = 0; (await On()).Words != answer; presses++)
        {
            presses.ShouldBeLessThan(30, $"“{answer}” was not come to with the arrow keys");
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Keyboard.PressAsync("Space");
    }

    public async Task Ticks(string question, string answer)
    {
        await TabTo((words, legend) => legend == question && words == answer, answer);
        await page.Keyboard.PressAsync("Space");
    }

    /// <summary>A drop-down: its first letters choose.</summary>
    public async Task Picks(string label, string letters)
    {
        await TabTo((words, _) => words.StartsWith(label, StringComparison.Ordinal), label);
        await page.Keyboard.TypeAsync(letters);
    }

    public async Task Dates(string question, params string[] parts)
    {
        await TabTo((_, legend) => legend == question, question);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) { await page.Keyboard.PressAsync("Tab"); }
            await page.Keyboard.TypeAsync(parts[i]);
        }
    }

    private async Task TabTo(Func<string, string, bool> isIt, string what)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (words, legend) = await On();
            if (isIt(words, legend))
            {
                (await page.EvaluateAsync<bool>("() => document.activeElement.matches(':focus-visible')").WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue($"the focus on “{what}” cannot be seen");
                return;
            }
        }

        throw new ShouldAssertException(string.Create(CultureInfo.InvariantCulture, $"“{what}” was not come to with {MostTabs} tabs on {page.Url}"));
    }

    private async Task<(string Words, string Legend)> On()
    {
        var said = (await page.EvaluateAsync<string>(Focused).WaitAsync(TimeSpan.FromSeconds(20))).Split('\n');
        return (said[0], said.Length > 1 ? said[1] : "");
    }

    /// <summary>Enter, and the next page is there.</summary>
    private async Task Go()
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage loaded) => there.TrySetResult();
        page.Load += Loaded;
        await page.Keyboard.PressAsync("Enter");
        await there.Task.WaitAsync(TimeSpan.FromSeconds(20));
        page.Load -= Loaded;
    }
}
