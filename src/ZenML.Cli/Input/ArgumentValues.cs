using System.Text;
using ZenML.Core.Errors;

namespace ZenML.Cli.Input;

/// <summary>
/// Values on a command line: <c>@path</c> is the text of a file, <c>@-</c> that of standard input, <c>@@text</c> is
/// <c>@text</c>. Use one instance for each command line, since standard input can be read only once.
/// </summary>
internal sealed class ArgumentValues(CliEnvironment environment)
{
    /// <summary>The maximum size of a file in bytes.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private bool inputIsRead;

    /// <summary>Expands a value.</summary>
    /// <param name="name">What the value is for, as messages call it.</param>
    /// <param name="text">The value as written.</param>
    /// <exception cref="ZenException">
    /// The file cannot be read, is too large, or is not UTF-8. The message does not contain the path, because it could
    /// be part of a password.
    /// </exception>
    public string Expand(string name, string text) => text switch
    {
        ['@', '@', ..] => text[1..],
        ['@', .. var path] => ReadFile(
            name, path, MessageText.Of($"'{name}' from the file named after the @"), " For a value that starts with @, write @@."),
        _ => text,
    };

    /// <summary>
    /// Reads a file: a path, or - for standard input. A leading @ is ignored.
    /// </summary>
    /// <param name="name">What the file is for, as messages call it.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="ZenException">As in <see cref="Expand"/>, but the message has the path.</exception>
    public string ReadFile(string name, string path) =>
        ReadFile(name, path.StartsWith('@') ? path[1..] : path, MessageText.Of($"the file '{path}'"), "");

    private string ReadInput(string name, bool isDocument)
    {
        if (inputIsRead)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot read '{name}' from standard input, because another value was read from it. It can be read only once.");
        }

        inputIsRead = true;
        if (environment.Terminal.CanAsk)
        {
            // By default, a terminal shows what is typed.
            var prompt = new Prompt(environment);
            return isDocument ? prompt.AskHiddenLines($"{name}") : prompt.AskHidden($"{name} (not shown)");
        }

        try
        {
            using var input = environment.OpenInput();
            return Read(MessageText.Of($"'{name}' from standard input"), input);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot read '{name}' from standard input: it is closed or unreadable.");
        }
    }

    private string ReadFile(string name, string path, string what, string hint)
    {
        if (path == "-")
        {
            return ReadInput(name, isDocument: hint.Length == 0);
        }

        try
        {
            using var file = File.OpenRead(Path.Combine(environment.WorkingDirectory, path));
            return Read(what, file);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                UnauthorizedAccessException => "it is a folder, or you do not have permission",
                _ => "it is unreadable",
            };
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot read {what:raw}: {reason}.{hint}");
        }
    }

    private static string Read(string what, Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaximumBytes)
            {
                throw new ZenException(ErrorCode.TooLarge,
                    $"Cannot read {what:raw}: it has more than {MaximumBytes} bytes.");
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot read {what:raw}: it is not UTF-8 text. Encode binary data first, for example with base64.");
        }
    }
}
