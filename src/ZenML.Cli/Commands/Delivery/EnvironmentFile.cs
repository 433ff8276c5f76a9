using ZenML.Core.Errors;
using ZenML.Formats.Dotenv;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Reads a file of variables. Its grammar is that of <see cref="DotenvDocument"/>, as for <c>zenml secret import</c>.</summary>
internal static class EnvironmentFile
{
    /// <summary>Reads all variables, in the order of the file.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="warn">Is told what other programs read differently.</param>
    /// <exception cref="ZenException">
    /// The text is no file of variables, or a key is not the name of a variable. The message has the lines and never a value.
    /// </exception>
    public static IReadOnlyList<EnvironmentLine> Read(string text, string file, Action<string> warn)
    {
        var document = Parse(text, file);
        string[] mistakes =
        [
            .. document.Values.Keys.Where(key => !VariableName.IsValid(key)).Select(key => MessageText.Of(
                $"  line {document.Lines[key]}: '{key}' is no variable. Use letters, digits and underscores.")),
        ];
        if (mistakes.Length > 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, string.Join(Environment.NewLine, [MessageText.Of($"{Introduction(file):raw}:"), .. mistakes]));
        }

        foreach (var warning in document.Warnings)
        {
            warn(MessageText.Of($"In '{file}': {warning:raw}"));
        }

        return [.. document.Values.Select(pair => new EnvironmentLine(pair.Key, pair.Value.Reveal(), document.Lines[pair.Key]))];
    }

    private static DotenvDocument Parse(string text, string file)
    {
        try
        {
            return DotenvDocument.ParseAny(text);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.InvalidArgument)
        {
            throw new ZenException(ErrorCode.InvalidArgument, MessageText.Of($"{Introduction(file):raw}: {exception.Message:raw}"));
        }
    }

    private static string Introduction(string file) => MessageText.Of($"Cannot read the variables in '{file}'");
}
