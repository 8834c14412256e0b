using System.Collections.Immutable;

namespace Trellis.Access;

/// <summary>What one post of somebody sees of a matter, and why.</summary>
/// <param name="Post">The post's title and agency.</param>
/// <param name="Why">Line by line: areas, what the role sees, how they were let in, what is closed, circles.</param>
/// <param name="Tables">What the database answers under their settings.</param>
public sealed record ExplainedPost(string Post, string Role, string Conclusion, ImmutableArray<string> Why, ImmutableArray<ExplainedTable> Tables);

/// <summary>Rows of a table that belong to the matter: how many they see, of how many.</summary>
public sealed record ExplainedTable(string Table, long Sees, long Of);

public sealed record Explained(string User, string Matter, string Area, ImmutableArray<ExplainedPost> Posts);
