using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;

namespace ZenML.Core.Stacks;

/// <summary>The rules for the components of a stack.</summary>
public static class StackComposition
{
    private static readonly ComponentType[] Required = [ComponentType.Orchestrator, ComponentType.ArtifactStore];

    /// <summary>Checks the components of a stack and puts them in the order of their types.</summary>
    /// <param name="name">The name of the stack, for messages.</param>
    /// <param name="components">The components.</param>
    /// <param name="allowPartial">Whether to accept any components, as in <see cref="NewStack.AllowPartial"/>.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: there are two components of one type, or a required type is missing.
    /// </exception>
    public static IReadOnlyList<Component> Arrange(string name, IReadOnlyList<Component> components, bool allowPartial)
    {
        if (allowPartial)
        {
            return [.. components.GroupBy(component => component.Type).Select(group => group.Last()).OrderBy(component => component.Type)];
        }

        var twice = components.GroupBy(component => component.Type).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            var names = string.Join(" and ", twice.Select(component => $"'{component.Name}'"));
            throw new ZenException(
                ErrorCode.InvalidArgument, $"A stack can have only one {twice.Key.Words()}; '{name}' would have {names}.");
        }

        foreach (var required in Required)
        {
            if (components.All(component => component.Type != required))
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"A stack needs {Sentence.WithArticle(required.Words())}; '{name}' would have none.");
            }
        }

        return [.. components.OrderBy(component => component.Type)];
    }
}
