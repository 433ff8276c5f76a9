using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Components;
using ZenML.Cli.Output;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor list</c>.</summary>
internal sealed class FlavorListCommand(CliContext context, ComponentType type) : ListCommand<Flavor>(
    context,
    Example.Of(
        $"List the flavors of {ComponentNoun.Plural(type)}.",
        $"zenml {type.CommandName()} flavor list --integration=built-in"),
    FlavorFields.All.Where(field => field.Name != "type"))
{
    protected override async Task<PageView<Flavor>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        query.Type = type;
        return new(await Context.Client.Flavors.ListPageAsync(query, cancellationToken), FlavorData.Presentation);
    }
}
