using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Training;

/// <summary>That somebody took part in a workshop, on paper, with the address by which anybody can see that it is ours.</summary>
public static class CertificatePaper
{
    public static Printed Of(Booking booking, string verify, TrainingRules rules)
    {
        var (workshop, course) = (booking.Workshop!, booking.Workshop!.Course!);
        string[] lines =
        [
            $"{booking.Delegate!.Name}, {booking.Delegate.Organisation}, took part in {course.Title} on {English.Date(workshop.Day)}.",
            $"{TrainingRules.TitleOf(rules.Levels, course.Level)}. {TrainingRules.TitleOf(rules.Lengths, workshop.Length)}.{(course.Accreditation.Length > 0 ? $" Accredited by {course.Accreditation}." : "")}",
            course.RefreshMonths is { } months ? $"To be taken again by {English.Date(workshop.LastDay.AddMonths(months))}." : "",
            $"Anybody can check this certificate, {booking.Certificate}, at {verify}.",
        ];
        return new Printed("Certificate of attendance", course.Title, $"Certificate {booking.Certificate}", Contents: false, [
            new Paragraph(Block.Plain(lines[0])), new Paragraph(Block.Plain(lines[1])),
            new Heading(2, "Learning outcomes", "outcomes"), .. course.Outcomes.Select(o => new Paragraph(Block.Plain($"• {o}"))),
            .. lines[2..].Where(l => l.Length > 0).Select(l => new Paragraph(Block.Plain(l)))]);
    }
}
