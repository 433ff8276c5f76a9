using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml whoami</c>.</summary>
internal sealed class WhoAmICommand : DescribeCommand
{
    public WhoAmICommand(CliContext context)
        : base(context, "whoami", Example.Of(
            "Show the account, server and workspace in use.",
            "zenml whoami",
            "zenml whoami --output json")) => Define(Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var store = await Context.Client.DescribeStoreAsync(cancellationToken);
        var user = await Context.Client.Users.GetCurrentAsync(cancellationToken);
        var workspace = (await Context.Client.Workspaces.FindActiveAsync(cancellationToken))?.Name;
        var login = Context.Client.DescribeLogin();
        var server = store.IsServer ? store.Location : null;
        return new(
            () => new ConfigurationMap
            {
                ["user"] = user.Name,
                ["user_id"] = user.Id.ToString(),
                ["is_admin"] = user.IsAdmin,
                ["server"] = Optional.Document(server),
                ["login"] = Optional.Document(login),
                ["workspace"] = Optional.Document(workspace),
            },
            writer => writer.WriteTable(
                [new("PROPERTY"), new("VALUE")],
                [
                    ["USER", user.Name],
                    ["ID", user.Id.ToString()],
                    ["IS_ADMIN", user.IsAdmin ? "yes" : "no"],
                    ["SERVER", server ?? "none: the local store"],
                    ["LOGIN", login ?? "none"],
                    ["WORKSPACE", workspace ?? ""],
                ]));
    }
}
