using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Platform.Record;

namespace Trellis.Modules.Library;

/// <summary>What somebody writes of a version.</summary>
/// <param name="Sections">By the name and title of the kind's sections, in their order.</param>
public sealed record Drafted(string Title, string Summary, bool IsPublic, string? OwnerAgency, string Owner, string WhatChanged, string Consulted, IReadOnlyList<(string Name, string Title, string Text)> Sections);

/// <summary>One version: a draft that is written again and again, then published, unchangeable, and later replaced.</summary>
public sealed class ResourceVersion : IPart
{
    public const string WordsKind = "library-version";
    public const int LongestSummary = 1000;
    public const int LongestSection = 50_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Guid Id { get; init; } = Ids.New();

    public Guid ResourceId { get; init; }

    public required int Number { get; init; }

    public string Title { get; private set; } = "";

    /// <summary>In a sentence or two: what lists show.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>What is new in it, of a second version and on.</summary>
    public string WhatChanged { get; private set; } = "";

    /// <summary>Who was asked before it was agreed, and what came of it.</summary>
    public string Consulted { get; private set; } = "";

    /// <summary>Agencies are asked about the draft until then.</summary>
    public DateOnly? AskedUntil { get; internal set; }

    public DateTimeOffset WrittenAt { get; private set; }

    public Guid WrittenBy { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public Guid? PublishedBy { get; private set; }

    public DateTimeOffset? ReplacedAt { get; internal set; }

    public byte[]? Hash { get; private set; }

    /// <summary>All of its words, for the search.</summary>
    public string Searched { get; private set; } = "";

    public List<ResourceSection> Sections { get; } = [];

    public List<ResourceFile> Files { get; } = [];

    public Resource? Resource { get; init; }

    Entity IPart.Whole => Resource ?? throw new InvalidOperationException("Load the version with what it is of to change it");

    internal void Write(Drafted said, DateTimeOffset at, Guid by)
    {
        (Title, Summary, WhatChanged, Consulted, WrittenAt, WrittenBy) = (said.Title.Trim(), said.Summary.Trim(), said.WhatChanged.Trim(), said.Consulted.Trim(), at, by);
        foreach (var (position, (name, title, text)) in said.Sections.Index())
        {
            if (Sections.Find(s => s.Name == name) is not { } section)
            {
                section = new ResourceSection { VersionId = Id, Version = this, Position = position, Name = name, Title = title };
                Sections.Add(section);
            }

            section.Text = text.Trim();
        }

        Searched = string.Join('\n', [Title, Summary, .. Sections.Select(s => s.Text)]);
    }

    internal Words Publish(DateTimeOffset at, Guid by)
    {
        var words = new Words { Id = Id, Kind = WordsKind, Body = JsonSerializer.Serialize(new { Title, Summary, WhatChanged, Consulted, Sections = Sections.OrderBy(s => s.Position).Select(s => new { s.Name, s.Title, s.Text }), Files = Files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new { f.Name, Sha256 = Convert.ToHexString(f.Sha256) }) }, Json) };
        (PublishedAt, PublishedBy, Hash) = (at, by, words.Hash());
        return words;
    }
}

/// <summary>A section of a version, as Markdown.</summary>
public sealed class ResourceSection : IPart
{
    public Guid VersionId { get; init; }

    public required int Position { get; init; }

    /// <summary>Of the kind's sections.</summary>
    public required string Name { get; init; }

    /// <summary>As it was called when this was written.</summary>
    public required string Title { get; init; }

    public string Text { get; set; } = "";

    public ResourceVersion? Version { get; init; }

    Entity IPart.Whole => ((IPart?)Version)?.Whole ?? throw new InvalidOperationException("Load the section with its version to change it");
}
