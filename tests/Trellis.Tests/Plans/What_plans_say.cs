using Trellis.Modules.Plans;
using Trellis.Tests.Support;

namespace Trellis.Tests.Plans;

/// <summary>What can be told from a plan's own words, without a database.</summary>
public sealed class What_plans_say
{
    [Theory]
    [InlineData("Completed", "complete")]
    [InlineData("Completed – part of the next year’s work", "complete")]
    [InlineData("May 2020 – completed – part of ongoing work", "complete")]
    [InlineData("Completed in May 2020", "complete")]
    [InlineData("Activity ongoing (paused for a while)", "ongoing")]
    [InlineData("On-going – each quarter", "ongoing")]
    [InlineData("Not yet started", "not-started")]
    [InlineData("The pilot has started", "in-progress")]
    [InlineData("The pilot is not complete", null)]
    [InlineData("To be completed", null)]
    [InlineData("Completed Outstanding", null)]
    [InlineData("Completed; activity ongoing", null)]
    [InlineData("New leaflets were printed", null)]
    [InlineData("32 schools signed up", null)]
    [InlineData("", null)]
    public void A_status_is_told_where_the_words_name_one(string written, string? status) =>
        (PlanWords.Status(Stage.Practised.Model.Actions, written)?.Id).ShouldBe(status);

    [Theory]
    [InlineData("October 2019", "2019-10-31")]
    [InlineData("Sept 2020", "2020-09-30")]
    [InlineData("By the end of February 2020", "2020-02-29")]
    [InlineData("by 30 June 2020", "2020-06-30")]
    [InlineData("2020-06-30", "2020-06-30")]
    [InlineData("From May 2019 onwards", null)]
    [InlineData("Ongoing", null)]
    [InlineData("Once a year", null)]
    [InlineData("", null)]
    public void A_day_is_told_where_the_cell_is_one(string written, string? day) => (PlanWords.Due(written)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(day);
}
