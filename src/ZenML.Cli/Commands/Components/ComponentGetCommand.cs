using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE get</c>.</summary>
internal sealed class ComponentGetCommand : DescribeCommand
{
    private readonly ComponentType type;

    public ComponentGetCommand(CliContext context, ComponentType type)
        : base(context, "get", Example.Of(
            $"Show the name of the active stack's {type.Words()}.",
            $"zenml {type.CommandName()} get"))
    {
        this.type = type;
        Define(Output);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await Context.Client.Stacks.GetActiveAsync(cancellationToken);
        var component = stack.Find(type);
        return new(
            () => component is null ? new ConfigurationNull() : ComponentDocument.Of(component),
            writer => Write(writer, stack, component));
    }

    private void Write(Writer writer, Stack stack, Component? component)
    {
        if (component is null)
        {
            writer.Warn($"The active stack '{stack.Name}' has no {type.Words()}.");
            return;
        }

        writer.WriteLine(Printable.Cell(component.Name));
    }
}
