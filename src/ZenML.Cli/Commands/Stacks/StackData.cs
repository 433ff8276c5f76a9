using ZenML.Cli.Commands.Components;
using ZenML.Cli.Output;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Stacks;

/// <summary>Stacks as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class StackData
{
    /// <summary>Stacks, the active one marked.</summary>
    /// <param name="active">The active stack; null if it no longer exists.</param>
    /// <param name="types">The types of component that have a column.</param>
    public static Presentation<Stack> Present(Id<Stack>? active, IEnumerable<ComponentType> types) => new(
        "stacks", stack => Of(stack, active),
        [
            new("ACTIVE", stack => stack.Id == active ? "*" : ""),
            new("STACK NAME", stack => stack.Name),
            new("STACK ID", stack => stack.Id.ToString(), IsId: true),
            new("OWNER", stack => stack.User?.Name ?? "-"),
            .. types.Select(type => new ItemColumn<Stack>(type.WireName().ToUpperInvariant(), stack => stack.Find(type)?.Name ?? "")),
        ]);

    /// <summary>A stack with its components.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="active">The active stack; null if it no longer exists.</param>
    public static ConfigurationMap Of(Stack stack, Id<Stack>? active) => new()
    {
        ["id"] = stack.Id.ToString(),
        ["name"] = stack.Name,
        ["active"] = stack.Id == active,
        ["components"] = new ConfigurationList(stack.Components.Select(ComponentDocument.InStack)),
    };
}
