namespace Trellis.Households.Names;

/// <summary>How a family name passes on.</summary>
public enum Custom
{
    /// <summary>From father or mother, or both with a hyphen.</summary>
    Inherited,

    /// <summary>Sons are Singh and daughters Kaur: as middle name before a family name, or as the family name.</summary>
    SinghKaur,

    /// <summary>Given name, father's, grandfather's (Somali).</summary>
    Grandfather,

    /// <summary>The father's given name (Tamil, Eritrean, Ethiopian).</summary>
    Father,

    /// <summary>The daughter's form differs (Kowalski, Kowalska), in some families also here.</summary>
    Gendered,

    /// <summary>Daughters may have Begum, Khatun or Akter where sons have the family name.</summary>
    Begum,

    /// <summary>One from each parent, no hyphen (Silva Santos).</summary>
    TwoNames,

    /// <summary>The mother's family name in the middle (Filipino).</summary>
    MothersInTheMiddle,

    /// <summary>A name at school that is not the registered one.</summary>
    Chinese,

    /// <summary>Thị for daughters, Văn for sons, in the middle.</summary>
    Vietnamese,
}
