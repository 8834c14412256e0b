using System.Globalization;
using Trellis.Modules.Returns.Public;
using Trellis.Returns.Census;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>
/// What a census says of a child, as facts: in the words of the practice model where it means the same, in the census's own
/// (<c>census.*</c>) where it knows less than a form does. What has no day is left out, as is an assessment that nobody has authorised.
/// </summary>
public sealed class CensusFacts(string area, string agency, CensusCodes codes)
{
    /// <summary>One child at a time: the same twice on one day are told apart by their order.</summary>
    public IEnumerable<ToldRow> Of(Child child, DateOnly reference)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = child.Identifiers.ChildId.Text!;
        foreach (var episode in child.Episodes)
        {
            if (episode.Referred.Day is not { } referred) { continue; }
            var origin = Named($"episode {referred:yyyy-MM-dd}");
            foreach (var row in Of(episode, referred, origin, reference)) { yield return row; }
        }

        Guid Named(string what)
        {
            var nth = seen[what] = seen.GetValueOrDefault(what) + 1;
            return ToldRow.Hash($"{area}\n{agency}\n{number}\n{what}\n{nth}");
        }

        ToldRow Row(string kind, DateOnly on, Guid origin, Guid? because, params (string Field, string? Code)[] details)
        {
            var key = Named(string.Create(CultureInfo.InvariantCulture, $"{origin} {kind}{(kind == CensusCodes.Told ? "" : $" {on:yyyy-MM-dd}")}"));
            return new ToldRow(key, kind, on, origin, key, because, [.. details.Where(d => d.Code is { Length: > 0 }).Select(d => (d.Field, d.Code!)).Distinct()]);
        }

        IEnumerable<ToldRow> Of(Episode episode, DateOnly referred, Guid origin, DateOnly until)
        {
            var referral = Row(CensusCodes.Referral, referred, origin, null, ("source", codes.Known("referral-source", episode.Source)), ("primary-need", codes.Known("primary-need", episode.Need)));
            yield return referral;
            if (until >= referred) { yield return Row(CensusCodes.Told, until, origin, null); }
            if (episode.NoFurtherAction.IsTrue) { yield return Row(CensusCodes.NoFurtherAction, referred, origin, referral.Source); }
            foreach (var assessment in episode.Assessments)
            {
                if (assessment.Authorised.Day is not { } authorised) { continue; }
                yield return Row(CensusCodes.Assessment, authorised, origin, referral.Source, [("began-on", Iso(assessment.Started)), .. assessment.Factors.Select(f => ("factors", codes.Known("assessment-factor", f)))]);
            }

            foreach (var plan in episode.CinPlans)
            {
                if (plan.Started.Day is { } started) { yield return Row(CensusCodes.NeedPlan, started, origin, referral.Source, ("planned-on", Iso(plan.Started)), ("ended-on", Iso(plan.Ended))); }
            }

            foreach (var row in episode.Enquiries.SelectMany(e => Enquired(e, origin, referral.Source))) { yield return row; }
            if (episode.Conference.Day is { } conference) { yield return Row(CensusCodes.Conference, conference, origin, referral.Source); }
            foreach (var row in episode.Plans.SelectMany(p => Protected(p, origin))) { yield return row; }
            if (episode.Closed.Day is { } closed) { yield return Row(CensusCodes.Closure, closed, origin, referral.Source, ("outcome", "closed"), ("closure-reason", codes.Known("closure-reason", episode.Reason))); }
        }

        IEnumerable<ToldRow> Enquired(Enquiry enquiry, Guid origin, Guid referral)
        {
            if (enquiry.Started.Day is not { } started) { yield break; }
            var discussed = Row(CensusCodes.Discussion, started, origin, referral);
            var opened = Row(CensusCodes.EnquiryOpened, started, origin, discussed.Source);
            yield return discussed;
            yield return opened;
            if (enquiry.Conference.Day is { } held) { yield return Row(CensusCodes.Conference, held, origin, opened.Source); }
            if (enquiry.ConferenceNotRequired.IsTrue) { yield return Row(CensusCodes.NotRequired, started, origin, opened.Source); }
        }

        IEnumerable<ToldRow> Protected(Plan plan, Guid origin)
        {
            if (plan.Started.Day is not { } started) { yield break; }
            var began = Row(CensusCodes.PlanBegan, started, origin, null, ("category", codes.Known("abuse-category", plan.FirstCategory)));
            yield return began;
            var reviews = plan.Reviews.Select(r => r.Held.Day).OfType<DateOnly>().Where(d => d >= started).Order().ToArray();
            foreach (var held in reviews)
            {
                var goesOn = held != plan.Ended.Day;
                yield return Row(CensusCodes.ReviewHeld, held, origin, began.Source, ("outcome", goesOn ? "continue" : null), ("category", goesOn && held == reviews[^1] ? codes.Known("abuse-category", plan.LatestCategory) : null));
            }

            if (plan.Ended.Day is { } ended) { yield return Row(CensusCodes.PlanEnded, ended, origin, began.Source); }
        }
    }

    private static string? Iso(Value day) => day.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
