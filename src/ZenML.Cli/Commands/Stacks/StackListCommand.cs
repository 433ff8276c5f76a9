using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying;
using ZenML.Core.Stacks;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack list</c>.</summary>
internal sealed class StackListCommand(CliContext context) : ListCommand<Stack>(
    context, Example.Of("List the stacks of the active workspace.", "zenml stack list --output json"), StackFields.All)
{
    protected override async Task<PageView<Stack>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        var page = await Context.Client.Stacks.ListPageAsync(query, cancellationToken);
        var active = (await Context.Client.Stacks.FindActiveAsync(cancellationToken))?.Id;
        var types = page.Items.SelectMany(stack => stack.Components).Select(component => component.Type).Distinct().Order();
        return new(page, StackData.Present(active, types));
    }
}
