using Trellis.Practice;

namespace Trellis.Tests.Practice;

/// <summary>The practice folder of this repository, and copies of it with one thing broken.</summary>
internal static class PracticeFiles
{
    private static readonly Lazy<IReadOnlyList<PracticeFile>> Files = new(() =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Select(f => new PracticeFile("practice/" + Path.GetRelativePath(Folder, f).Replace('\\', '/'), File.ReadAllText(f)))]);

    private static readonly Lazy<PracticeModel> Model = new(() =>
    {
        var reading = PracticeFolder.Read(Folder);
        return reading.Model ?? throw new InvalidOperationException(string.Join('\n', reading.Mistakes));
    });

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Trellis.slnx"))) { folder = folder.Parent!; }
            return folder.FullName;
        }
    }

    public static string Folder => Path.Combine(Root, "practice");

    public static PracticeModel TheModel => Model.Value;

    public static IReadOnlyList<PracticeFile> All => Files.Value;

    /// <summary>The real practice with one text in one file replaced; fails when the text is not there exactly once.</summary>
    public static PracticeReading Broken(string file, string text, string replacement, IReadOnlySet<string>? knownActs = null)
    {
        var path = $"practice/{file}";
        var before = All.Single(f => f.Path == path).Text;
        (before.Split(text).Length - 1).ShouldBe(1, $"\"{text}\" in {file}");
        return PracticeFolder.Check(All.Select(f => f.Path == path ? f with { Text = before.Replace(text, replacement, StringComparison.Ordinal) } : f), knownActs);
    }

    /// <summary>The real practice with a file added.</summary>
    public static PracticeReading With(string file, string text) =>
        PracticeFolder.Check(All.Append(new PracticeFile($"practice/{file}", text)));

    /// <summary>The line of the real file on which a text stands, from 1.</summary>
    public static int LineOf(string file, string text)
    {
        var lines = All.Single(f => f.Path == $"practice/{file}").Text.Split('\n');
        return Array.FindIndex(lines, l => l.Contains(text, StringComparison.Ordinal)) + 1;
    }
}
