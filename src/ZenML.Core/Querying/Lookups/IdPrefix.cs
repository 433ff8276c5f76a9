namespace ZenML.Core.Querying.Lookups;

/// <summary>The prefix of an id, with or without dashes.</summary>
public static class IdPrefix
{
    /// <summary>
    /// Parses the prefix of an id: hexadecimal digits, without dashes or with dashes exactly where an id has them.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="digits">The digits in lower case, without dashes.</param>
    /// <returns>Whether <paramref name="text"/> can be the prefix of an id.</returns>
    public static bool TryParse(string text, out string digits)
    {
        digits = "";
        var dashed = text.Contains('-');
        if (text.Length is 0 or > 36 || (!dashed && text.Length > 32))
        {
            return false;
        }

        for (var index = 0; index < text.Length; index++)
        {
            var dashBelongsHere = dashed && index is (8 or 13 or 18 or 23);
            if (dashBelongsHere ? text[index] != '-' : !char.IsAsciiHexDigit(text[index]))
            {
                return false;
            }
        }

        digits = text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return true;
    }
}
