using ZenML.Client;
using ZenML.Client.Masking;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Pipelines;

/// <summary>
/// A component of the stack, as a step uses it. References and sensitive plain text are resolved at use, and attributes that are not set
/// have the default of the component's flavor.
/// </summary>
public sealed class StepComponent : StepAttributes
{
    private readonly Component component;

    internal StepComponent(Component component, ClientRuntime runtime, MaskingScope masking)
        : base(Describe(component), component.Configuration, runtime, component.Workspace.Id, masking) => this.component = component;

    /// <summary>Its name.</summary>
    public string Name => component.Name;

    /// <summary>Its type.</summary>
    public ComponentType Type => component.Type;

    /// <summary>The name of its flavor.</summary>
    public string Flavor => component.Flavor;

    private protected override async Task<ConfigurationValue?> FindDefaultAsync(string attribute, CancellationToken cancellationToken)
    {
        var services = await Runtime.OpenAsync(cancellationToken);
        var flavor = await services.Flavors.FindAsync(component.Workspace.Id, Type, Flavor, LookupMode.Exact, cancellationToken);
        var schema = flavor.Definition.Schema;
        if (schema.Find(attribute) is { } found)
        {
            return found.Default;
        }

        return schema.AllowsAdditionalAttributes || attribute.AsSpan().ContainsAny('.', '[')
            ? null
            : throw new ZenException(
                ErrorCode.NotFound,
                $"The {Type.Words()} '{Name}' has no attribute '{attribute}'. The flavor '{Flavor}' has: "
                + $"{string.Join(", ", schema.Attributes.Select(each => each.Name))}.");
    }

    private protected override async Task<ConfigurationMap> RevealAsync(CancellationToken cancellationToken)
    {
        var services = await Runtime.OpenAsync(cancellationToken);
        var revealed = await services.Components.RevealAsync(component.Id, cancellationToken);
        return revealed.Configuration;
    }

    private static string Describe(Component component) => MessageText.Of($"the {component.Type.Words()} '{component.Name}'");
}
