namespace ZenML.Server.Http.Parsing;

/// <summary>Parses the contract's words for true and false.</summary>
internal static class WireBoolean
{
    public static bool TryParse(string text, out bool value)
    {
        var word = text.ToLowerInvariant();
        value = word is "1" or "on" or "t" or "true" or "y" or "yes";
        return value || word is "0" or "off" or "f" or "false" or "n" or "no";
    }
}
