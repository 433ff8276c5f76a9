namespace ZenML.Core.Stacks.Flavors;

/// <summary>The type of the values that an attribute accepts.</summary>
public abstract record AttributeShape
{
    private protected AttributeShape()
    {
    }

    /// <summary>A string.</summary>
    public sealed record Text : AttributeShape
    {
        /// <summary>The allowed strings; empty if any string is allowed.</summary>
        public IReadOnlyList<string> Choices { get; init; } = [];
    }

    /// <summary>True or false.</summary>
    public sealed record Boolean : AttributeShape;

    /// <summary>A whole number.</summary>
    public sealed record Integer : AttributeShape
    {
        /// <summary>The exclusive lower bound.</summary>
        public long? ExclusiveMinimum { get; init; }
    }

    /// <summary>A number.</summary>
    public sealed record Number : AttributeShape;

    /// <summary>A map.</summary>
    /// <param name="Values">The shape of the values; null for any.</param>
    public sealed record Map(AttributeShape? Values) : AttributeShape;

    /// <summary>A list.</summary>
    /// <param name="Items">The shape of the items; null for any.</param>
    public sealed record List(AttributeShape? Items) : AttributeShape
    {
        /// <summary>The minimum number of items.</summary>
        public int? MinimumItems { get; init; }

        /// <summary>The maximum number of items.</summary>
        public int? MaximumItems { get; init; }
    }

    /// <summary>A union of shapes.</summary>
    /// <param name="Shapes">The shapes.</param>
    public sealed record AnyOf(IReadOnlyList<AttributeShape> Shapes) : AttributeShape;

    /// <summary>Any value.</summary>
    public sealed record Any : AttributeShape;
}
