using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trellis.Components.Tags;

/// <summary><c>&lt;t-tabs&gt;&lt;t-tab id="chronology" label="Chronology"&gt;…</c></summary>
[HtmlTargetElement("t-tabs")]
public sealed class TabsTagHelper : TagHelper
{
    public string Title { get; set; } = "Contents";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tabs = new List<Tab>();
        context.Items[typeof(Tab)] = tabs;
        await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(Gov.Tabs(tabs, Title));
    }
}

[HtmlTargetElement("t-tab", ParentTag = "t-tabs")]
public sealed class TabTagHelper : TagHelper
{
    public required string Id { get; set; }

    public required string Label { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = new HtmlString((await output.GetChildContentAsync()).GetContent());
        ((List<Tab>)context.Items[typeof(Tab)]).Add(new Tab(Id, Label, content));
        output.SuppressOutput();
    }
}

/// <summary><c>&lt;t-pagination page="2" pages="10" href="@(p => $"?page={p}")" /&gt;</c></summary>
[HtmlTargetElement("t-pagination", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PaginationTagHelper : TagHelper
{
    public int Page { get; set; } = 1;

    public int Pages { get; set; } = 1;

    public required Func<int, string> Href { get; set; }

    public string Label { get; set; } = "Pages";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Gov.Pagination(Page, Pages, Href, Label));
    }
}

/// <summary><c>&lt;t-task-list&gt;&lt;t-task title="The worry" href="…" progress="Completed" /&gt;…</c></summary>
[HtmlTargetElement("t-task-list")]
public sealed class TaskListTagHelper : TagHelper
{
    /// <summary>Tasks that are data; they come before those written inside.</summary>
    public IEnumerable<TaskItem>? Tasks { get; set; }

    public string Id { get; set; } = "task";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tasks = Tasks?.ToList() ?? [];
        context.Items[typeof(TaskItem)] = tasks;
        await output.GetChildContentAsync();
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Gov.TaskList(tasks, Id));
    }
}

[HtmlTargetElement("t-task", ParentTag = "t-task-list", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TaskTagHelper : TagHelper
{
    public required string Title { get; set; }

    public string? Href { get; set; }

    public TaskProgress Progress { get; set; }

    public string? Hint { get; set; }

    public string? Words { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (string.IsNullOrEmpty(Title)) { throw new InvalidOperationException("A task needs title=\"…\""); }
        ((List<TaskItem>)context.Items[typeof(TaskItem)]).Add(new TaskItem(Title, Href, Progress) { Hint = Hint, Words = Words });
        output.SuppressOutput();
    }
}
