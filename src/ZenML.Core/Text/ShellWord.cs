namespace ZenML.Core.Text;

/// <summary>Texts as words of a command line, for commands that messages show to be copied.</summary>
public static class ShellWord
{
    private const string Plain = "-_./:@%+,";

    /// <summary>The text as one word: as it is where a shell takes it so, else in single quotes. PowerShell gives a meaning to an at sign at the beginning.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text[0] != '@' && text.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
