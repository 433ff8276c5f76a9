using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml down</c>.</summary>
internal sealed class DownCommand(CliContext context) : BaseCommand(
    context, "down", Example.Of("Stop the server in the background of this machine, after the requests that it is answering.", "zenml down"))
{
    /// <summary>Longer than the server lets requests in flight take.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(2);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var server = new BackgroundServer(Context.ClientOptions.GetConfigPath());

        // Where neither file is, nobody ever started a server, and nothing need be made to say so.
        using var turn = server.IsRemembered || File.Exists(server.LockFile) ? await BackgroundServerLock.TakeAsync(server, Context.Writer.Say, cancellationToken) : null;
        if (server.Find() is not { } process)
        {
            Context.Writer.Say(server.IsRemembered
                ? MessageText.Of($"No server runs in the background any more: the one that was started had ended by itself. Its log is "
                    + $"'{server.LogFile}'.")
                : "No server runs in the background.");
            server.Forget();
            return ExitCodes.Success;
        }

        using (process)
        {
            server.MarkLog();
            if (!await BackgroundServer.StopAsync(process, LongestStop, cancellationToken))
            {
                throw new ZenException(ErrorCode.StoreUnavailable, $"The server (process {process.Id}) did not end in time. Its log is '{server.LogFile}'.");
            }

            var fault = server.FindFaultOfEnd(process.Id);
            server.Forget();
            if (fault is not null)
            {
                throw new ZenException(ErrorCode.StoreUnavailable, $"The server ended {fault}. {server.DescribeLog():raw}");
            }
        }

        Context.Writer.Say("The server is stopped.");
        return ExitCodes.Success;
    }
}
