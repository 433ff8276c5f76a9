using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Client;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml up</c>.</summary>
internal sealed class UpCommand : Command
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    public UpCommand(CliContext context)
        : base("up", Example.Of(
            "Run a server in the background of this machine and say where it is. It serves the local store, or the database that ZENML_STORE_URL names.",
            "zenml up",
            "zenml up --urls http://127.0.0.1:9000"))
    {
        var urls = ServerArguments.Urls();
        var configuration = ServerArguments.Configuration();
        Options.Add(urls);
        Options.Add(configuration);
        SetAction(async (result, cancellationToken) =>
        {
            var url = (result.GetValue(urls) ?? context.Environment.Variable("ZENML_SERVER_URLS") ?? ServerArguments.DefaultUrl).Split(';')[0];
            var server = new BackgroundServer(context.ClientOptions.GetConfigPath());
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

            using var process = server.Start(ServerProgram.Find(context.Environment), ServerArguments.Build(result.GetValue(urls), result.GetValue(configuration)));
            if (!await ZenServer.WaitUntilHealthyAsync(url, LongestStart, () => !process.HasExited, cancellationToken))
            {
                var ended = process.HasExited;
                if (!ended)
                {
                    await server.StopAsync(process, TimeSpan.FromSeconds(5), cancellationToken);
                }

                server.Forget();
                throw new ZenException(ErrorCode.StoreUnavailable, $"The server {(ended ? "ended at once" : "did not answer in time")}. Its log is '{server.LogFile}' and ends with:{Environment.NewLine}{server.ReadEndOfLog()}");
            }

            context.Writer.WriteLine(url);
            context.Writer.Say($"The server runs in the background. To use it: zenml connect --url {url} --username default. To stop it: zenml down");
            return ExitCodes.Success;
        });
    }
}
