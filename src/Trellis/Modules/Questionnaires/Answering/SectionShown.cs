using Trellis.Forms;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>A section on a page.</summary>
/// <param name="IsMine">It was given to whoever opens it, who can say that they have finished.</param>
public sealed record SectionShown(AnswerPage Page, FormPart Part, bool IsMine);
