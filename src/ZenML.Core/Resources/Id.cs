using System.Diagnostics.CodeAnalysis;

namespace ZenML.Core.Resources;

/// <summary>The id of a resource. The type parameter prevents mixing ids of different resources.</summary>
/// <typeparam name="TResource">The type of the resource.</typeparam>
/// <param name="Value">The UUID; version 4 for new ids.</param>
public readonly record struct Id<TResource>(Guid Value)
{
    /// <summary>Creates a random id.</summary>
    public static Id<TResource> New() => new(Guid.NewGuid());

    /// <summary>Parses a UUID with or without dashes, in upper or lower case.</summary>
    /// <returns>Whether <paramref name="text"/> is a complete id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Id<TResource> id)
    {
        var complete = Guid.TryParseExact(text, "D", out var value) || Guid.TryParseExact(text, "N", out value);
        id = new Id<TResource>(value);
        return complete;
    }

    /// <summary>Returns the UUID with dashes in lower case.</summary>
    public override string ToString() => Value.ToString("D");
}
