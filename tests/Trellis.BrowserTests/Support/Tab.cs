using System.Diagnostics;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Trellis.Tests.Support;

namespace Trellis.BrowserTests.Support;

/// <summary>A window of somebody's browser. Whatever the browser complains of on the way fails the journey when it is closed.</summary>
public sealed class Tab : IAsyncDisposable
{
    public const int Wide = 1280;

    /// <summary>The narrowest screen that must do.</summary>
    public const int Narrow = 320;

    private const int Height = 900;

    /// <summary>Of a picture's name: a search that is held is longer than a file's name may be.</summary>
    private const int LongestName = 150;

    /// <summary>
    /// Run in the page itself: there are no frames, and the package's own call opens a second page for each answer. Colours are the
    /// same at every width, and judging them takes axe longest: they are judged where the page is wide. GOV.UK radio buttons that
    /// reveal a question say so with aria-expanded, which one rule knows nothing of.
    /// </summary>
    private const string Violations = """
        async narrow => {
          const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: narrow ? { 'color-contrast': { enabled: false } } : {} })
          const revealing = (rule, html) => rule.id === 'aria-allowed-attr' && html.includes('aria-expanded') && html.includes('__input')
          return violations.map(rule => ({ rule, nodes: rule.nodes.map(n => n.html).filter(html => !revealing(rule, html)) }))
            .filter(v => v.nodes.length).map(v => `${v.rule.id}, ${v.rule.help}: ${v.nodes.slice(0, 3).join(' | ')}`)
        }
        """;

    /// <summary>Whether a click there leaves this page, which is marked so that the next can be told from it; a script that sees to the click itself takes the mark away.</summary>
    private const string Leaving = """
        clicked => {
          const on = clicked.closest('a, button') ?? clicked
          const leaves = on.matches('a[href]:not([href^="#"], [target], [download])') || (on.matches('button:not([type=button])') && !!on.form && !on.form.target)
          if (!leaves) return false
          window.stillHere = true
          window.addEventListener(on.form ? 'submit' : 'click', event => { if (event.defaultPrevented) window.stillHere = false }, { once: true })
          return true
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>For what looks at every element of a large page on a busy machine.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(90);

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Tab(BrowserSite site, IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") { complaints.Add($"{page.Url}: {message.Text}"); } };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        page.Response += (_, response) => { if (response.Status >= 400) { complaints.Add($"{response.Url} answered {response.Status}. {site.Failures}"); } };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => complaints;

    /// <param name="byName">At localhost: a passkey belongs to a name, not to a number.</param>
    public static async Task<Tab> OpenAsync(BrowserSite site, bool script = true, int width = Wide, bool byName = false)
    {
        var opened = await site.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = byName ? site.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : site.Address,
            JavaScriptEnabled = script,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ViewportSize = new ViewportSize { Width = width, Height = Height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        opened.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return new Tab(site, opened, await opened.NewPageAsync());
    }

    public async Task SignsIn(string role, string area = "RBKC", string? and = null, int number = 1)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Email address").FillAsync(Stage.EmailOf(role, area, and, number));
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Stage.Password);
        await Presses("Sign in");
    }

    public Task Presses(string button) => Clicks(Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public Task Follows(string link) => Clicks(Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First);

    /// <summary>Clicks, and where that leaves the page is on the whole of the next one afterwards: the browser's own click does not wait.</summary>
    public async Task Clicks(ILocator what)
    {
        var leaves = await what.EvaluateAsync<bool>(Leaving);
        await what.ClickAsync();
        if (leaves) { await IsWhole($"{what} was clicked"); }
    }

    /// <summary>Asked again and again: the browser says that a page is there once, whether or not anybody is listening yet.</summary>
    private async Task IsWhole(string after)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            try
            {
                if (await Asks<bool>("() => !window.stillHere && document.readyState === 'complete'")) { return; }
            }
            catch (PlaywrightException) when (waited.Elapsed < Patience) { } // asked of a page that went meanwhile
            if (waited.Elapsed > Patience) { throw new TimeoutException($"{after} at {Page.Url}, and no whole page came"); }
        }
    }

    public Task Fills(string label, string answer) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(answer);

    /// <summary>Chooses one of the radio buttons or boxes of a question.</summary>
    public Task Chooses(string question, string answer) => Question(question).GetByLabel(answer, new() { Exact = true }).CheckAsync();

    public async Task Dates(string question, params string[] parts)
    {
        var boxes = Question(question).Locator("input");
        for (var i = 0; i < parts.Length; i++) { await boxes.Nth(i).FillAsync(parts[i]); }
    }

    public ILocator Question(string legend) => Page.GetByRole(AriaRole.Group, new() { Name = legend, Exact = true });

    public Task<string> Heading() => Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

    public Task<string> SummaryValue(string label) => Page.Locator("dt", new() { HasTextString = label }).Locator("xpath=following-sibling::dd[1]").First.InnerTextAsync();

    /// <summary>Nobody is kept out of this page as it is now: by axe at this width, and by width itself.</summary>
    public async Task IsForEveryone()
    {
        await IsWhole("Somebody looked"); // on a slow machine axe would else judge half a page
        var width = Page.ViewportSize!.Width;
        if (!await Asks<bool>("() => 'axe' in window")) { await Asks<object?>(Axe); }
        var found = await Asks<string[]>(Violations, width == Narrow);
        complaints.AddRange(found.Select(f => $"{Page.Url} at {width}: {f}"));
        await FitsItsWindow();
        await Keep();
    }

    /// <summary>The same on a desk and on the narrowest screen, without asking for the page twice.</summary>
    public async Task IsForEveryoneAtEveryWidth()
    {
        await IsForEveryone();
        await Page.SetViewportSizeAsync(Narrow, Height);
        await Asks<object?>("() => new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(() => done(null))); setTimeout(done, 500, null) })"); // the page has heard of it; nothing is drawn for a window nobody sees
        await IsForEveryone();
        await Page.SetViewportSizeAsync(Wide, Height);
    }

    /// <summary>The page itself is never wider than its window: what is wide scrolls in a region of its own.</summary>
    public async Task FitsItsWindow()
    {
        var over = await Asks<string>("""
            () => {
              const width = document.documentElement.clientWidth
              if (document.documentElement.scrollWidth <= width) return ''
              const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.t-scroll, .scroll'))
              return wide.slice(-3).map(e => e.outerHTML.slice(0, 160)).join(' | ') || 'something hidden'
            }
            """);
        if (over.Length > 0) { complaints.Add($"{Page.Url} is wider than {Page.ViewportSize!.Width}: {over}"); }
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync().WaitAsync(LongPatience);

    /// <summary>The browser's own call waits for ever for a page that never answers.</summary>
    public async Task<T> Asks<T>(string script, object? about = null) => await Page.EvaluateAsync<T>(script, about).WaitAsync(LongPatience);

    /// <summary>The journey went without a complaint of the browser, of axe, or of the page's width.</summary>
    /// <param name="except">An address that is not there on purpose.</param>
    public void WentWell(string? except = null) => complaints.Distinct().Where(c => except is null || !c.Contains(except, StringComparison.Ordinal)).ShouldBeEmpty();

    /// <summary>Keeps a picture where TRELLIS_PICTURES says, for somebody to look at.</summary>
    public async Task Keep()
    {
        if (Environment.GetEnvironmentVariable("TRELLIS_PICTURES") is not { Length: > 0 } folder) { return; }
        var name = string.Concat(new Uri(Page.Url).PathAndQuery.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{Page.ViewportSize!.Width}{name}.png"), FullPage = true });
    }
}
