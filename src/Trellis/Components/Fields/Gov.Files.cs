using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

public static partial class Gov
{
    /// <summary>Files to send, several at once unless it asks for one. Those kept already are ticked, and unticking takes one out.</summary>
    public static IHtmlContent Files(FilesField f)
    {
        var input = El.Void("input", El.Css("govuk-file-upload", HasError(f) ? "govuk-file-upload--error" : null)!)
            .With("id", f.Id)
            .With("name", f.Name)
            .With("type", "file")
            .With("multiple", !f.One)
            .With("accept", f.Accept)
            .With("aria-describedby", f.DescribedBy());
        var choose = Group(f, input);
        return f.Kept.Count == 0 ? choose : El.Many(choose, Checkboxes(new CheckboxesField(f.Name, $"Added: {f.Label}", f.Kept) { Id = $"{f.Id}-kept", Values = [.. f.Kept.Select(k => k.Value)], Hint = "Untick a file to take it out", Size = LabelSize.Small }));
    }
}

/// <summary>Files to send.</summary>
public sealed record FilesField(string Name, string Label) : FormField(Name, Label)
{
    /// <summary>What was sent before: its id and what it is called.</summary>
    public IReadOnlyList<Choice> Kept { get; init; } = [];

    public bool One { get; init; }

    /// <summary>Endings the browser offers: ".pdf,.docx". The server looks at what is in a file, whatever is sent.</summary>
    public string? Accept { get; init; }

    public override IHtmlContent Render() => Gov.Files(this);
}
