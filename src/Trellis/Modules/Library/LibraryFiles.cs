using Trellis.Access;
using Trellis.Platform.Documents;

namespace Trellis.Modules.Library;

internal static class LibraryFiles
{
    public static async Task GiveAsync(this DocumentStore store, ResourceFile file, HttpResponse to, CancellationToken stop)
    {
        to.ToBeKept(file.Name, $"library.{file.Type}", file.Size);
        await store.WriteAsync("select body from library.piece where file_id = $1 order by number", file.Id, file.Sha256, to.Body, stop);
    }
}
