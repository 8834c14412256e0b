using System.Collections.Immutable;
using Trellis.Matching.Deciding;

namespace Trellis.Matching.Index;

/// <summary>Somebody in the index who may be the one asked for.</summary>
/// <param name="Id">Of the person, as put in.</param>
/// <param name="Probability">That it is the same person, of all in the index and those who are not.</param>
/// <param name="Outcome"><see cref="Outcome.Different"/> only with a guard: a possible twin is offered as one.</param>
/// <param name="Guard">What stands against joining; <see cref="Verdicts.Say"/> has it in words.</param>
/// <param name="Why">Each field that both have.</param>
public sealed record Candidate(Guid Id, double Probability, Outcome Outcome, Guard Guard, ImmutableArray<FieldWhy> Why);
