using ZenML.Core.Stacks;

namespace ZenML.Formats;

/// <summary>A stack with everything that is needed to register it in another store.</summary>
/// <param name="Name">The name of the stack.</param>
/// <param name="Components">The components, at most one of each type.</param>
public sealed record StackDescription(string Name, IReadOnlyList<ComponentDescription> Components)
{
    /// <summary>Creates the description of a stack.</summary>
    public static StackDescription Of(Stack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return new(
            stack.Name,
            [.. stack.Components.Select(component => new ComponentDescription(
                component.Type, component.Name, component.Flavor, component.Configuration, component.Labels))]);
    }
}
