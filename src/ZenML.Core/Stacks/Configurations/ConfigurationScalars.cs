using ZenML.Core.Secrets;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>A string. It can be a secret reference.</summary>
public sealed record ConfigurationText(string Text) : ConfigurationValue;

/// <summary>A number in its original notation.</summary>
/// <param name="Digits">The number in JSON notation.</param>
public sealed record ConfigurationNumber(string Digits) : ConfigurationValue;

/// <summary>A boolean.</summary>
public sealed record ConfigurationBoolean(bool Value) : ConfigurationValue;

/// <summary>An explicit null.</summary>
public sealed record ConfigurationNull : ConfigurationValue;

/// <summary>
/// A plain-text value in an attribute that the flavor declares sensitive, or an address with a password in it. It is
/// stored encrypted and displayed masked.
/// </summary>
/// <param name="Value">The value; null if it was not requested, as in lists.</param>
public sealed record ConfigurationSensitive(SensitiveString? Value) : ConfigurationValue
{
    /// <summary>The masked value: <c>***</c>, or an address such as <c>http://user:***@host</c>.</summary>
    public string DisplayText { get; init; } = SensitiveString.Mask;
}
