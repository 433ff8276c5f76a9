using System.Globalization;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>A value in the configuration of a component or in settings: a tree of maps and lists over scalars, equal to what JSON can say.</summary>
public abstract record ConfigurationValue
{
    private protected ConfigurationValue()
    {
    }

    /// <summary>Wraps a text.</summary>
    public static implicit operator ConfigurationValue(string text) => new ConfigurationText(text);

    /// <summary>Wraps a truth value.</summary>
    public static implicit operator ConfigurationValue(bool value) => new ConfigurationBoolean(value);

    /// <summary>Wraps a whole number.</summary>
    public static implicit operator ConfigurationValue(long number) => new ConfigurationNumber(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Wraps a number.</summary>
    public static implicit operator ConfigurationValue(double number) => new ConfigurationNumber(number.ToString("R", CultureInfo.InvariantCulture));
}
