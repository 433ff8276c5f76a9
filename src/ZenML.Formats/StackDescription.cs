using ZenML.Core.Stacks;

namespace ZenML.Formats;

/// <summary>A stack with all that is needed to register it elsewhere.</summary>
/// <param name="Name">The name of the stack.</param>
/// <param name="Components">Its components, at most one of each type.</param>
public sealed record StackDescription(string Name, IReadOnlyList<ComponentDescription> Components)
{
    /// <summary>Describes a stack.</summary>
    public static StackDescription Of(Stack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return new(
            stack.Name,
            [.. stack.Components.Select(component => new ComponentDescription(
                component.Type, component.Name, component.Flavor, component.Configuration, component.Labels))]);
    }
}
