using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/partnership/sharing-agreements.yaml</c>: the register of sharing agreements. Read once processes are known.</summary>
internal sealed class AgreementReader(Known known, Mistakes mistakes)
{
    public const string File = "partnership/sharing-agreements.yaml";

    private const string What = "an agreement";

    public ImmutableArray<SharingAgreement> Read(MapNode map) =>
        [.. new Keys(map, "the register of sharing agreements", mistakes, "agreements").Entries("agreements").Select(Agreement)];

    private SharingAgreement Agreement(Entry entry)
    {
        var keys = new Keys(
            entry.Value, What, mistakes,
            "title", "parties", "agencies", "processes", "purpose", "article-6", "article-9", "criminal-offences", "condition", "statutes", "shares", "how", "since", "review-by", "ends", "owner", "paper");
        var (since, review, ends) = (Day(keys, "since", entry), Day(keys, "review-by", entry), keys.Date("ends"));
        if (review < since) { mistakes.Add(keys.PlaceOf("review-by"), $"the agreement \"{entry.Key}\" is to be reviewed before it begins", "a day after \"since\""); }
        if (ends < since) { mistakes.Add(keys.PlaceOf("ends"), $"the agreement \"{entry.Key}\" ends before it begins", "a day after \"since\""); }
        var agreement = new SharingAgreement(
            entry.Key, keys.Required("title", entry.Place), Parties(keys, entry), keys.Words("agencies"),
            Each(keys, "processes", known.Processes.Keys, p => $"there is no process \"{p}\""), keys.Required("purpose", entry.Place),
            Bases(keys, "article-6", LawfulBases.Article6), Bases(keys, "article-9", LawfulBases.Article9),
            keys.Flag("criminal-offences"), keys.Text("condition"), Some(keys, "statutes", entry), Some(keys, "shares", entry), keys.Required("how", entry.Place),
            since ?? default, review ?? default, ends, keys.Required("owner", entry.Place), keys.Required("paper", entry.Place), entry.Place);
        Some(keys, "article-6", entry);
        if (agreement.Owner.Length > 0 && known.Roles.All(r => r.Id != agreement.Owner)) { mistakes.Unknown(keys.PlaceOf("owner"), $"there is no role \"{agreement.Owner}\"", agreement.Owner, known.Roles.Select(r => r.Id)); }
        CheckCondition(agreement, keys);
        return agreement;
    }

    /// <summary>Data Protection Act 2018, section 10: some of article 9 and all of article 10 are lawful only with a condition of schedule 1.</summary>
    private void CheckCondition(SharingAgreement agreement, Keys keys)
    {
        if (agreement.Condition is not null) { return; }
        if (agreement.Article9.FirstOrDefault(LawfulBases.NeedCondition.Contains) is { } word)
        {
            mistakes.Add(keys.PlaceOf("article-9"), $"\"{word}\" needs \"condition\"", "a condition of schedule 1 to the Data Protection Act 2018");
        }
        else if (agreement.CriminalOffences)
        {
            mistakes.Add(keys.PlaceOf("criminal-offences"), "data about criminal offences need \"condition\"", "a condition of schedule 1 to the Data Protection Act 2018");
        }
    }

    private ImmutableArray<string> Parties(Keys keys, Entry entry)
    {
        var kinds = known.Codes.TryGetValue("agency-kind", out var list) ? list.Codes.Select(c => c.Id).ToList() : [];
        var parties = Each(keys, "parties", kinds, k => $"there is no kind of agency \"{k}\"");
        var agencies = keys.Words("agencies");
        if (parties.IsEmpty || (parties.Length == 1 && agencies.Length < 2))
        {
            mistakes.Add(keys.Has("parties") ? keys.PlaceOf("parties") : entry.Place, $"the agreement \"{entry.Key}\" is between fewer than two parties", "\"parties\" with two kinds of agency, or one kind and two \"agencies\"");
        }
        foreach (var twice in keys.Texts("agencies").GroupBy(a => a.Text).Where(g => g.Count() > 1).Select(g => g.Last())) { mistakes.Add(twice.Place, $"\"agencies\" says \"{twice.Text}\" twice"); }
        return parties;
    }

    private ImmutableArray<string> Bases(Keys keys, string key, ImmutableArray<(string Word, string Title)> words) =>
        Each(keys, key, [.. words.Select(w => w.Word)], w => $"\"{key}\" in {What} cannot be \"{w}\"", keepsUnknown: false);

    private ImmutableArray<string> Each(Keys keys, string key, IEnumerable<string> allowed, Func<string, string> unknown, bool keepsUnknown = true)
    {
        var may = allowed.ToHashSet(StringComparer.Ordinal);
        var given = keys.Texts(key);
        foreach (var wrong in given.Where(g => !may.Contains(g.Text))) { mistakes.Unknown(wrong.Place, unknown(wrong.Text), wrong.Text, may); }
        return [.. given.Select(g => g.Text).Where(t => keepsUnknown || may.Contains(t)).Distinct()];
    }

    private ImmutableArray<string> Some(Keys keys, string key, Entry entry)
    {
        if (!keys.Has(key)) { mistakes.Add(entry.Place, $"{What} needs \"{key}\""); }
        return keys.Words(key);
    }

    private DateOnly? Day(Keys keys, string key, Entry entry)
    {
        if (!keys.Has(key)) { mistakes.Add(entry.Place, $"{What} needs \"{key}\"", "a date such as 2018-07-04"); }
        return keys.Date(key);
    }
}
