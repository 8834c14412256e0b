using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>What an audit asks, of which records, with which tool: a file of <c>practice/audits</c>. The same template again compares like with like.</summary>
/// <param name="From">The same in words, for whoever reads what was audited: "contacts whose sender will not be named".</param>
/// <param name="Population">The facts records are drawn from; <paramref name="PopulationText"/> as it is written in the file.</param>
/// <param name="Then">What must also have happened to the same person in the same matter; null: nothing.</param>
/// <param name="Size">How many are drawn in each area, unless whoever plans it says otherwise.</param>
/// <param name="By">Drawn in proportion to these parts: a coded field of the fact, or <c>person.age-band</c>; null: not split.</param>
/// <param name="Tool">A questionnaire of the kind audit-tool.</param>
/// <param name="Grade">The field of the tool that gives the grade.</param>
public sealed record AuditTemplate(
    string Id, string Title, string Question, string From, string? Authority, FactPattern Population, string PopulationText, FactPattern? Then, string? ThenText, int Size, string? By, string Tool, string Grade, Place Place)
{
    /// <summary>The code list grades are of.</summary>
    public const string Grades = "audit-grade";

    /// <summary>Which records, in the words of the file: of two audits with the same words the results may be set side by side.</summary>
    public string Scope => $"{PopulationText}{(ThenText is null ? "" : $" and-then {ThenText}")}{(By is null ? "" : $" by {By}")}";
}
