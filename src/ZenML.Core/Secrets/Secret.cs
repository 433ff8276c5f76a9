using ZenML.Core.Resources;

namespace ZenML.Core.Secrets;

/// <summary>A secret with its values.</summary>
/// <param name="Info">All but the values.</param>
/// <param name="Values">The keys and their values.</param>
public sealed record Secret(SecretInfo Info, SecretValues Values)
{
    /// <summary>
    /// The keys and their values. Those of keys that are marked as not secret have <see cref="SensitiveString.IsPlain"/>.
    /// </summary>
    public SecretValues Values { get; init; } = Info.Details.Mark(Values);

    /// <summary>The identity.</summary>
    public Id<Secret> Id => Info.Id;

    /// <summary>The name.</summary>
    public string Name => Info.Name.Value;

    /// <summary>The value of a key.</summary>
    /// <exception cref="Errors.ZenException">There is no such key.</exception>
    public SensitiveString this[string key] => Values.TryGetValue(key, out var value)
        ? value
        : throw new Errors.ZenException(Errors.ErrorCode.NotFound, $"The secret '{Name}' has no key '{key}'.");

    /// <summary>The name and the number of keys, never a value.</summary>
    public override string ToString() => $"{Name} ({Values})";
}
