using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Configurations;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml status</c>.</summary>
internal sealed class StatusCommand : Command
{
    public StatusCommand(CliContext context)
        : base("status", Example.Of("Show which store, user, workspace and stack are in use.", "zenml status --output json"))
    {
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var store = await context.Client.DescribeStoreAsync(cancellationToken);
            var status = new ConfigurationMap
            {
                ["version"] = VersionCommand.Version,
                ["store"] = store.Kind,
                ["location"] = store.Location,
                ["user"] = (await context.Client.Users.GetCurrentAsync(cancellationToken)).Name,
                ["workspace"] = (await context.Client.Workspaces.GetActiveAsync(cancellationToken)).Name,
                ["stack"] = (await context.Client.Stacks.GetActiveAsync(cancellationToken)).Name,
            };
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(status, format);
            }
            else
            {
                context.Writer.WriteTable(
                    [new("WHAT"), new("VALUE")],
                    status.Select(entry => (IReadOnlyList<string>)[entry.Key, ((ConfigurationText)entry.Value).Text]));
            }

            return ExitCodes.Success;
        });
    }
}
