using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using ZenML.Core.Errors;
using ZenML.Formats.Text;

namespace ZenML.Formats.Exporters;

/// <summary>
/// <c>.env</c>: only what docker compose, node's dotenv and python-dotenv read as the same text. None of their quotes can express
/// everything, so each value gets the first form that can, and those come first in which a shell that sources the file runs nothing.
/// </summary>
internal sealed partial class DotenvExporter : SecretExporter
{
    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private static readonly SearchValues<char> SimpleCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/:@%+,=");

    /// <summary>How many keys a warning names.</summary>
    private const int Named = 10;

    /// <summary>What one of the programs decodes after a backslash in double quotes, and the carriage return, which is escaped.</summary>
    private static readonly SearchValues<char> DecodedInDoubleQuotes = SearchValues.Create("\\'\"abcfnrtv$0\r");

    private static readonly SearchValues<char> NeverWithoutQuotes = SearchValues.Create("\r\n#$\u2028\u2029");

    /// <summary>What a shell does not take as it is if it is in no quotes, besides white space.</summary>
    private static readonly SearchValues<char> ShellSyntax = SearchValues.Create(";&|<>()`$'\"\\");

    public override string Format => SecretExporters.Dotenv;

    public override string FileEnding => ".env";

    /// <remarks>Python replaces it whatever the quotes, and no escape prevents that.</remarks>
    [GeneratedRegex(@"\$\{[^}:]*(:-[^}]*)?\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Variable { get; }

    private protected override string? FindProblem(string key, string value) =>
        key.Length == 0 || key.AsSpan().ContainsAnyExcept(KeyCharacters)
            ? "a key can have only ASCII letters, digits, underscores, dots and hyphens."
        : value.Contains('\0') ? "its value has a NUL character."
        : Variable.IsMatch(value) ? "its value has ${...}, which python-dotenv replaces by a variable."
        : FindForm(value) is null ? "its value has a mixture of quotes, backslashes, $ or line breaks that programs read differently."
        : null;

    /// <remarks>
    /// The file is not for shells, but people source it. A shell runs nothing in single quotes, and in double quotes only what is between
    /// backticks or behind a dollar sign.
    /// </remarks>
    private protected override string? FindWarning(IReadOnlyList<KeyValuePair<string, string>> entries)
    {
        var hazards = entries
            .Where(entry => FindForm(entry.Value) is { } form && !(ShellVariable.IsHarmless(entry.Key) && IsHarmless(form)))
            .Select(entry => DocumentText.Quote(entry.Key)).ToArray();
        var more = hazards.Length > Named ? $" and {hazards.Length - Named} more" : "";
        return hazards.Length == 0
            ? null
            : MessageText.Of(
                $"Do not source this file in a shell, which could run values as code or break: {string.Join(", ", hazards.Take(Named)):raw}"
                + $"{more:raw}. For a shell, use the format {SecretExporters.Shell}.");
    }

    private protected override string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in entries)
        {
            text.Append(key).Append('=').Append(FindForm(value)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Whether a shell that assigns what <see cref="FindForm"/> wrote runs nothing.</summary>
    private static bool IsHarmless(string form) => form[0] switch
    {
        '\'' => true,
        '"' => !form.Contains('`', StringComparison.Ordinal),
        _ => !form.AsSpan().ContainsAny(ShellSyntax) && !form.Any(IsStripped),
    };

    private static string? FindForm(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAnyExcept(SimpleCharacters) ? value
        : FitsSingleQuotes(value) ? $"'{value}'"
        : FitsDoubleQuotes(value) ? $"\"{value.Replace("\r", "\\r", StringComparison.Ordinal)}\""
        : FitsNoQuotes(value) ? value
        : null;

    /// <remarks>Python reads two backslashes as one, and before the closing quote a backslash is an escape.</remarks>
    private static bool FitsSingleQuotes(string value) =>
        !value.AsSpan().ContainsAny('\'', '\r') && !value.Contains(@"\\", StringComparison.Ordinal) && !value.EndsWith('\\');

    /// <remarks>Only <c>\n</c> and <c>\r</c> are the same in all programs, and docker compose replaces variables.</remarks>
    private static bool FitsDoubleQuotes(string value)
    {
        if (value.AsSpan().ContainsAny('"', '$') || value.EndsWith('\\'))
        {
            return false;
        }

        for (var index = 0; index < value.Length - 1; index++)
        {
            if (value[index] == '\\' && DecodedInDoubleQuotes.Contains(value[index + 1]))
            {
                return false;
            }
        }

        return true;
    }

    /// <remarks>
    /// Without quotes nothing is decoded, but each program strips its own idea of white space, and node strips quotes after U+2028 and
    /// U+2029.
    /// </remarks>
    private static bool FitsNoQuotes(string value) =>
        value.Length > 0
        && !value.AsSpan().ContainsAny(NeverWithoutQuotes)
        && value[0] is not ('\'' or '"' or '`')
        && !IsStripped(value[0])
        && !IsStripped(value[^1]);

    private static bool IsStripped(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || character == '\uFEFF';
}
