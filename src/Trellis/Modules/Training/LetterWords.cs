using System.Text;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>What a letter is about, as far as its words need it.</summary>
/// <param name="Until">Until when a place is offered or held, or is to be answered.</param>
public sealed record LetterMatter(string Kind, string? Course, DateTimeOffset? StartsAt, string? Where, string? Booking, DateTimeOffset? Until, string? Code);

/// <summary>The words of e-mails to whoever books training. They hold no name; what is behind the link asks who opens it.</summary>
public static class LetterWords
{
    public static (string Subject, string Body) Of(LetterMatter of, Func<string, string> link)
    {
        if (of.Kind == "code") { return ("Your code for training", $"Your code is {of.Code}. It works for half an hour.\n\nIf you did not ask for it, you need do nothing.\n"); }
        if (of.Kind == "named") { return ("Your training: may your agency see it?", $"An agency names you as one of its people who need safeguarding training. Say whether it may see when you had which training, or that you do not work there.\n\n{link("/courses/named")}\n"); }
        var course = of.Course ?? "Training";
        var (subject, first) = of.Kind switch
        {
            "booked" => ($"Booked: {course}", "Your place is booked."),
            "waiting" => ($"Waiting list: {course}", "This workshop is full. We write to you when a place becomes free."),
            "offered" => ($"A place is free: {course}", $"A place became free. It is yours if you take it by {English.DateTime(of.Until!.Value)}."),
            "lapsed" => ($"The place went on: {course}", "You did not take the place in time, so it was offered to the next. You can put yourself on the list again."),
            "cancelled" => ($"Cancelled: {course}", "Your booking is cancelled. If there is a charge, it is on your booking."),
            "given" => ($"A colleague comes: {course}", "A colleague has your place now. Nothing is charged."),
            "moved" => ($"Moved: {course}", "This workshop was moved, or its place changed. You keep your place. If you cannot come, cancel it: look at when that costs nothing."),
            "not-held" => ($"Not held: {course}", "This workshop is cancelled. Nothing is charged. Look for another date."),
            "reminder" => ($"Soon: {course}", "This is to remind you of your workshop. If you cannot come, cancel it or send a colleague, so that somebody else learns."),
            "full" => ($"There was no seat: {course}", "You came and there was no seat, because more people came than we expected. We are sorry. You pay nothing. Choose another date on your booking: you are before everybody who waits for one."),
            "asked" => ($"Your manager is asked: {course}", $"Your place is held until {English.DateTime(of.Until!.Value)} while your line manager is asked to agree. We write to you when they have answered."),
            "agreed" => ($"Your manager agrees: {course}", "Your line manager agrees. You are on the waiting list, and we write to you when a place becomes free."),
            "declined" => ($"Your manager did not agree: {course}", "Your line manager did not agree to this workshop. What they said is on your booking. Nothing is charged."),
            "unanswered" => ($"Your manager did not answer: {course}", "Your line manager did not answer in time, so your place went on. Talk to them, and book again. Nothing is charged."),
            "agree" or "agree-again" => ($"{(of.Kind == "agree" ? "" : "Still to be answered: ")}Do you agree? {course}", $"A colleague you manage asked for a place on this workshop, and your agency wants you to agree first. Please answer by {English.DateTime(of.Until!.Value)}. You need no account: your address is shown by a code that we send you."),
            "evaluate" => ($"What did you think of it: {course}", "Thank you for coming. Please say what you think of it: it takes three minutes, and your certificate is in the same place."),
            "follow-up" => ($"What changed: {course}", "Some months ago you took part in this workshop. Did your work change because of it? It takes two minutes."),
            _ => ($"Training: {course}", "There is something new about your booking."),
        };
        var body = new StringBuilder(first).Append("\n\n").Append(course).Append('\n');
        if (of.StartsAt is { } starts) { body.Append(English.DateTime(starts)).Append('\n'); }
        if (of.Where is { Length: > 0 } where) { body.Append(where).Append('\n'); }
        if (of is { Kind: "agree" or "agree-again", Booking: { } asked }) { body.Append("\nSay yes or no: ").Append(link($"/courses/agree/{asked.ToLowerInvariant()}")).Append('\n'); }
        else if (of.Booking is { } booking) { body.Append("\nYour booking: ").Append(link($"/courses/bookings/{booking.ToLowerInvariant()}{(of.Kind switch { "evaluate" => "/evaluate", "follow-up" => "/follow-up", _ => "" })}")).Append('\n'); }
        return (subject, body.ToString());
    }
}
