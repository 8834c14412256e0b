namespace Trellis.Demonstration;

/// <summary>How much is invented.</summary>
/// <param name="Children">Under 18 or not yet born at some time in the two years.</param>
/// <param name="Contacts">Contacts with the front door in the two years, each with what follows from it.</param>
/// <param name="Corrected">Of them, with a date corrected afterwards.</param>
/// <param name="Withdrawn">Of them, with a contact withdrawn: half done in error, half about the wrong child.</param>
/// <param name="Joined">Of them, with a brother or sister who joins while it goes on.</param>
/// <param name="Waiting">Of them, with an assessment that waits for a manager today.</param>
/// <param name="Seldom">Besides, of each of what happens seldom: a child who dies, one who moves here with a plan, one who must be seen at once.</param>
public sealed record DemonstrationSize(int Children, int Contacts, int Corrected, int Withdrawn, int Joined, int Waiting, int Seldom)
{
    public static readonly DemonstrationSize Full = new(1200, 1500, 20, 6, 12, 6, 13);
}
