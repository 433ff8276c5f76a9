using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE list</c>.</summary>
internal sealed class ComponentListCommand : Command
{
    public ComponentListCommand(CliContext context, ComponentType type)
        : base("list", Example.Of($"List the {ComponentNoun.Plural(type)} of the active workspace.", $"zenml {type.CommandName()} list --flavor=local --output json"))
    {
        var options = new ListOptions(this, ComponentFields.All.Where(field => field.Name != "type"));
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var query = options.Read(result);
            query.Type = type;
            var page = await context.Client.Components.ListPageAsync(query, cancellationToken);
            var format = result.GetFormat(output);
            var active = format == OutputFormat.Table ? (await context.Client.Stacks.FindActiveAsync(cancellationToken))?.Find(type) : null;
            Listing.Write(
                context.Writer, format, page, ComponentNoun.Plural(type), ComponentDocument.Of,
                [new("ACTIVE"), new("NAME"), new("COMPONENT ID", IsId: true), new("FLAVOR"), new("OWNER")],
                component => [component.Id == active?.Id ? "*" : "", component.Name, component.Id.ToString(), component.Flavor, component.User?.Name ?? "-"]);
            return ExitCodes.Success;
        });
    }
}
