using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Actions;

/// <summary>Takes evidence in with what is said, and gives it out to be kept and never to be shown.</summary>
public sealed class EvidenceFiles(DocumentStore store)
{
    public const string Field = "Files";

    public FilesField Ask => new(Field, "Documents that show it")
    {
        Optional = true,
        Accept = DocumentCheck.Accept,
        Hint = $"{DocumentCheck.Kinds}, up to {store.Limit.Megabytes} MB each.{(store.IsScanning ? "" : " Nobody looks at them for viruses here.")} Choose them again if this page comes back with a mistake",
    };

    /// <summary>Looks at what was sent. One that cannot be kept refuses all of it.</summary>
    public async Task<Outcome<List<LookedAtFile>>> LookAsync(IFormFileCollection sent, CancellationToken stop = default)
    {
        var files = sent.Where(f => f.Name == Field && (f.Length > 0 || f.FileName.Length > 0)).ToArray();
        if (files.Length > Evidence.MostAtOnce) { return new Refusal(Field, $"Add up to {Evidence.MostAtOnce} documents at once"); }
        var looked = new List<LookedAtFile>();
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            if ((await store.LookAsync(Field, file.FileName, content, file.Length, stop)).Refused(out var why, out var kept)) { return files.Length > 1 ? why with { Words = $"{DocumentName.Clean(file.FileName, "file")}: {why.Words}" } : why; }
            looked.Add(kept);
        }

        return looked;
    }

    public async Task<IActionResult> GiveAsync(Evidence evidence, HttpResponse to, CancellationToken stop = default)
    {
        to.ToBeKept(evidence.Name, $"evidence.{evidence.Type}", evidence.Size);
        await store.WriteAsync("select body from actions.evidence_piece where evidence_id = $1 order by number", evidence.Id, evidence.Sha256, to.Body, stop);
        return new EmptyResult();
    }
}
