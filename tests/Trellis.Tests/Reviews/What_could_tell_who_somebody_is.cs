using Trellis.Modules.Reviews.Chronologies;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Practice;

namespace Trellis.Tests.Reviews;

/// <summary>What is found in a text before it leaves, and how several agencies' entries are put together. No database.</summary>
public sealed class What_could_tell_who_somebody_is
{
    private static readonly Telltale[] Theirs =
    [
        new("name", "Wren O’Mallow-Finch", "Wren"), new("name", "Lark Ash", "Lark"), new("birth-date", "2016-05-01", "Wren"), new("birth-date", "2015-09-23", "Lark"),
        new("address", "7 Mallow Rise, ZZ9 4QQ", "Wren"), new("school", "Larkspur Primary School", "Wren"), new("reference", "485 777 3456", "Wren"), new("reference", "RBKC-26-1042", "The matter"),
    ];

    [Theory]
    [InlineData("Wren was seen.", "Wren")]
    [InlineData("WREN’S bruise", "WREN’S")]
    [InlineData("Wren Jay O'Mallow Finch came", "Wren Jay O'Mallow Finch")]
    [InlineData("the Finch family", "Finch")]
    [InlineData("born on 1 May 2016", "1 May 2016")]
    [InlineData("born 01/05/2016 here", "01/05/2016")]
    [InlineData("born 1.5.16 here", "1.5.16")]
    [InlineData("DOB 2016-05-01", "2016-05-01")]
    [InlineData("May 1st, 2016 was", "May 1st, 2016")]
    [InlineData("on 23rd of Sept 2015 he", "23rd of Sept 2015")]
    [InlineData("at 7  Mallow Rise", "7  Mallow Rise")]
    [InlineData("lived on Mallow Rise", "Mallow Rise")]
    [InlineData("in ZZ94QQ.", "ZZ94QQ")]
    [InlineData("went to larkspur primary school", "larkspur primary school")]
    [InlineData("NHS number 485 777  3456", "485 777  3456")]
    [InlineData("see RBKC-26-1042", "RBKC-26-1042")]
    public void It_is_found_however_it_is_written(string text, string found) => Anonymity.Find(text, Theirs).ShouldHaveSingleItem().Found.ShouldBe(found);

    [Theory]
    [InlineData("The wrench was heavy; ashes lay about; a washing line")]
    [InlineData("on 11 May 2016 and on 1 May 2017")]
    [InlineData("number 4857773")]
    [InlineData("A child was seen at home by the health visitor")]
    public void What_is_not_theirs_is_left_alone(string text) => Anonymity.Find(text, Theirs).ShouldBeEmpty();

    [Fact]
    public void A_whole_name_is_one_place_and_places_are_in_their_order() =>
        Anonymity.Find("Lark Ash and Wren lived at 7 Mallow Rise, ZZ9 4QQ.", Theirs).Select(h => (h.Kind, h.Found)).ShouldBe([("name", "Lark Ash"), ("name", "Wren"), ("address", "7 Mallow Rise"), ("address", "ZZ9 4QQ")]);

    [Fact]
    public void A_text_has_numbered_paragraphs_that_know_where_they_stand()
    {
        const string text = "## Head\n\nOne\ntwo\n\n\n\n  Three";
        ReviewDraft.PartsOf(text).Select(p => (p.Number, p.Text, text.IndexOf(p.Text, StringComparison.Ordinal) == p.Start)).ShouldBe([(1, "## Head", true), (2, "One\ntwo", true), (3, "Three", true)]);
    }

    [Theory]
    [InlineData("2025-03-03", "", "2025-03-03 day")]
    [InlineData("3 March 2025", "16:15", "2025-03-03 16:15 time")]
    [InlineData("03/03/2025 16:15", "", "2025-03-03 16:15 time")]
    [InlineData("3 March 2025 at 4.15pm", "", "2025-03-03 16:15 time")]
    [InlineData("March 2025", "", "2025-03-01 month")]
    [InlineData("2025", "", "2025-01-01 year")]
    [InlineData("March 2025", "16:15", null)]
    [InlineData("31/02/2025", "", null)]
    [InlineData("3 March 2025", "teatime", null)]
    public void A_time_is_read_as_well_as_it_is_known(string date, string time, string? read) =>
        (WrittenWhen.TryRead(date, time, out var when) ? $"{when.On:yyyy-MM-dd}{(when.At is { } at ? $" {at:HH:mm}" : "")} {when.Precision}" : null).ShouldBe(read);

    [Fact]
    public void Entries_are_put_in_order_and_what_does_not_fit_is_marked()
    {
        var told = Integrated.Of(
            [
                Said("police", "2025-01-05", "09:30", "Hospital saw a bruise on the left cheek of the child"), Said("health", "2025-01-05", "19:40", "A bruise on the left cheek seen in the hospital"),
                Said("school", "2025-01-05", null, "Absent from lessons"), Said("police", "2024-01-01", null, "Moved into the area", "year"), Said("health", "2025-05-01", null, "Not brought to clinic"),
                Said("police", "2025-02-10", null, "Missing overnight"),
            ],
            new EntryFilter(), new ReviewRules([], 60, 3, []));
        told.Select(t => $"{t.Entry.OnDay:yyyy-MM-dd} {t.Entry.Agency}{(t.SilenceBefore > 0 ? $" after {t.SilenceBefore}" : "")}{(t.AlsoBy.Length > 0 ? $" also {string.Join(' ', t.AlsoBy)}" : "")}{(t.Otherwise ? " otherwise" : "")}").ShouldBe(
        [
            "2024-01-01 police", "2025-01-05 school", "2025-01-05 police also health otherwise", "2025-01-05 health also police otherwise", "2025-02-10 police", "2025-05-01 health after 80",
        ]);
        Integrated.Of(told.Select(t => t.Entry), new EntryFilter(Agency: "health", From: new DateOnly(2025, 2, 1)), new ReviewRules([], 60, 3, [])).ShouldHaveSingleItem().Entry.What.ShouldBe("Not brought to clinic");
    }

    private static Entry Said(string agency, string day, string? at, string what, string? precision = null) => new()
    {
        MatterId = Guid.Empty,
        Area = "RBKC",
        Agency = agency,
        OnDay = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
        AtTime = at is null ? null : TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
        Precision = precision ?? (at is null ? "day" : "time"),
        What = what,
        Significance = "routine",
        WrittenAt = DateTimeOffset.UnixEpoch,
        WrittenBy = Guid.Empty,
    };
}
