using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>A change of a version of a model. Properties that are null are not changed.</summary>
public sealed record ModelVersionUpdate
{
    /// <summary>The model that the version must belong to.</summary>
    public required Id<Model> Model { get; init; }

    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>The new stage, one of <see cref="ModelStages.Words"/>.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether another version that has the stage is archived; otherwise the change fails.</summary>
    public bool Force { get; init; }

    /// <summary>Tags to add, before others are removed.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to remove. Tags that the version does not have are ignored.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];
}
