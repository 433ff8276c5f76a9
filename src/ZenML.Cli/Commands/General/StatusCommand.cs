using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml status</c>.</summary>
internal sealed class StatusCommand : BaseCommand
{
    private readonly Option<string> output = CommonOptions.Output();

    public StatusCommand(CliContext context)
        : base(context, "status", Example.Of(
            "Show the store, user, workspace and stack in use.",
            "zenml status --output json"))
    {
        Define(output);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var store = await Context.Client.DescribeStoreAsync(cancellationToken);
        var status = new ConfigurationMap { ["version"] = VersionCommand.Version, ["store"] = store.Kind, ["location"] = store.Location };
        var format = result.GetFormat(output);
        try
        {
            status["user"] = (await Context.Client.Users.GetCurrentAsync(cancellationToken)).Name;
            if (format == OutputFormat.Table && Context.Client.DescribeLogin() is { } login)
            {
                // Documents have the same properties whatever the store; 'whoami' has this one.
                status["login"] = login;
            }

            AddSource(status, "workspace_source", Context.Client.Workspaces.ActiveOverride);
            AddSource(status, "stack_source", Context.Client.Stacks.ActiveOverride);
            status["workspace"] = (await Context.Client.Workspaces.GetActiveAsync(cancellationToken)).Name;
            status["stack"] = (await Context.Client.Stacks.GetActiveAsync(cancellationToken)).Name;
        }
        catch (ZenException) when (format == OutputFormat.Table)
        {
            // The location of the store helps to find out why it does not answer.
            Write(Context, status, format);
            throw;
        }

        Write(Context, status, format);
        return ExitCodes.Success;
    }

    private static void AddSource(ConfigurationMap status, string name, string? source)
    {
        if (source is not null)
        {
            status[name] = source;
        }
    }

    private static void Write(CliContext context, ConfigurationMap status, OutputFormat format)
    {
        if (format != OutputFormat.Table)
        {
            context.Writer.WriteDocument(format == OutputFormat.Name ? status["location"] : status, format);
            return;
        }

        context.Writer.WriteTable(
            [new("WHAT"), new("VALUE")], status.Select(entry => (IReadOnlyList<string>)[entry.Key, ((ConfigurationText)entry.Value).Text]));
    }
}
