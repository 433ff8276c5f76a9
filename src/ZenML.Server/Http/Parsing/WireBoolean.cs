namespace ZenML.Server.Http.Parsing;

/// <summary>The words for yes and no that the contract knows.</summary>
internal static class WireBoolean
{
    public static bool TryParse(string text, out bool value)
    {
        var word = text.ToLowerInvariant();
        value = word is "1" or "on" or "t" or "true" or "y" or "yes";
        return value || word is "0" or "off" or "f" or "false" or "n" or "no";
    }
}
