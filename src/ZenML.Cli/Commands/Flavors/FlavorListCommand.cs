using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor list</c>.</summary>
internal sealed class FlavorListCommand : Command
{
    public FlavorListCommand(CliContext context, ComponentType type)
        : base("list", Example.Of($"List the flavors of type {type.Words()}.", $"zenml {type.CommandName()} flavor list --integration=built-in"))
    {
        var options = new ListOptions(this, FlavorFields.All.Where(field => field.Name != "type"));
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var query = options.Read(result);
            query.Type = type;
            var page = await context.Client.Flavors.ListPageAsync(query, cancellationToken);
            Listing.Write(
                context.Writer, result.GetFormat(output), page, "flavors", FlavorData.Of,
                [new("FLAVOR"), new("INTEGRATION"), new("CUSTOM"), new("CONNECTOR TYPE"), new("RESOURCE TYPE"), new("SOURCE")],
                flavor =>
                [
                    flavor.Name, flavor.Definition.Integration ?? "", flavor.Definition.IsCustom ? "*" : "", flavor.Definition.ConnectorType ?? "",
                    flavor.Definition.ConnectorResourceType ?? "", flavor.Definition.Source,
                ]);
            return ExitCodes.Success;
        });
    }
}
