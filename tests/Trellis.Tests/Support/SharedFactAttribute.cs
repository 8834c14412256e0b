using Trellis.Platform;

namespace Trellis.Tests.Support;

/// <summary>A test on the documents' own tables, which lie beside the checkout and not in it; skipped with a message where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!Directory.Exists(Published)) { Skip = "Skipped: the published tables are not beside this checkout (../shared/published)"; }
    }

    public static string Published => Path.Combine(Shared, "published");

    public static string Shared => Path.GetFullPath(Path.Combine(Checkout.Folder(), "..", "shared"));
}
