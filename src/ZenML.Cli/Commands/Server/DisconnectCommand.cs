using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Client;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml disconnect</c>.</summary>
internal sealed class DisconnectCommand(CliContext context) : BaseCommand(
    context, "disconnect", Example.Of(
        "Use the local store again. Ends the session at the server and removes the login.", "zenml disconnect"))
{
    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        Context.Writer.Say(await ZenServer.DisconnectAsync(Context.ClientOptions, cancellationToken) is { } address
            ? MessageText.Of($"Disconnected from {address}. The local store is in use.")
            : "No server was in use.");
        return ExitCodes.Success;
    }
}
