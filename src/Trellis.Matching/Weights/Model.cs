using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Matching.Comparing;

namespace Trellis.Matching.Weights;

/// <summary>The weights of a field's levels, in the order of <see cref="Levels.Of"/>.</summary>
/// <param name="Weights">Bits for (or, negative, against) being one person.</param>
/// <param name="Rarity">How much of each bit of the value's rarity is added.</param>
public sealed record FieldWeights(string Name, FieldKind Kind, ImmutableArray<double> Weights, ImmutableArray<double> Rarity);

/// <summary>
/// What says how likely two records are one person's (Fellegi and Sunter 1969, with frequencies of values after Winkler):
/// the bits of all fields are added to the bits one has before comparing. A file of it can be kept, read and compared.
/// </summary>
public sealed record Model
{
    /// <summary>Raised when a file of before no longer means the same.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public int Version { get; init; } = CurrentVersion;

    /// <summary>How it came about, for whoever reads the file.</summary>
    public string Learnt { get; init; } = "nothing: the judgements Trellis ships with";

    public required ImmutableArray<FieldWeights> Fields { get; init; }

    /// <summary>Bits before comparing in a set of <see cref="PriorOf"/> records; null: worked out from the records at hand.</summary>
    public double? PriorBits { get; init; }

    /// <summary>How many records those bits are for: in twice as many, two by chance are half as likely one person's.</summary>
    public double PriorOf { get; init; } = 1;

    /// <summary>From which probability two records are the same without anybody looking.</summary>
    public double Same { get; init; } = .92;

    /// <summary>From which probability somebody should look.</summary>
    public double Review { get; init; } = .10;

    /// <summary>From which average of bits between their pairs two groups of records are joined, once one pair is the same.</summary>
    public double Group { get; init; }

    /// <summary>
    /// Whether twins, and records without a given name, are kept from being joined. Only labels can show that it is not
    /// needed: see <see cref="Learning"/>.
    /// </summary>
    public bool Guarded { get; init; } = true;

    /// <summary>The judgements Trellis ships with, for any fields.</summary>
    public static Model Default(Layout layout) => new()
    {
        Fields = [.. layout.Fields.Select(f => new FieldWeights(f.Name, f.Kind, [.. Levels.Of(f.Kind).Select(l => l.Weight)], [.. Levels.Of(f.Kind).Select(l => l.Rarity)]))],
    };

    /// <summary>The bits before comparing among so many records (the larger side of a link).</summary>
    public double PriorFor(double records, double fallback) => PriorBits is { } bits ? bits - Math.Log2(records / PriorOf) : fallback;

    public static double Probability(double bits) => 1 / (1 + double.Exp2(-bits));

    public static double Bits(double probability) => Math.Log2(probability / (1 - probability));

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a model for records of a layout.</summary>
    /// <exception cref="InvalidDataException">It is no model, of another version, or for other fields; says which.</exception>
    public static Model Read(string text, Layout layout)
    {
        Model? model;
        try
        {
            model = JsonSerializer.Deserialize<Model>(text, Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"This is not a model: {e.Message}", e);
        }

        if (model is null || model.Fields.IsDefaultOrEmpty) { throw new InvalidDataException("This is not a model: it has no fields"); }
        if (model.Version != CurrentVersion) { throw new InvalidDataException($"This model is of version {model.Version}; version {CurrentVersion} is read. Train it again"); }
        var chosen = ImmutableArray.CreateBuilder<FieldWeights>();
        foreach (var field in layout.Fields)
        {
            var weights = model.Fields.FirstOrDefault(f => f.Name == field.Name)
                ?? throw new InvalidDataException($"The model has no field \"{field.Name}\". It has: {string.Join(", ", model.Fields.Select(f => f.Name))}");
            if (weights.Kind != field.Kind || weights.Weights.Length != Levels.Of(field.Kind).Length || weights.Rarity.Length != weights.Weights.Length)
            {
                throw new InvalidDataException($"The model's field \"{field.Name}\" is of another kind, or has another number of levels");
            }

            chosen.Add(weights);
        }

        return model with { Fields = chosen.DrainToImmutable() };
    }
}
