using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats;

/// <summary>A component with all that is needed to register it elsewhere.</summary>
/// <param name="Type">What it is for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Flavor">The name of its flavor.</param>
/// <param name="Configuration">Its configuration; references as their text.</param>
/// <param name="Labels">Its labels.</param>
public sealed record ComponentDescription(
    ComponentType Type, string Name, string Flavor, ConfigurationMap Configuration, IReadOnlyDictionary<string, string> Labels);
