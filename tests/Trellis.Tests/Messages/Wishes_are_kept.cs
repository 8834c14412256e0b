using Trellis.Platform.Messages;
using Trellis.Tests.Support;

namespace Trellis.Tests.Messages;

/// <summary>When an e-mail goes out: London hours, whatever the clocks do.</summary>
public sealed class Wishes_are_kept
{
    private static readonly Wishes AtOnce = new(Sending.AtOnce, 8, 22, 7);
    private static readonly Wishes Daily = new(Sending.Digest, 8, 19, 7);

    [Theory]
    // The clocks go forward at 1am on 29 March 2026, and back at 2am on 25 October 2026.
    [InlineData("2026-03-28 23:30", "2026-03-29 07:00", 6.5)]
    [InlineData("2026-03-29 03:00", "2026-03-29 07:00", 4)]
    [InlineData("2026-03-27 23:30", "2026-03-28 07:00", 7.5)]
    [InlineData("2026-10-24 23:30", "2026-10-25 07:00", 8.5)]
    public void Quiet_hours_end_by_the_clock_on_the_wall(string told, string due, double hours)
    {
        var at = LondonTimes.Instant(told);

        LondonTimes.Text(AtOnce.DueAt(at, urgent: false)!.Value).ShouldBe(due);
        (AtOnce.DueAt(at, urgent: false)!.Value - at).TotalHours.ShouldBe(hours);
    }

    [Theory]
    [InlineData("2026-03-02 21:59", "2026-03-02 21:59")]
    [InlineData("2026-03-02 22:00", "2026-03-03 07:00")]
    [InlineData("2026-03-02 06:59", "2026-03-02 07:00")]
    [InlineData("2026-03-02 07:00", "2026-03-02 07:00")]
    public void Outside_quiet_hours_it_goes_at_once(string told, string due) => LondonTimes.Text(AtOnce.DueAt(LondonTimes.Instant(told), urgent: false)!.Value).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02 07:59", "2026-03-02 08:00")]
    [InlineData("2026-03-02 08:00", "2026-03-03 08:00")]
    [InlineData("2026-03-28 09:00", "2026-03-29 08:00")] // 22 hours later
    [InlineData("2026-10-24 09:00", "2026-10-25 08:00")] // 24
    public void A_digest_goes_at_the_next_hour_chosen(string told, string due) => LondonTimes.Text(Daily.DueAt(LondonTimes.Instant(told), urgent: false)!.Value).ShouldBe(due);

    [Fact]
    public void A_digest_at_an_hour_the_clocks_skip_goes_an_hour_later()
    {
        var wishes = Daily with { DigestHour = 1, QuietFrom = null, QuietTo = null };

        LondonTimes.Text(wishes.DueAt(LondonTimes.Instant("2026-03-28 12:00"), urgent: false)!.Value).ShouldBe("2026-03-29 02:00");
    }

    [Fact]
    public void A_digest_at_a_quiet_hour_waits_until_it_is_over() =>
        LondonTimes.Text((Daily with { DigestHour = 6 }).DueAt(LondonTimes.Instant("2026-03-02 12:00"), urgent: false)!.Value).ShouldBe("2026-03-03 07:00");

    [Fact]
    public void Quiet_hours_in_the_day_end_the_same_day() =>
        LondonTimes.Text((AtOnce with { QuietFrom = 9, QuietTo = 17 }).DueAt(LondonTimes.Instant("2026-03-02 12:00"), urgent: false)!.Value).ShouldBe("2026-03-02 17:00");

    [Theory]
    [InlineData(Sending.AtOnce)]
    [InlineData(Sending.Digest)]
    public void Urgent_never_waits(Sending sending)
    {
        var night = LondonTimes.Instant("2026-03-29 00:30");

        (Daily with { Sending = sending }).DueAt(night, urgent: true).ShouldBe(night);
    }

    [Fact]
    public void Who_wants_none_gets_none()
    {
        var wishes = Daily with { Sending = Sending.None };

        wishes.DueAt(LondonTimes.Instant("2026-03-02 12:00"), urgent: false).ShouldBeNull();
        wishes.DueAt(LondonTimes.Instant("2026-03-02 12:00"), urgent: true).ShouldBeNull();
    }

    [Fact]
    public void Each_attempt_waits_twice_as_long_as_the_one_before_up_to_a_limit_and_not_all_the_same()
    {
        Enumerable.Range(1, 10).Select(n => Backoff.After(n, 1).TotalMinutes).ShouldBe([1, 2, 4, 8, 16, 32, 64, 120, 120, 120]);
        Enumerable.Range(1, 3).Select(n => Backoff.After(n, 0).TotalMinutes).ShouldBe([0.5, 1, 2]);
        Backoff.After(int.MaxValue, 0.5).ShouldBeLessThan(TimeSpan.FromHours(2));
    }
}
