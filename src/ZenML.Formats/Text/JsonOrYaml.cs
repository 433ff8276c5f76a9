using System.Text.RegularExpressions;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Text;

/// <summary>
/// Reads a document in JSON or YAML. A document that starts like JSON is read only as JSON, because a YAML parser would
/// accept most JSON errors and read different values.
/// </summary>
internal static partial class JsonOrYaml
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="keepText">
    /// Whether all YAML scalars are strings, as in <see cref="YamlReader.Read"/>. JSON has explicit types.
    /// </param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the document is neither, or looks like a dotenv file. The message
    /// never quotes the document.
    /// </exception>
    public static ConfigurationValue Read(string text, bool keepText = false)
    {
        var document = DocumentText.Check(text);
        if (JsonReader.TryRead(document, out var value, out var error))
        {
            return value;
        }

        if (JsonBeginning.IsMatch(document))
        {
            throw DocumentText.Error($"The document starts like JSON but is not valid JSON ({error}).{JsonReader.Hint(document):raw}");
        }

        if (DotenvBeginning.Match(document) is { Success: true } assignment)
        {
            var line = 1 + document.AsSpan(0, assignment.Groups["key"].Index).Count('\n');
            throw DocumentText.Error(
                $"The document looks like a dotenv file: line {line} is KEY=VALUE. Use YAML (KEY: VALUE) or JSON here; "
                + $"'zenml secret import' reads dotenv files.");
        }

        return YamlReader.Read(document, keepText);
    }

    /// <summary>Whether a document is neither JSON nor YAML but begins like a dotenv file.</summary>
    /// <param name="document">The document, from <see cref="DocumentText.Check(string)"/>.</param>
    public static bool IsDotenv(string document) => !JsonBeginning.IsMatch(document) && DotenvBeginning.IsMatch(document);

    /// <summary>
    /// Brackets, followed by a quoted string or nothing. YAML starts differently: <c>{a: b}</c>, <c>[a]</c>, <c>"a":
    /// b</c>.
    /// </summary>
    [GeneratedRegex("""\A\s*[\[{][\[{\s]*["\]}]""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex JsonBeginning { get; }

    /// <summary>A first line with an assignment, after blank lines and comments.</summary>
    [GeneratedRegex(
        """\A(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:export[ \t]+|set[ \t]+)?(?<key>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*\+?=""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DotenvBeginning { get; }
}
