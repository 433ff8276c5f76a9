using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack describe</c>.</summary>
internal sealed class StackDescribeCommand : DescribeCommand
{
    private readonly Argument<string?> name;

    public StackDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show a stack and its components.",
            "zenml stack describe",
            "zenml stack describe tracked --output json"))
    {
        name = StackChoice.Argument(context);
        Define(name, Output);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await StackChoice.FindAsync(Context, result.GetValue(name), LookupMode.Reading, cancellationToken);
        var active = (await Context.Client.Stacks.FindActiveAsync(cancellationToken))?.Id;
        return new(() => StackData.Of(stack, active), writer => Write(writer, stack, stack.Id == active));
    }

    private static void Write(Writer writer, Stack stack, bool isActive)
    {
        var owner = stack.User is { } user ? MessageText.Of($", owned by '{user.Name}'") : "";
        writer.Say($"The stack '{stack.Name}'{(isActive ? " (active)" : "")} ({stack.Id}){owner:raw}:");
        writer.WriteTable(
            [new("COMPONENT_TYPE"), new("COMPONENT_NAME"), new("FLAVOR"), new("COMPONENT_ID", IsId: true)],
            stack.Components.Select(component => (IReadOnlyList<string>)
                [component.Type.WireName().ToUpperInvariant(), component.Name, component.Flavor, component.Id.ToString()]));
    }
}
