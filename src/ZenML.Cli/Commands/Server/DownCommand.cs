using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml down</c>.</summary>
internal sealed class DownCommand(CliContext context) : BaseCommand(
    context, "down", Example.Of(
        "Stop the background server on this machine. It finishes the requests in flight first.",
        "zenml down"))
{
    /// <summary>Longer than the server waits for requests in progress.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(2);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var server = new BackgroundServer(Context.ClientOptions.GetConfigPath());

        // Without these files no server was ever started, and no folder needs to be created to find that out.
        using var turn = server.IsRemembered || File.Exists(server.LockFile)
            ? await BackgroundServerLock.TakeAsync(server, Context.Writer.Say, cancellationToken)
            : null;
        if (server.Find() is not { } process)
        {
            Context.Writer.Say(server.IsRemembered
                ? MessageText.Of(
                    $"No server is running in the background. The last one exited on its own; its log is '{server.Log.Path}'.")
                : "No server is running in the background.");
            server.Forget();
            return ExitCodes.Success;
        }

        string? url;
        using (process)
        {
            server.Log.Mark();
            if (!await Context.Progress.ShowAsync(
                "Stopping the server", () => BackgroundServer.StopAsync(process, LongestStop, cancellationToken)))
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable,
                    $"The server (process {process.Id}) did not stop in time. Its log is '{server.Log.Path}'.");
            }

            url = server.FindUrl();
            var fault = server.DescribeFault(process.Id);
            server.Forget();
            if (fault is not null)
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable,
                    $"The server stopped {fault}. {server.Log.Describe():raw}");
            }
        }

        Context.Writer.Say("The server has stopped.");
        if (Context.FindServer() is { } used && used == url)
        {
            Context.Writer.Say(MessageText.Of(
                $"Commands are still connected to {used}, where nothing answers now. To use the local store: zenml disconnect"));
        }

        return ExitCodes.Success;
    }
}
