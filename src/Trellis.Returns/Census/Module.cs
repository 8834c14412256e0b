using System.Collections.Frozen;

namespace Trellis.Returns.Census;

/// <summary>One kind of group in a census: its element, and what may stand in it, in the order of the department's schema.</summary>
public sealed class Module
{
    private readonly FrozenDictionary<string, Item> items;

    /// <param name="element">As the schema spells it.</param>
    /// <param name="items">In the schema's order.</param>
    internal Module(string element, params Item[] items)
    {
        Element = element;
        Items = items;
        var index = 0;
        foreach (var item in items) { item.Index = item.Kind is ItemKind.Text or ItemKind.Day ? index++ : -1; }
        FieldCount = index;
        List = items.FirstOrDefault(i => i.Kind is ItemKind.List);
        this.items = items.ToFrozenDictionary(i => i.Element, StringComparer.OrdinalIgnoreCase);
    }

    public string Element { get; }

    public IReadOnlyList<Item> Items { get; }

    /// <summary>How many single values a record of this kind has.</summary>
    public int FieldCount { get; }

    /// <summary>What it has many of, if anything: disabilities, factors.</summary>
    public Item? List { get; }

    /// <summary>Elements are found in any case: systems write both CINplanDates and CINPlanDates.</summary>
    public Item? Find(string element) => items.GetValueOrDefault(element);

    public override string ToString() => Element;
}

public enum ItemKind
{
    Text,
    Day,

    /// <summary>A container of one repeated value.</summary>
    List,

    /// <summary>A group of its own, once or many times.</summary>
    Group,
}

/// <summary>One thing that may stand in a <see cref="Module"/>.</summary>
/// <param name="Element">Of the value, of the container of a list, or of the group.</param>
/// <param name="Each">Of each value of a list.</param>
/// <param name="Module">Of a group.</param>
public sealed record Item(ItemKind Kind, string Element, string? Each = null, Module? Module = null)
{
    /// <summary>Where a single value stands in its record; -1 for the rest.</summary>
    public int Index { get; internal set; } = -1;

    internal static Item Text(string element) => new(ItemKind.Text, element);

    internal static Item Day(string element) => new(ItemKind.Day, element);

    internal static Item List(string element, string each) => new(ItemKind.List, element, each);

    internal static Item Group(Module module) => new(ItemKind.Group, module.Element, Module: module);
}
