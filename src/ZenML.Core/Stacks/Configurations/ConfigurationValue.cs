using System.Globalization;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>A value in the configuration of a component or in settings: anything that JSON can represent.</summary>
public abstract record ConfigurationValue
{
    private protected ConfigurationValue()
    {
    }

    /// <summary>Converts a string.</summary>
    public static implicit operator ConfigurationValue(string text) => new ConfigurationText(text);

    /// <summary>Converts a boolean.</summary>
    public static implicit operator ConfigurationValue(bool value) => new ConfigurationBoolean(value);

    /// <summary>Converts an integer.</summary>
    public static implicit operator ConfigurationValue(long number) =>
        new ConfigurationNumber(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Converts a number.</summary>
    public static implicit operator ConfigurationValue(double number) =>
        new ConfigurationNumber(number.ToString("R", CultureInfo.InvariantCulture));
}
