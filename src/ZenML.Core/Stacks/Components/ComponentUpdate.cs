using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Components;

/// <summary>A change of a component. What is not named stays as it is; the merge happens inside the transaction.</summary>
public sealed record ComponentUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Attributes to set; <see cref="ConfigurationNull"/> removes one.</summary>
    public ConfigurationMap Configuration { get; init; } = new();

    /// <summary>A configuration to take the place of the whole present one, before <see cref="Configuration"/> is merged. An empty one is
    /// taken unchecked.</summary>
    public ConfigurationMap? NewConfiguration { get; init; }

    /// <summary>Whether texts in the configuration are stored as they are: see <see cref="NewComponent.KeepsText"/>.</summary>
    public bool KeepsText { get; init; }

    /// <summary>Labels to take the place of all present ones.</summary>
    public IReadOnlyDictionary<string, string>? NewLabels { get; init; }

    /// <summary>Takes away all labels.</summary>
    public bool ClearLabels { get; init; }

    /// <summary>Another type. Nothing checks that the configuration fits it.</summary>
    public ComponentType? Type { get; init; }

    /// <summary>The name of another flavor. Nothing checks that it exists, nor that the configuration fits it unless that is changed
    /// too.</summary>
    public string? Flavor { get; init; }

    /// <summary>Labels to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new OrderedDictionary<string, string?>();

    /// <summary>The labels that a component with these has after the change.</summary>
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
