using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml up</c>.</summary>
internal sealed class UpCommand : BaseCommand
{
    /// <remarks>
    /// A server that cannot start exits by itself; this limit is for one that hangs. A busy machine, or a new version
    /// with a large migration, needs time.
    /// </remarks>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    private readonly Option<string?> urls = ServerArguments.Urls();
    private readonly Option<string?> configuration = ServerArguments.Configuration();
    private readonly Option<string?> password = FirstPassword.Option();
    private readonly Option<bool> allowEmpty = FirstPassword.AllowEmpty();
    private readonly Option<bool> reset = FirstPassword.Reset();

    public UpCommand(CliContext context)
        : base(context, "up", Example.Of(
            "Run a server in the background on this machine, and print its URL and how to log in. It serves the "
                + "local store, or the database in ZENML_STORE_URL.",
            "zenml up",
            "zenml up --urls http://127.0.0.1:9000 --password @password.txt",
            "zenml up --reset-password"))
    {
        Define(urls, configuration, password, allowEmpty, reset);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = Context.ClientOptions.GetConfigPath();
        var settingsPath = result.GetValue(configuration) ?? Context.Environment.Variable("ZENML_SERVER_CONFIG");
        var settingsFile = new ServerSettingsFile(Context.Environment, settingsPath);
        var url = ReachableFromHere(FindUrl(result.GetValue(urls), settingsFile));
        var server = new BackgroundServer(folder);
        server.EnsurePrivateFolder();
        using var turn = await BackgroundServerLock.TakeAsync(server, Context.Writer.Say, cancellationToken);
        if (server.Find() is { } running)
        {
            using (running)
            {
                return SayAlreadyRunning(result, server, url, running.Id);
            }
        }

        await EnsureFreeAsync(url, cancellationToken);
        var program = ServerProgram.Find(Context.Environment);
        if (result.GetValue(allowEmpty) && result.GetValue(reset))
        {
            throw new UsageException("Use either --allow-empty-password or --reset-password, not both.");
        }

        var first = await FirstPassword.ChooseAsync(
            Context, folder, result.GetValue(password), result.GetValue(allowEmpty), settingsFile, cancellationToken);
        var environment = new ServerEnvironment(Context.Environment.Variables());
        var arguments = ServerArguments.Build(
            result.GetValue(urls), result.GetValue(configuration), result.GetValue(allowEmpty), result.GetValue(reset));
        var report = await Context.Progress.ShowAsync("Starting the server", () => server.StartAsync(
            program, url, arguments, environment.Visible, environment.Private(folder, first.Value), LongestStart, cancellationToken));
        Context.Writer.WriteLine(url);
        SayHowToLogIn(url, report, first);
        return ExitCodes.Success;
    }

    /// <summary>The first address that the server will listen on.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the system would choose the port, or the settings file is unreadable.
    /// </exception>
    private string FindUrl(string? given, ServerSettingsFile settingsFile)
    {
        try
        {
            var all = ServerArguments.SplitUrls(
                given
                ?? Context.Environment.Variable(ServerArguments.UrlsVariable)
                ?? settingsFile.Find(ServerArguments.UrlsVariable)
                ?? ServerArguments.DefaultUrl);
            return all.Any(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Port == 0)
                ? throw new UsageException(
                    "Port 0 lets the system choose a port, which 'zenml up' would not know. Nothing was started. "
                        + "Choose one, as in zenml up --urls http://127.0.0.1:9000, or run 'zenml serve', which "
                        + "accepts port 0 and logs the chosen port.")
                : all.FirstOrDefault("");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot read the file with the server's settings: {Sentence.End(exception.Message)}", exception);
        }
    }

    /// <summary>The address to connect to from this machine: a wildcard address cannot be connected to.</summary>
    private static string ReachableFromHere(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host is "0.0.0.0" or "[::]"
            ? new UriBuilder(address) { Host = address.Host == "[::]" ? "::1" : "127.0.0.1" }.Uri.GetLeftPart(UriPartial.Authority)
            : url;

    /// <remarks>A script can run the command again. What a running server cannot take over is an error.</remarks>
    private int SayAlreadyRunning(ParseResult result, BackgroundServer server, string url, int process)
    {
        var used = server.FindUrl();
        var isSame = used is not null && Uri.TryCreate(url, UriKind.Absolute, out var wanted)
            && wanted.GetLeftPart(UriPartial.Authority) == used;
        if (!isSame || result.GetValue(allowEmpty) || result.GetValue(reset) || result.GetValue(configuration) is not null
            || result.GetValue(password) is not null)
        {
            var place = used is null ? "" : MessageText.Of($" at {used}");
            throw new ZenException(
                ErrorCode.NotAllowed, $"A server is already running{place:raw} (process {process}). To stop it: zenml down");
        }

        Context.Writer.WriteLine(url);
        Context.Writer.Say($"The server is already running at {used} (process {process}). To stop it: zenml down");
        return ExitCodes.Success;
    }

    private static async Task EnsureFreeAsync(string url, CancellationToken cancellationToken)
    {
        if (await PortProbe.IsTakenAsync(url, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"Another program is already listening at {url}. To use another address: zenml up --urls URL");
        }
    }

    private void SayHowToLogIn(string url, StartReport report, FirstPassword first)
    {
        var user = report.User;
        var connect = $"zenml connect --url {ShellWord.Quote(url)} --username {ShellWord.Quote(user)}";
        if (first.Made is { } file && report.Password == FirstPasswordState.Accepted)
        {
            var exposure = file.DescribeExposure();
            Context.Writer.Say($"The server is running in the background. The password generated for '{user}' is in "
                + $"'{file.Location}'{(exposure is null ? ", which only you can read" : "")}. To use the server:");
            Context.Writer.Say($"  {connect} --password {ShellWord.Quote($"@{file.Location}")}");
            Context.Writer.Say("To stop it: zenml down");
            if (exposure is not null)
            {
                Context.Writer.Warn($"{exposure} Then change the password: zenml user change-password");
            }

            return;
        }

        // Delete the password only now that the store itself has said that it is not used.
        if (first is { Made: { } made, IsNew: true } && report.Password == FirstPasswordState.Unused)
        {
            made.Forget();
        }

        if (first is { Made: null, Value: not null } && report.Password == FirstPasswordState.Unused)
        {
            Context.Writer.Warn($"'{user}' already has another password, so the given one was not used. To change it: "
                + $"zenml connect, then zenml user change-password. To set it without the old one: zenml down, then zenml up "
                + $"--reset-password --password @-");
        }

        Context.Writer.Say(first.Made is null
            ? "The server is running in the background. To use it:"
            : MessageText.Of(
                $"The server is running in the background. '{user}' already has a password. To use the server:"));
        Context.Writer.Say($"  {connect}");
        Context.Writer.Say("To stop it: zenml down");
        if (first.Made is not null)
        {
            Context.Writer.Say("If nobody knows the password: zenml down, then zenml up --reset-password");
        }
    }
}
