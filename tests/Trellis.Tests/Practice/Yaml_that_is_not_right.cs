using Trellis.Practice;

namespace Trellis.Tests.Practice;

/// <summary>What people type by mistake becomes a message with a line, never an exception.</summary>
public sealed class Yaml_that_is_not_right
{
    [Theory]
    [InlineData("list: x\ntitle: X\ncodes:\n  a: A\n  a: B\n", 5, "\"a\" is given twice, first on line 4")]
    [InlineData("list: x\ntitle: X\ncodes:\n\ta: A\n", 4, "a tab is used to indent. Expected spaces.")]
    [InlineData("list: x\ntitle: [X\ncodes:\n  a: A\n", 3, "this cannot be read")]
    [InlineData("list: x\ntitle: [X\n", 3, "this cannot be read: a bracket was opened and not closed before here.")]
    [InlineData("list: x\ntitle: 'X\n", 2, "this cannot be read")]
    [InlineData("list: x\ntitle: &t X\ncodes:\n  a: *t\n", 2, "anchors and aliases (& and *) are not used here")]
    [InlineData("list: x\ntitle: X\ncodes:\n  a: A\n---\nlist: y\n", 5, "a second document starts here. Expected one document in a file.")]
    [InlineData("", 1, "the file is empty.")]
    [InlineData("# only a comment\n", 1, "the file is empty.")]
    [InlineData("- a\n- b\n", 1, "a practice file is made of keys and values.")]
    [InlineData("list: x\n  title: X\n", 2, "this cannot be read")]
    [InlineData("list: x\ntitle: X\ncodes: [a, b]\n", 3, "\"codes\" in a code list must hold ids with their keys below.")]
    [InlineData("list: x\ntitle: X\ncodes:\n  a b: A\n", 4, "\"a b\" in \"codes\" is not an id.")]
    [InlineData("list: x\ntitle: X\ncodes:\n  a: {title: A, from: 2024-02-30}\n", 4, "\"from\" in a code must be a date, not \"2024-02-30\".")]
    [InlineData("list: x\ntitle: X\ncodes:\n  a: {title: A, from: 2024-02-03, to: 2024-02-01}\n", 4, "the code \"a\" ends before it begins.")]
    [InlineData("list: x\ncodes:\n  a: A\n", 1, "a code list needs \"title\".")]
    [InlineData("list: x\ntitle:\ncodes:\n  a: A\n", 2, "\"title\" in a code list is empty.")]
    [InlineData("list: x\ntitle: X\n", 1, "the code list \"x\" has no codes.")]
    public void A_file_is_refused_with_its_line(string yaml, int line, string message)
    {
        var mistakes = PracticeFiles.With("codes/x.yaml", yaml).Mistakes.Select(m => m.ToString()).ToList();

        mistakes.Exists(m => m.StartsWith($"practice/codes/x.yaml:{line}: {message}", StringComparison.Ordinal)).ShouldBeTrue(string.Join('\n', mistakes));
    }

    [Fact]
    public void A_file_nobody_would_read_is_a_mistake()
    {
        PracticeFiles.With("role.yaml", "roles: {}\n").Mistakes.Single().ToString()
            .ShouldBe("practice/role.yaml:1: \"role.yaml\" is not a file of the practice model. Expected one of access.yaml, actions.yaml, allegations.yaml, areas.yaml, challenges.yaml, dispensations.yaml, duplicates.yaml, feedback.yaml, happenings.yaml, library.yaml, meetings.yaml, messages.yaml, offline.yaml, populations.yaml, publications.yaml, reports.yaml, retention.yaml, reviews.yaml, risks.yaml, roles.yaml, scorecard.yaml, scrutiny.yaml, training.yaml. Did you mean \"roles.yaml\"?");
        PracticeFiles.With("codes/x.yml", "list: x\n").Mistakes.Single().Message.ShouldBe("this file would not be read");
    }

    [Fact]
    public void Bank_holidays_are_somebody_else_s() =>
        PracticeFiles.With("calendars/mars.yaml", "days: [").Mistakes.ShouldBeEmpty();

    [Fact]
    public void A_folder_that_is_not_there_is_a_mistake_too()
    {
        PracticeFolder.Read(Path.Combine(PracticeFiles.Root, "no-such-folder")).Mistakes.Single().ToString().ShouldBe("no-such-folder:1: there is no such folder.");
    }

    /// <summary>Cut anywhere, spoilt anywhere: never an exception.</summary>
    [Fact]
    public void No_text_makes_it_fall_over()
    {
        var random = new Random(20260310);
        var file = PracticeFiles.All.Single(f => f.Path.EndsWith("front-door.yaml", StringComparison.Ordinal) && f.Path.Contains("children", StringComparison.Ordinal));
        const string Spoilers = "[]{}:&*!|>'\"#-\t\n ,%@`x0";
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(file.Text.Length);
            var text = i % 3 == 0 ? file.Text[..at] : file.Text[..at] + Spoilers[random.Next(Spoilers.Length)] + file.Text[(at + random.Next(2))..];

            var reading = PracticeFolder.Check(PracticeFiles.All.Select(f => f == file ? f with { Text = text } : f));

            (reading.Model is null).ShouldBe(reading.Mistakes.Length > 0);
        }
    }
}
