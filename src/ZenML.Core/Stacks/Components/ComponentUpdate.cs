using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Components;

/// <summary>
/// A partial update of a component. Null and empty properties change nothing. The merge happens inside the transaction.
/// </summary>
public sealed record ComponentUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Attributes to set; <see cref="ConfigurationNull"/> removes one.</summary>
    public ConfigurationMap Configuration { get; init; } = new();

    /// <summary>
    /// A configuration that replaces the current one before <see cref="Configuration"/> is merged. An empty one is not
    /// validated.
    /// </summary>
    public ConfigurationMap? NewConfiguration { get; init; }

    /// <summary>
    /// Whether strings in the configuration are stored unchanged; see <see cref="NewComponent.KeepsText"/>.
    /// </summary>
    public bool KeepsText { get; init; }

    /// <summary>Labels that replace all current ones.</summary>
    public IReadOnlyDictionary<string, string>? NewLabels { get; init; }

    /// <summary>Whether to remove all labels.</summary>
    public bool ClearLabels { get; init; }

    /// <summary>The new type. The configuration is not validated against it.</summary>
    public ComponentType? Type { get; init; }

    /// <summary>
    /// The name of the new flavor. Its existence is not checked, and the configuration is validated against it only if
    /// it changes too.
    /// </summary>
    public string? Flavor { get; init; }

    /// <summary>Labels to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new OrderedDictionary<string, string?>();

    /// <summary>Returns the labels after the update.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> labels)
    {
        if (ClearLabels)
        {
            return new OrderedDictionary<string, string>();
        }

        var merged = new OrderedDictionary<string, string>(NewLabels ?? labels);
        foreach (var (label, value) in Labels)
        {
            if (value is null)
            {
                merged.Remove(label);
            }
            else
            {
                merged[label] = value;
            }
        }

        return merged;
    }
}
