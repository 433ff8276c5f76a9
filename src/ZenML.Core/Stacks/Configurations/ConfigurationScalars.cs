using ZenML.Core.Secrets;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>A text. It may be a secret reference.</summary>
public sealed record ConfigurationText(string Text) : ConfigurationValue;

/// <summary>A number, as its digits were written.</summary>
/// <param name="Digits">A number in JSON's notation.</param>
public sealed record ConfigurationNumber(string Digits) : ConfigurationValue;

/// <summary>True or false.</summary>
public sealed record ConfigurationBoolean(bool Value) : ConfigurationValue;

/// <summary>Explicitly nothing.</summary>
public sealed record ConfigurationNull : ConfigurationValue;

/// <summary>
/// A plain-text value in an attribute that the flavor calls sensitive, or an address with a password in it. Stored encrypted,
/// shown as a mask.
/// </summary>
/// <param name="Value">The value, or null where it was not asked for: lists and descriptions do not decrypt.</param>
public sealed record ConfigurationSensitive(SensitiveString? Value) : ConfigurationValue
{
    /// <summary>What is shown of the value: <c>***</c>, or an address such as <c>http://user:***@host</c>.</summary>
    public string DisplayText { get; init; } = SensitiveString.Mask;
}
