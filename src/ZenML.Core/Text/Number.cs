using System.Globalization;

namespace ZenML.Core.Text;

/// <summary>Numbers of things in messages.</summary>
public static class Number
{
    /// <summary><c>1 secret</c>, <c>2 secrets</c>.</summary>
    public static string Of(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
