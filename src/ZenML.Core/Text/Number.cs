using System.Globalization;

namespace ZenML.Core.Text;

/// <summary>Counts with a noun, for messages.</summary>
public static class Number
{
    /// <summary>Returns <c>1 secret</c> or <c>2 secrets</c>.</summary>
    public static string Of(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
