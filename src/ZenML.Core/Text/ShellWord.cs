namespace ZenML.Core.Text;

/// <summary>Quotes arguments of commands that users copy from messages.</summary>
public static class ShellWord
{
    private const string Plain = "-_./:@%+,";

    /// <summary>Returns the text as one shell word, in single quotes if it needs them.</summary>
    /// <remarks>PowerShell interprets a leading at sign.</remarks>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text[0] != '@'
            && text.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
