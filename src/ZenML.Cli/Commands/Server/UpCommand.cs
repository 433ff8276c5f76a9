using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml up</c>.</summary>
internal sealed class UpCommand : Command
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Option<string?> urls = ServerArguments.Urls();
    private readonly Option<string?> configuration = ServerArguments.Configuration();
    private readonly Option<string?> password = FirstPassword.Option();
    private readonly Option<bool> allowEmpty = FirstPassword.AllowEmpty();
    private readonly CliContext context;

    public UpCommand(CliContext context)
        : base("up", Example.Of(
            "Run a server in the background of this machine and say where it is and how to log in. It serves the local store, or the database that ZENML_STORE_URL names.",
            "zenml up",
            "zenml up --urls http://127.0.0.1:9000 --password @password.txt"))
    {
        this.context = context;
        foreach (var option in new Option[] { urls, configuration, password, allowEmpty })
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = context.ClientOptions.GetConfigPath();
        var settingsFile = new ServerSettingsFile(context.Environment, result.GetValue(configuration) ?? context.Environment.Variable("ZENML_SERVER_CONFIG"));
        var url = ReachableFromHere(FindUrl(result.GetValue(urls), settingsFile));
        var server = new BackgroundServer(folder);
        using var turn = await BackgroundServerLock.TakeAsync(server, context.Writer.Say, cancellationToken);
        await EnsureFreeAsync(server, url, cancellationToken);
        var program = ServerProgram.Find(context.Environment);
        var first = await FirstPassword.ChooseAsync(context, folder, result.GetValue(password), result.GetValue(allowEmpty), settingsFile, cancellationToken);
        var arguments = ServerArguments.Build(result.GetValue(urls), result.GetValue(configuration), result.GetValue(allowEmpty));
        using var process = server.Start(program, arguments, Variables(first));
        if (!await ZenServer.WaitUntilHealthyAsync(url, LongestStart, () => !process.HasExited, cancellationToken))
        {
            var ended = process.HasExited;
            if (!ended)
            {
                await server.StopAsync(process, TimeSpan.FromSeconds(5), cancellationToken);
            }

            server.Forget();
            throw NotStarted(server, ended);
        }

        context.Writer.WriteLine(url);
        var user = context.Environment.Variable("ZENML_DEFAULT_USER_NAME") ?? settingsFile.Find("ZENML_DEFAULT_USER_NAME") ?? "default";
        await SayHowToLogInAsync(url, user, first, cancellationToken);
        return ExitCodes.Success;
    }

    private static ZenException NotStarted(BackgroundServer server, bool ended)
    {
        var end = server.ReadEndOfLog();
        return new ZenException(ErrorCode.StoreUnavailable,
            $"The server {(ended ? "ended at once" : "did not answer in time")}. Its log is '{server.LogFile}'{(end.Count > 0 ? $" and ends with:{Environment.NewLine}{string.Join(Environment.NewLine, end)}" : "; it wrote nothing there.")}");
    }

    /// <summary>The first address that the server will listen at.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the system would choose a port, or the settings file cannot be read.</exception>
    private string FindUrl(string? given, ServerSettingsFile settingsFile)
    {
        try
        {
            var all = ServerArguments.SplitUrls(given ?? context.Environment.Variable(ServerArguments.UrlsVariable) ?? settingsFile.Find(ServerArguments.UrlsVariable) ?? ServerArguments.DefaultUrl);
            return all.Any(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Port == 0)
                ? throw new ZenException(ErrorCode.InvalidArgument,
                    "Port 0 has the system choose a port, which 'zenml up' does not know. Nothing was started. Name one, as in zenml up --urls http://127.0.0.1:9000; 'zenml serve' takes port 0 and logs what it became.")
                : all.FirstOrDefault("");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The file with the server's settings cannot be read: {Sentence.End(exception.Message)}", exception);
        }
    }

    /// <summary>The address under which this machine reaches the server: an address that stands for all of its networks is none to connect to.</summary>
    private static string ReachableFromHere(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host is "0.0.0.0" or "[::]"
        ? new UriBuilder(address) { Host = address.Host == "[::]" ? "::1" : "127.0.0.1" }.Uri.GetLeftPart(UriPartial.Authority)
        : url;

    private static async Task EnsureFreeAsync(BackgroundServer server, string url, CancellationToken cancellationToken)
    {
        if (server.Find() is { } running)
        {
            using (running)
            {
                throw new ZenException(ErrorCode.NotAllowed, $"A server runs already, as process {running.Id}. To stop it: zenml down");
            }
        }

        if (await ZenServer.WaitUntilHealthyAsync(url, TimeSpan.FromMilliseconds(1), () => true, cancellationToken))
        {
            throw new ZenException(ErrorCode.NotAllowed, $"Something else answers at {url} already. To listen elsewhere: zenml up --urls URL");
        }
    }

    /// <remarks>The environment of a process can be read by its owner alone, its arguments by everyone.</remarks>
    private Dictionary<string, string> Variables(FirstPassword first)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (first.Value is { } value)
        {
            variables[FirstPassword.Variable] = value.Reveal();
        }

        if (context.Environment.Variable(ZenClientOptions.ConfigPathVariable) is { } path)
        {
            variables[ZenClientOptions.ConfigPathVariable] = path;
        }

        return variables;
    }

    private async Task SayHowToLogInAsync(string url, string user, FirstPassword first, CancellationToken cancellationToken)
    {
        var connect = $"zenml connect --url {ShellWord.Quote(url)} --username {ShellWord.Quote(user)}";
        if (first.Made is not { } file)
        {
            if (first.Value is not null && !await IsTakenAsync(url, user, first, cancellationToken))
            {
                context.Writer.Warn($"'{user}' has another password already; the one that was given was not used. To change it: zenml connect, then zenml user change-password");
            }

            context.Writer.Say("The server runs in the background. To use it:");
            context.Writer.Say($"  {connect}");
            context.Writer.Say("To stop it: zenml down");
        }
        else if (await IsTakenAsync(url, user, first, cancellationToken))
        {
            context.Writer.Say($"The server runs in the background. The password of '{user}' was made for it and lies in '{file.Location}', which you alone can read. To use the server:");
            context.Writer.Say($"  {connect} --password {ShellWord.Quote($"@{file.Location}")}");
            context.Writer.Say("To stop it: zenml down");
        }
        else
        {
            if (first.IsNew)
            {
                file.Forget();
            }

            context.Writer.Say($"The server runs in the background. '{user}' has a password already. To use the server:");
            context.Writer.Say($"  {connect}");
            context.Writer.Say("To stop it: zenml down");
        }
    }

    /// <summary>Whether the account has the password that was given or made, from now or earlier: one that it had before stays.</summary>
    private async Task<bool> IsTakenAsync(string url, string user, FirstPassword first, CancellationToken cancellationToken)
    {
        try
        {
            return await ZenServer.AcceptsAsync(url, user, first.Value!, context.ClientOptions, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.StoreUnavailable)
        {
            // The certificate is from an authority that this command does not know, for example. What was made is kept then.
            return true;
        }
    }
}
