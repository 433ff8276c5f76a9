using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE list</c>.</summary>
internal sealed class ComponentListCommand(CliContext context, ComponentType type) : ListCommand<Component>(
    context,
    Example.Of(
        $"List the {ComponentNoun.Plural(type)} of the active workspace.",
        $"zenml {type.CommandName()} list --name=startswith:my_ --output json"),
    ComponentFields.All.Where(field => field.Name != "type"))
{
    protected override async Task<PageView<Component>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        query.Type = type;
        var page = await Context.Client.Components.ListPageAsync(query, cancellationToken);

        // Only the table marks the active component.
        var stack = result.GetFormat(Output) == OutputFormat.Table ? await Context.Client.Stacks.FindActiveAsync(cancellationToken) : null;
        return new(page, ComponentDocument.Present(type, stack?.Find(type)?.Id));
    }
}
