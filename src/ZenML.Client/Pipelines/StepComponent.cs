using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Pipelines;

/// <summary>
/// A component of the stack, as a step uses it: references and sensitive plain text give their values at the moment of use, attributes that
/// were not given their
/// flavor's default.
/// </summary>
public sealed class StepComponent : StepAttributes
{
    private readonly Component component;

    internal StepComponent(Component component, ClientSession session, ObservedValues values)
        : base(MessageText.Of($"the {component.Type.Words()} '{component.Name}'"), component.Configuration, session,
            component.Workspace.Id, values) => this.component = component;

    /// <summary>The name.</summary>
    public string Name => component.Name;

    /// <summary>What it is for.</summary>
    public ComponentType Type => component.Type;

    /// <summary>The name of its flavor.</summary>
    public string Flavor => component.Flavor;

    private protected override async Task<ConfigurationValue?> FindDefaultAsync(string attribute, CancellationToken cancellationToken)
    {
        var services = await Session.OpenAsync(cancellationToken);
        var flavor = await services.Flavors.FindAsync(component.Workspace.Id, Type, Flavor, LookupMode.Exact, cancellationToken);
        var schema = flavor.Definition.Schema;
        return schema.Find(attribute) is { } known ? known.Default
            : schema.AllowsAdditionalAttributes || attribute.AsSpan().ContainsAny('.', '[') ? null
            : throw new ZenException(ErrorCode.NotFound,
                $"{Owner[..1].ToUpperInvariant()}{Owner[1..]:raw} has no attribute '{attribute}'. The flavor '{Flavor}' knows: "
                    + $"{string.Join(", ", schema.Attributes.Select(each => each.Name))}.");
    }

    private protected override async Task<ConfigurationMap> RevealAsync(CancellationToken cancellationToken) =>
        (await (await Session.OpenAsync(cancellationToken)).Components.RevealAsync(component.Id, cancellationToken)).Configuration;
}
