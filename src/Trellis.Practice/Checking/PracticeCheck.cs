using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>Checks of the model against what is already recorded.</summary>
public static class PracticeCheck
{
    /// <summary>Codes that records hold and the model no longer has. Old answers must keep their words: a code is closed with "to", never taken out.</summary>
    /// <param name="inUse">Every (list, code) found in records, from whoever can read them.</param>
    public static ImmutableArray<Mistake> CodesInUse(PracticeModel model, IEnumerable<(string List, string Code)> inUse)
    {
        var mistakes = new Mistakes();
        foreach (var (list, code) in inUse)
        {
            if (!model.Codes.TryGetValue(list, out var codes))
            {
                mistakes.Add(
                    new Place($"practice/codes/{list}.yaml", 1), $"the code list \"{list}\" is gone, and records use it",
                    "the list to stay, its codes closed with \"to\"", NearMiss.Of(list, model.Codes.Keys));
            }
            else if (codes.Find(code) is null)
            {
                mistakes.Add(
                    codes.Place, $"the code \"{code}\" of {list} is gone, and records use it", "the code to stay, with \"to\" and the last day it may be chosen",
                    NearMiss.Of(code, codes.Codes.Select(c => c.Id)));
            }
        }
        return mistakes.InOrder();
    }
}
