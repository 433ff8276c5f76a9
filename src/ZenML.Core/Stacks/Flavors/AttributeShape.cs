using ZenML.Core.Text;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>What an attribute accepts.</summary>
public abstract record AttributeShape
{
    private protected AttributeShape()
    {
    }

    /// <summary>Any text.</summary>
    public sealed record Text : AttributeShape
    {
        /// <summary>The only texts accepted; empty if all are.</summary>
        public IReadOnlyList<string> Choices { get; init; } = [];
    }

    /// <summary>True or false.</summary>
    public sealed record Boolean : AttributeShape;

    /// <summary>A whole number.</summary>
    public sealed record Integer : AttributeShape
    {
        /// <summary>What it must be greater than.</summary>
        public long? ExclusiveMinimum { get; init; }
    }

    /// <summary>A number.</summary>
    public sealed record Number : AttributeShape;

    /// <summary>A map.</summary>
    /// <param name="Values">What each value must be; null for anything.</param>
    public sealed record Map(AttributeShape? Values) : AttributeShape;

    /// <summary>A list.</summary>
    /// <param name="Items">What each item must be; null for anything.</param>
    public sealed record List(AttributeShape? Items) : AttributeShape
    {
        /// <summary>The least number of items.</summary>
        public int? MinimumItems { get; init; }

        /// <summary>The greatest number of items.</summary>
        public int? MaximumItems { get; init; }
    }

    /// <summary>Whatever one of several shapes accepts.</summary>
    /// <param name="Shapes">The shapes.</param>
    public sealed record AnyOf(IReadOnlyList<AttributeShape> Shapes) : AttributeShape;

    /// <summary>Anything.</summary>
    public sealed record Any : AttributeShape;
}
