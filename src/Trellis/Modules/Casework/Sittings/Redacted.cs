namespace Trellis.Modules.Casework.Sittings;

/// <summary>What of an answer somebody gets.</summary>
/// <param name="Whole">Nothing of it.</param>
/// <param name="Passages">Or all but these passages of its text.</param>
public sealed record Withholding(bool Whole, IReadOnlyList<string> Passages)
{
    public static readonly Withholding Nothing = new(false, []);
}

/// <summary>A version as one recipient reads it: what is withheld from them is not in it, and that something is withheld is said.</summary>
/// <param name="Withheld">How many answers are withheld, whole or in part.</param>
public sealed record Redacted(Frozen Written, int Withheld)
{
    public const string Mark = "[withheld]";

    /// <summary>What names an answer, from the posted form: <c>2.5</c>.</summary>
    public static string Key(int part, int answer) => $"{part}.{answer}";

    /// <param name="choices">By <see cref="Key"/>; what is not there is given whole.</param>
    /// <returns>Wrong: passages that do not stand in the answer, by its key.</returns>
    public static (Redacted Copy, IReadOnlyList<(string Key, string Passage)> Wrong) Of(Frozen written, IReadOnlyDictionary<string, Withholding> choices)
    {
        var (parts, withheld, wrong) = (new List<Frozen.Part>(), 0, new List<(string, string)>());
        foreach (var (part, number) in written.Parts.Select((p, i) => (p, i)))
        {
            var answers = new List<Frozen.Answer>();
            foreach (var (answer, at) in part.Answers.Select((a, i) => (a, i)))
            {
                var key = Key(number, at);
                // What is kept to a role leaves with no copy, whoever makes it; documents are handed over by themselves.
                var choice = answer.Sensitive is not null ? new Withholding(true, []) : choices.GetValueOrDefault(key, Withholding.Nothing);
                wrong.AddRange(choice.Passages.Where(p => !answer.Text.Contains(p, StringComparison.Ordinal)).Select(p => (key, p)));
                if (choice.Whole || choice.Passages.Count > 0) { withheld++; }
                answers.Add(choice.Whole
                    ? new Frozen.Answer("", IsSaid(answer) ? "What somebody said" : answer.Label, Mark)
                    : new Frozen.Answer("", answer.Label, choice.Passages.OrderByDescending(p => p.Length).Aggregate(answer.Text, (text, passage) => text.Replace(passage, Mark, StringComparison.Ordinal)), answer.Voice));
            }

            parts.Add(new Frozen.Part(part.Title, part.PersonId, answers));
        }

        return (new Redacted(new Frozen(written.Title, parts, [], "{}"), withheld), wrong);
    }

    /// <summary>What a participant said: who said it is withheld with it.</summary>
    public static bool IsSaid(Frozen.Answer answer) => answer.Field.StartsWith("meeting.said.", StringComparison.Ordinal);

    /// <summary>Whose words these are; null for other answers.</summary>
    public static Guid? SaidBy(Frozen.Answer answer) => IsSaid(answer) && Guid.TryParse(answer.Field["meeting.said.".Length..], out var who) ? who : null;
}
