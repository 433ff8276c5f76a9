using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats;

/// <summary>A component with everything that is needed to register it in another store.</summary>
/// <param name="Type">The type.</param>
/// <param name="Name">The name.</param>
/// <param name="Flavor">The name of its flavor.</param>
/// <param name="Configuration">The configuration, with secret references as they were written.</param>
/// <param name="Labels">The labels.</param>
public sealed record ComponentDescription(
    ComponentType Type, string Name, string Flavor, ConfigurationMap Configuration, IReadOnlyDictionary<string, string> Labels);
