using ZenML.Core.Configurations;

namespace ZenML.Core.Components;

/// <summary>A change of a component. What is not named stays as it is; the merge happens inside the transaction.</summary>
public sealed record ComponentUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Attributes to set; <see cref="ConfigurationNull"/> removes one.</summary>
    public ConfigurationMap Configuration { get; init; } = new();

    /// <summary>Labels to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new OrderedDictionary<string, string?>();
}
