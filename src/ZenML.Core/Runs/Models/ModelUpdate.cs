namespace ZenML.Core.Runs.Models;

/// <summary>A change of a model. Properties that are null are not changed.</summary>
public sealed record ModelUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>New texts; those that are null are not changed.</summary>
    public ModelCard Card { get; init; } = ModelCard.Empty;

    /// <summary>Whether clients also save its artifacts to a model registry.</summary>
    public bool? SaveToRegistry { get; init; }

    /// <summary>Tags to add, before others are removed.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to remove. Tags that the model does not have are ignored.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];
}
