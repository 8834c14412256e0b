using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Needs;

/// <summary>Takes in a file that shows something was learnt, and gives it out to be kept and never to be shown.</summary>
public sealed class LearntFiles(DocumentStore store)
{
    public const string Field = "File";

    public FilesField Ask => new(Field, "A file that shows it")
    {
        One = true,
        Optional = true,
        Accept = DocumentCheck.Accept,
        Hint = $"Such as the certificate. {DocumentCheck.Kinds}, up to {store.Limit.Megabytes} MB.{(store.IsScanning ? "" : " Nobody looks at it for viruses here.")} Choose it again if this page comes back with a mistake",
    };

    /// <summary>Looks at what was sent; null where nothing was.</summary>
    public async Task<Outcome<LookedAtFile?>> LookAsync(IFormFileCollection sent, CancellationToken stop = default)
    {
        if (sent.FirstOrDefault(f => f.Name == Field && (f.Length > 0 || f.FileName.Length > 0)) is not { } file) { return (LookedAtFile?)null; }
        await using var content = file.OpenReadStream();
        return (await store.LookAsync(Field, file.FileName, content, file.Length, stop)).Refused(out var why, out var looked) ? why : looked;
    }

    public async Task<IActionResult> GiveAsync(LearntFile file, HttpResponse to, CancellationToken stop = default)
    {
        to.ToBeKept(file.Name, $"evidence.{file.Type}", file.Size);
        await store.WriteAsync("select body from training.learnt_piece where file_id = $1 order by number", file.Id, file.Sha256, to.Body, stop);
        return new EmptyResult();
    }
}
