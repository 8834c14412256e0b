namespace Trellis.Practice.Reading;

/// <summary>Whether a history of the partnership can have been: nobody leaves who was not there, and on every day somebody can sign.</summary>
internal sealed class FootprintCheck(FootprintHistory history, Mistakes mistakes)
{
    public void Run()
    {
        foreach (var change in history.Changes)
        {
            if (change.On <= history.Since) { mistakes.Add(change.Place, $"the change \"{change.Id}\" is not after the first day the footprint is of", $"a day after {history.Since:yyyy-MM-dd}"); }
            else { Look(change); }
        }

        foreach (var day in history.Changes.Select(c => c.On).Prepend(history.Since).Distinct()) { Signs(day); }
    }

    private void Look(FootprintChange change)
    {
        var before = history.AreasOn(change.LastDayBefore);
        if (change.Kind is FootprintKind.AreaLeaves && !before.Contains(change.Area!)) { mistakes.Add(change.Place, $"{change.Area} was not in the partnership before {change.On:yyyy-MM-dd}, so it cannot leave"); }
        if (change.Kind is FootprintKind.AreaJoins && before.Contains(change.Area!)) { mistakes.Add(change.Place, $"{change.Area} was in the partnership before {change.On:yyyy-MM-dd}, so it cannot join"); }
        if (change.Kind is FootprintKind.Form && history.FormOn(change.LastDayBefore)?.Id == change.Form) { mistakes.Add(change.Place, $"it was \"{change.Form}\" already before {change.On:yyyy-MM-dd}"); }
        foreach (var agency in change.Agencies)
        {
            if (!history.StandsOn(agency, change.LastDayBefore)) { mistakes.Add(change.Place, $"there was no agency \"{agency}\" any more, or not yet, on {change.LastDayBefore:yyyy-MM-dd}"); }
            if (agency == change.By) { mistakes.Add(change.Place, $"\"{agency}\" cannot succeed itself"); }
            if (history.EndOf(agency) is { } end && change.Kind is FootprintKind.AgencySucceeded or FootprintKind.AgencyEnds && end != change) { mistakes.Add(change.Place, $"\"{agency}\" has ended already: {end.Place}"); }
        }

        if (change.By is { } by && !history.StandsOn(by, change.On)) { mistakes.Add(change.Place, $"there is no agency \"{by}\" on {change.On:yyyy-MM-dd}", "a \"from\" of that day or an earlier one, and no end before it"); }
    }

    /// <summary>Each kind that signs has a partner for each area.</summary>
    private void Signs(DateOnly day)
    {
        foreach (var kind in history.FormOn(day)?.Signs ?? [])
        {
            foreach (var area in history.AreasOn(day).Where(area => !history.SignsOn(day).Any(a => a.Kind == kind && (a.Areas.IsEmpty || a.Areas.Contains(area)))))
            {
                var at = history.Changes.LastOrDefault(c => c.On <= day)?.Place ?? history.Forms[0].Place;
                mistakes.Add(at, $"from {day:yyyy-MM-dd} nobody of the kind \"{kind}\" signs for {area}", "an agency with \"partner: true\"");
            }
        }
    }
}
