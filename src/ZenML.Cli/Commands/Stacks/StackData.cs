using ZenML.Cli.Commands.Components;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Stacks;

/// <summary>Stacks as data for programs. The names and their order are a promise.</summary>
internal static class StackData
{
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
