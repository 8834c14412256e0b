using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Questionnaires.Rounds;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires.Results;

/// <summary>What was written in a round, question by question, and the themes people found in it.</summary>
[Does(ActWords.AnalyseRound)]
public sealed class WordsModel(TrellisDb db, RoundResults results, AgencyRegister register, Views views, LondonClock clock) : RoundPage(db)
{
    /// <param name="Key">What the page calls it: r or t, the id.</param>
    public sealed record Written(string Key, string Field, string Text, string? Who, Theme.Words Words);

    /// <summary>Where more was written than fits a page, one question at a time.</summary>
    private const int Most = 200;

    [FromQuery(Name = "of")]
    public string? Of { get; set; }

    [BindProperty]
    public string Field { get; set; } = "";

    [BindProperty]
    public string[] Chosen { get; set; } = [];

    [BindProperty]
    public string Existing { get; set; } = "";

    [BindProperty]
    public string Title { get; set; } = "";

    [BindProperty]
    public string Untag { get; set; } = "";

    public IReadOnlyList<(Question Question, IReadOnlyList<Written> Texts)> Questions { get; private set; } = [];

    public bool IsShown(Question question) => Questions.Sum(q => q.Texts.Count) <= Most || question.Id == (Field.Length > 0 ? Field : Of);

    public IReadOnlyList<Theme> Themes { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Choice> ThemeChoices => [new("", "A new theme"), .. Themes.Select(t => new Choice(t.Id.ToString(), t.Title))];

    public IEnumerable<(Theme Theme, Tagging Tag)> TagsOf(Written written) => Themes.SelectMany(t => t.Taggings.Where(g => g.EndedAt is null && g.Is(written.Words)).Select(g => (t, g)));

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostTagAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var texts = Questions.Where(q => q.Question.Id == Field).SelectMany(q => q.Texts).Where(t => Chosen.Contains(t.Key)).ToArray();
        if (texts.Length == 0) { return this.Refuse(new Refusal(nameof(Chosen), "Select what the theme is in")); }
        var theme = Themes.FirstOrDefault(t => t.Id.ToString() == Existing || (Existing.Length == 0 && t.Title.Equals(Title.Trim(), StringComparison.OrdinalIgnoreCase)));
        if (theme is null)
        {
            if (Existing.Length > 0) { return this.Refuse(new Refusal(nameof(Existing), "Select a theme from the list")); }
            if (Title.Trim().Length is 0 or > Theme.LongestTitle) { return this.Refuse(new Refusal(nameof(Title), Title.Trim().Length == 0 ? "Select a theme, or enter a new one" : "The theme must be 100 characters or fewer")); }
            theme = Theme.Make(Round, Title, clock.Now, Actor);
            Db.Add(theme);
        }

        foreach (var text in texts) { theme.Tag(Round, text.Words, clock.Now, Actor); }
        foreach (var tag in theme.Taggings.Where(t => Db.Entry(t).State is EntityState.Detached)) { Db.Add(tag); }
        if (Db.ChangeTracker.HasChanges()) { await Db.SaveChangesAsync(Stop); }
        TempData["done"] = $"“{theme.Title}” is in {English.Count(texts.Length, "answer", "answers")}";
        return Redirect($"{Here}/words?of={Uri.EscapeDataString(Field)}#{Field}");
    }

    public async Task<IActionResult> OnPostUntagAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Themes.SelectMany(t => t.Taggings.Select(g => (Theme: t, Tag: g))).FirstOrDefault(g => g.Tag.Id.ToString() == Untag) is not ({ } theme, { } tag)) { return NotFound(); }
        theme.Untag(Round, new Theme.Words(tag.Field, tag.ResponseId, tag.TextId), clock.Now, Actor);
        if (Db.ChangeTracker.HasChanges()) { await Db.SaveChangesAsync(Stop); }
        return Redirect($"{Here}/words?of={Uri.EscapeDataString(tag.Field)}#{tag.Field}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync()) { return false; }
        await views.SawAsync("questionnaire-words", ActWords.AnalyseRound, [], Round.Areas.FirstOrDefault(a => Actor.Areas.Contains(a)), cancellationToken: Stop);
        var answers = await results.ReadAsync(Round, Stop);
        var texts = !answers.IsShown ? []
            : Round.Anonymous ? (await Db.Set<AnonymousText>().AsNoTracking().Where(t => t.RoundId == RoundId).OrderBy(t => t.Id).ToListAsync(Stop)).ConvertAll(t => new Written($"t{t.Id:N}", t.Field, t.Body, null, new Theme.Words(t.Field, null, t.Id)))
            : answers.Answers.SelectMany(a => a.Written.Select(w => new Written($"r{a.ReplyId:N}", w.Key, w.Value, Round.Fewest == 1 ? a.Who : null, new Theme.Words(w.Key, a.ReplyId, null)))).ToList();
        Questions = [.. Round.Asks.Fields.Where(f => f.IsWords).Select(f => (f, (IReadOnlyList<Written>)[.. texts.Where(t => t.Field == f.Id)])).Where(q => q.Item2.Count > 0)];
        Themes = await Db.Set<Theme>().Include(t => t.Taggings).Where(t => t.RoundId == RoundId).OrderBy(t => t.Title).ToListAsync(Stop);
        Names = await register.NamesAsync(Themes.SelectMany(t => t.Taggings).Select(t => t.ById), Stop);
        return true;
    }
}
