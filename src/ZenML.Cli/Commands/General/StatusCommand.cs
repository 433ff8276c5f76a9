using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

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
            var status = new ConfigurationMap { ["version"] = VersionCommand.Version, ["store"] = store.Kind, ["location"] = store.Location };
            var format = result.GetFormat(output);
            try
            {
                status["user"] = (await context.Client.Users.GetCurrentAsync(cancellationToken)).Name;
                status["workspace"] = (await context.Client.Workspaces.GetActiveAsync(cancellationToken)).Name;
                status["stack"] = (await context.Client.Stacks.GetActiveAsync(cancellationToken)).Name;
            }
            catch (ZenException) when (format == OutputFormat.Table)
            {
                // Where the store is helps to understand why it does not answer.
                Write(context, status, format);
                throw;
            }

            Write(context, status, format);
            return ExitCodes.Success;
        });
    }

    private static void Write(CliContext context, ConfigurationMap status, OutputFormat format)
    {
        if (format != OutputFormat.Table)
        {
            context.Writer.WriteDocument(status, format);
            return;
        }

        context.Writer.WriteTable(
            [new("WHAT"), new("VALUE")], status.Select(entry => (IReadOnlyList<string>)[entry.Key, ((ConfigurationText)entry.Value).Text]));
    }
}
