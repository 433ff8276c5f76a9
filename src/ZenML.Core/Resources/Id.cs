using System.Diagnostics.CodeAnalysis;

namespace ZenML.Core.Resources;

/// <summary>The identity of one resource. The type parameter keeps ids of different resources apart at compile time.</summary>
/// <typeparam name="TResource">The resource that the id names.</typeparam>
/// <param name="Value">The UUID, version 4 for ids made here.</param>
public readonly record struct Id<TResource>(Guid Value)
{
    /// <summary>A fresh random id.</summary>
    public static Id<TResource> New() => new(Guid.NewGuid());

    /// <summary>Reads the dashed form or 32 hexadecimal digits, in either case.</summary>
    /// <returns>Whether <paramref name="text"/> is a complete id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Id<TResource> id)
    {
        var complete = Guid.TryParseExact(text, "D", out var value) || Guid.TryParseExact(text, "N", out value);
        id = new Id<TResource>(value);
        return complete;
    }

    /// <summary>The dashed form in lower case.</summary>
    public override string ToString() => Value.ToString("D");
}
