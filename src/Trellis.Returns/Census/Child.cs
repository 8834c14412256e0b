using System.Collections.Immutable;

namespace Trellis.Returns.Census;

/// <summary>A child of a census return: who it is, and its episodes as a child in need.</summary>
public sealed class Child : Record
{
    public Child(int line) : base(Modules.Child, null, line)
    {
        Identifiers = new Identifiers(this, line) { IsWritten = false };
        Characteristics = new Characteristics(this, line) { IsWritten = false };
    }

    public Identifiers Identifiers { get; private set; }

    public Characteristics Characteristics { get; private set; }

    public ImmutableArray<Episode> Episodes { get; private set; } = [];

    public IEnumerable<CinPlan> CinPlans => Episodes.SelectMany(e => e.CinPlans);

    public IEnumerable<Plan> Plans => Episodes.SelectMany(e => e.Plans);

    internal override Record? Open(Module module, int line)
    {
        if (module == Modules.Episode)
        {
            if (Episodes.Length == Most) { return null; }
            var episode = new Episode(this, line, Episodes.Length + 1);
            Episodes = Episodes.Add(episode);
            return episode;
        }

        Record once = module == Modules.Identifiers ? Identifiers : Characteristics;
        if (once.IsWritten) { return null; }
        (once.IsWritten, once.Line) = (true, line);
        return once;
    }

    public override IEnumerable<Record> Groups(Module module) =>
        module == Modules.Episode ? Episodes : module == Modules.Identifiers ? [Identifiers] : [Characteristics];
}

/// <summary>Who a child is to its authority and its school.</summary>
public sealed class Identifiers(Child child, int line) : Record(Modules.Identifiers, child, line)
{
    public Child Child => child;

    /// <summary>The authority's own number for the child.</summary>
    public Value ChildId => this[0];

    /// <summary>Unique pupil number.</summary>
    public Value Upn => this[1];

    public Value FormerUpn => this[2];

    /// <summary>Why there is no unique pupil number.</summary>
    public Value WhyNoUpn => this[3];

    public Value Born => this[4];

    public Value Expected => this[5];

    /// <summary>Until 2023-24.</summary>
    public Value Gender => this[6];

    /// <summary>From 2024-25.</summary>
    public Value Sex => this[7];

    public Value Died => this[8];
}

/// <summary>Ethnicity and disabilities.</summary>
public sealed class Characteristics(Child child, int line) : Record(Modules.Characteristics, child, line)
{
    public Child Child => child;

    public Value Ethnicity => this[0];

    public ImmutableArray<Value> Disabilities => Many;
}
