namespace ZenML.Formats.Dotenv;

/// <summary>A backslash and a character in quotes, read as most of docker compose, node's dotenv and python-dotenv do.</summary>
internal static class DotenvEscape
{
    /// <summary>Returns what an escape stands for.</summary>
    /// <param name="quote">The quote around the value.</param>
    /// <param name="escaped">The character after the backslash.</param>
    /// <param name="differs">Set if one of the programs reads something else.</param>
    public static string Decode(char quote, char escaped, ref bool differs)
    {
        var asWritten = $"\\{escaped}";
        var (value, isAgreed) = quote == '\''
            ? escaped switch
            {
                // Node keeps the backslash.
                '\'' => ("'", false),

                // Python reads one backslash.
                '\\' => (asWritten, false),
                _ => (asWritten, true),
            }
            : escaped switch
            {
                'n' => ("\n", true),
                'r' => ("\r", true),

                // Node keeps these.
                '"' => ("\"", false),
                '\\' => ("\\", false),
                't' => ("\t", false),
                'a' => ("\a", false),
                'b' => ("\b", false),
                'f' => ("\f", false),
                'v' => ("\v", false),

                // Python decodes the first one, docker compose the others.
                '\'' or '$' or '0' => (asWritten, false),
                _ => (asWritten, true),
            };
        differs |= !isAgreed;
        return value;
    }
}
