using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Http;
using Trellis.Tests.Components;

namespace Trellis.Tests.Support;

/// <summary>A page as its reader sees it: headings, labels and what stands beside them, buttons by their words.</summary>
public sealed class TestPage
{
    private TestPage(Visitor visitor, Uri address, HttpResponseMessage answer, string text) =>
        (Visitor, Address, Answer, Text, Document) = (visitor, address, answer, text, Markup.Parse(text));

    /// <summary>Whose browser it is in.</summary>
    public Visitor Visitor { get; }

    public Uri Address { get; }

    public string Path => Address.AbsolutePath;

    public HttpResponseMessage Answer { get; }

    public HttpStatusCode Status => Answer.StatusCode;

    /// <summary>The markup as it came.</summary>
    public string Text { get; }

    public IDocument Document { get; }

    public string Title => Document.Title ?? "";

    public string Heading => Document.QuerySelector("h1")?.Said() ?? "";

    public IElement Main => Document.QuerySelector("main") ?? throw new ShouldAssertException($"{Path} has no main part: {Text}");

    /// <summary>What is in the error summary, in its order.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".govuk-error-summary li").Select(e => e.Said())];

    /// <summary>"Contact completed": what the page says was done; empty when nothing.</summary>
    public string Done => Document.QuerySelector(".govuk-notification-banner--success .govuk-notification-banner__heading")?.Said() ?? "";

    /// <summary>What the important notice says; empty when there is none.</summary>
    public string Notice => Document.QuerySelector(".govuk-notification-banner:not(.govuk-notification-banner--success) .govuk-notification-banner__content")?.Said() ?? "";

    public IReadOnlyList<string> Links => [.. Main.QuerySelectorAll("a").Select(a => a.Said())];

    public IReadOnlyList<string> Buttons => [.. Main.QuerySelectorAll("button").Select(b => b.Said())];

    /// <summary>The whole text of the page's main part.</summary>
    public string Said => Main.Said();

    public string SummaryValue(string label) => Document.SummaryValue(label);

    /// <summary>The rows of the table with this caption, each cell by its column's title.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string caption)
    {
        var table = Document.QuerySelectorAll("table").FirstOrDefault(t => t.QuerySelector("caption")?.Said() == caption)
            ?? throw new ShouldAssertException($"{Path} has no table “{caption}”, only {string.Join(", ", Document.QuerySelectorAll("caption").Select(c => c.Said()))}. It says: {Said}");
        var titles = table.QuerySelectorAll("thead th").Select(th => th.Said()).ToArray();
        return [.. table.QuerySelectorAll("tbody tr").Select(row => row.Children.Zip(titles).ToDictionary(cell => cell.Second, cell => (cell.First.QuerySelector(".t-stacks__value") ?? cell.First).Said(), StringComparer.Ordinal))];
    }

    /// <summary>The entries of the chronology, as they stand.</summary>
    public IReadOnlyList<string> Chronology => [.. Document.QuerySelectorAll(".t-chronology__entry").Select(e => e.Said())];

    /// <summary>The tasks or steps of a task list, with their states: "Triage: To do".</summary>
    public IReadOnlyList<string> Tasks => [.. Document.QuerySelectorAll(".govuk-task-list__item").Select(t => $"{t.QuerySelector(".govuk-task-list__name-and-hint")!.Said()}: {t.QuerySelector(".govuk-task-list__status")!.Said()}")];

    /// <summary>What is typed or chosen at a question now; several choices with ", " between.</summary>
    public string Value(string label) => FormFilling.Read(Question(label));

    /// <summary>The message at the question itself; empty when nothing is wrong with it.</summary>
    public string ErrorAt(string label) => string.Join(' ', Question(label).Described().Where(d => d.StartsWith("Error: ", StringComparison.Ordinal)).Select(d => d["Error: ".Length..]));

    public bool Asks(string label) => Questions(label).Length > 0;

    /// <summary>Types into a box, chooses a radio button or an option by its words, ticks boxes ("Neglect, Something else"), or fills in a date ("27 3 2014", "2 3 2026 9:30am").</summary>
    /// <param name="which">From 1, where the page asks the same of several children.</param>
    public TestPage Fill(string label, string answer, int which = 1)
    {
        FormFilling.Write(Question(label, which), answer);
        return this;
    }

    private readonly List<SentFile> attached = [];

    /// <summary>Chooses a file at a question.</summary>
    public TestPage Attach(string label, string name, byte[] content, string contentType = "application/octet-stream")
    {
        attached.Add(new SentFile(Question(label).GetAttribute("name")!, name, content, contentType));
        return this;
    }

    /// <summary>Sends the form of the button, as filled in.</summary>
    public Task<TestPage> Presses(string button)
    {
        var found = Document.QuerySelectorAll("button").Where(b => b.Said() == button).ToArray();
        if (found.Length == 0 && Main.QuerySelectorAll("a.govuk-button").FirstOrDefault(a => a.Said() == button) is { } link) { return Visitor.Opens(Target(link.GetAttribute("href"))); }
        if (found.Length != 1) { throw new ShouldAssertException($"{Path} has {found.Length} buttons “{button}”, and these: {string.Join(", ", Buttons)}. It says: {Said}"); }
        var form = found[0].Closest("form") ?? throw new ShouldAssertException($"The button “{button}” is in no form");
        var values = FormFilling.Gather(form, found[0]);
        var address = found[0].GetAttribute("formaction") ?? form.GetAttribute("action");
        if (form.GetAttribute("method") is "post") { return Visitor.Sends(HttpMethod.Post, Target(address), values, files: attached); }
        return Visitor.Opens($"{new Uri(Address, Target(address)).AbsolutePath}{QueryString.Create(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))}");
    }

    public Task<TestPage> Follows(string link)
    {
        var found = Document.QuerySelectorAll("a").Where(a => a.Said() == link).ToArray();
        if (found.Length == 0) { throw new ShouldAssertException($"{Path} has no link “{link}”, only {string.Join(", ", Links)}. It says: {Said}"); }
        found.Select(a => a.GetAttribute("href")).Distinct().Count().ShouldBe(1, $"links “{link}” lead to different pages");
        return Visitor.Opens(Target(found[0].GetAttribute("href")));
    }

    /// <summary>What a form of this page would send, for a request that changes it.</summary>
    public List<KeyValuePair<string, string>> FormOf(string button) =>
        Document.QuerySelectorAll("button").First(b => b.Said() == button) is { } found ? FormFilling.Gather(found.Closest("form")!, found) : [];

    internal static async Task<TestPage> ReadAsync(Visitor visitor, Uri address, HttpResponseMessage answer) => new(visitor, address, answer, await answer.Content.ReadAsStringAsync());

    private string Target(string? address) => new Uri(Address, string.IsNullOrEmpty(address) ? Address.PathAndQuery : address).PathAndQuery;

    private IElement Question(string label, int which = 1)
    {
        var found = Questions(label);
        return found.Length >= which ? found[which - 1] : throw new ShouldAssertException($"{Path} does not ask “{label}”, but {string.Join(", ", Document.QuerySelectorAll("label, legend").Select(l => l.Said()))}. It says: {Said}");
    }

    private IElement[] Questions(string label) =>
        [.. Document.QuerySelectorAll("label, legend").Where(l => l.Said() == label || l.Said() == $"{label} (optional)")
            .Select(l => l.LocalName is "legend" ? l.ParentElement! : Document.GetElementById(l.GetAttribute("for")!)!)];
}
