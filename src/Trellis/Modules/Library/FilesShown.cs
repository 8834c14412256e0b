namespace Trellis.Modules.Library;

/// <summary>Files of a version on a page: recordings are played, and everything is there to be kept.</summary>
/// <param name="Here">The page that gives them out.</param>
public sealed record FilesShown(IReadOnlyList<ResourceFile> Files, string Here);
