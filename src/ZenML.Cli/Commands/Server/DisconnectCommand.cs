using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Client;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml disconnect</c>.</summary>
internal sealed class DisconnectCommand(CliContext context) : BaseCommand(
    context, "disconnect", Example.Of(
        "Disconnect from the server and use the local store again. This ends the session on the server and deletes the stored login.",
        "zenml disconnect"))
{
    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var isNamed = Context.Environment.Variable(ZenClientOptions.ServerVariable) is { Length: > 0 };
        Context.Writer.Say(await ZenServer.DisconnectAsync(Context.ClientOptions, cancellationToken) is { } address
            ? MessageText.Of($"Disconnected from {address}.{(isNamed ? "" : " Commands now use the local store.")}")
            : "Not connected to a server.");
        if (isNamed)
        {
            Context.Writer.Warn(
                $"{ZenClientOptions.ServerVariable} is set, so commands still use the server that it names. To use the local store: unset "
                + $"{ZenClientOptions.ServerVariable}");
        }

        return ExitCodes.Success;
    }
}
