using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Client;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml disconnect</c>.</summary>
internal sealed class DisconnectCommand : Command
{
    public DisconnectCommand(CliContext context)
        : base("disconnect", Example.Of("Use the local store again, and forget the login of the server.", "zenml disconnect")) => SetAction(_ =>
    {
        context.Writer.Say(ZenServer.Disconnect(context.ClientOptions) is { } address
            ? $"Disconnected from {address}. The local store is in use."
            : "No server was in use.");
        return ExitCodes.Success;
    });
}
