using ZenML.Cli.Input;
using ZenML.Cli.Input.Editing;
using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Client.Local;
using ZenML.Core.Errors;

namespace ZenML.Cli;

/// <summary>What every command is given.</summary>
internal sealed class CliContext : IAsyncDisposable
{
    private readonly CliEnvironment environment;
    private ZenClient? client;

    /// <summary>Gives a command the process.</summary>
    public CliContext(CliEnvironment environment)
    {
        this.environment = environment;
        Progress = new Progress(environment);
        Writer = new Writer(environment, Progress);
        Prompt = new Prompt(environment);
        Values = new ArgumentValues(environment);
    }

    /// <summary>The process.</summary>
    public CliEnvironment Environment => environment;

    /// <summary>Shows that a command still works.</summary>
    public Progress Progress { get; }

    /// <summary>Writes data and messages.</summary>
    public Writer Writer { get; }

    /// <summary>Asks questions on the terminal.</summary>
    public Prompt Prompt { get; }

    /// <summary>Reads values from files and standard input.</summary>
    public ArgumentValues Values { get; }

    /// <summary>The store. It is opened on first use, so that help never waits for it.</summary>
    public ZenClient Client => client ??= OpenClient();

    /// <summary>The options that the store is opened with.</summary>
    public ZenClientOptions ClientOptions => new()
    {
        ConfigPath = environment.Variable("ZENML_CONFIG_PATH"),
        EncryptionKey = environment.Variable("ZENML_SECRETS_STORE_ENCRYPTION_KEY"),
        OnWarning = Writer.Warn,
    };

    /// <summary>Whether this command opened the local store in a job of CI, which was probably meant for a server.</summary>
    public bool IsUnselectedInCi()
    {
        try
        {
            return environment.Variable("CI") is not (null or "" or "false" or "0") && client is not null
                && LocalStore.ReadSettings(ClientOptions) is null;
        }
        catch (ZenException)
        {
            return false;
        }
    }

    /// <summary>
    /// Returns the address of the server that commands use; null for the local store, and if the settings cannot be read.
    /// </summary>
    /// <remarks>For hints after the work: settings that cannot be read are an error of the next command.</remarks>
    public string? FindServer()
    {
        try
        {
            return LocalStore.ReadSettings(ClientOptions);
        }
        catch (ZenException)
        {
            return null;
        }
    }

    /// <summary>Prompts for a value without showing it, until it is valid. An empty answer is valid.</summary>
    /// <param name="name">What the value is for, as messages call it.</param>
    /// <param name="question">The question.</param>
    /// <param name="trims">As in <see cref="ReadValue"/>.</param>
    public string AskValue(string name, MessageText question, bool? trims = null)
    {
        while (true)
        {
            try
            {
                return ReadValue(name, Prompt.AskHidden($"{question.ToString():raw} (@path reads a file, @@ is a literal @)"), trims);
            }
            catch (ZenException exception) when (exception.Code is ErrorCode.InvalidArgument or ErrorCode.TooLarge)
            {
                Writer.Warn(exception.Message);
            }
        }
    }

    /// <summary>Expands a value as <see cref="ArgumentValues.Expand"/> does. Warns of a line break that was probably not meant.</summary>
    /// <param name="name">What the value is for, as messages call it.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="trims">
    /// Whether to remove one line break from the end of a value that is read; null if the command has no option for that.
    /// </param>
    public string ReadValue(string name, string text, bool? trims = null)
    {
        var value = Values.Expand(name, text);
        if (text is not ['@', not '@', ..])
        {
            return value;
        }

        if (trims == true)
        {
            return value.EndsWith("\r\n", StringComparison.Ordinal) ? value[..^2] : value.EndsWith('\n') ? value[..^1] : value;
        }

        if (EndsWithItsOnlyLineBreak(value))
        {
            var hint = trims is not null ? "use --trim"
                : text == "@-" ? "use printf instead of echo"
                : "pipe the file through tr -d '\\n' and read it with @-";
            Writer.Warn($"The value of '{name}' ends with a line break, which is part of it. To leave it out, {hint}.");
        }

        return value;
    }

    private static bool EndsWithItsOnlyLineBreak(string value) =>
        value.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end && end == value.Length - 1;

    /// <summary>Writes a text to a file that only its owner can read, or, for <c>-</c>, to standard output.</summary>
    /// <returns>Whether it was a file.</returns>
    /// <exception cref="ZenException">As in <see cref="PrivateFile.WriteAsync"/>.</exception>
    public async Task<bool> ExportAsync(string path, string text, bool overwrite, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            await environment.Out.WriteAsync(text.AsMemory(), cancellationToken);
            return false;
        }

        await PrivateFile.WriteAsync(environment, path, text, overwrite, cancellationToken);
        return true;
    }

    /// <summary>Closes the store before the end of the command. Another use opens it again.</summary>
    public async ValueTask CloseClientAsync()
    {
        await DisposeAsync();
        client = null;
    }

    /// <remarks>A killed 'secret edit' leaves its folder behind.</remarks>
    private ZenClient OpenClient()
    {
        EditingFolder.SweepUsual(environment);
        return ZenClient.Open(ClientOptions);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => client?.DisposeAsync() ?? ValueTask.CompletedTask;
}
