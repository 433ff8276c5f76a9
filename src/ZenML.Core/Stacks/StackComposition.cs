using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Stacks;

/// <summary>Which components make a stack.</summary>
public static class StackComposition
{
    private static readonly ComponentType[] Needed = [ComponentType.Orchestrator, ComponentType.ArtifactStore];

    /// <summary>Checks the components of a stack and puts them in the order of their types.</summary>
    /// <param name="name">The name of the stack, for messages.</param>
    /// <param name="components">The components.</param>
    /// <param name="allowPartial">Whether any are taken, as in <see cref="NewStack.AllowPartial"/>.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: two are of one type, or one of a type that every stack has is missing.</exception>
    public static IReadOnlyList<Component> Arrange(string name, IReadOnlyList<Component> components, bool allowPartial)
    {
        if (allowPartial)
        {
            return [.. components.GroupBy(component => component.Type).Select(group => group.Last()).OrderBy(component => component.Type)];
        }

        var twice = components.GroupBy(component => component.Type).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"A stack has one {twice.Key.Words()}; '{name}' would have {string.Join(" and ", twice.Select(component => $"'{component.Name}'"))}.");
        }

        foreach (var needed in Needed)
        {
            if (components.All(component => component.Type != needed))
            {
                throw new ZenException(ErrorCode.InvalidArgument, $"A stack needs an {needed.Words()}; '{name}' would have none.");
            }
        }

        return [.. components.OrderBy(component => component.Type)];
    }
}
