namespace ZenML.Core.Runs.Tracking;

/// <summary>A change of an artifact. What is null stays.</summary>
public sealed record ArtifactUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a person chose the name.</summary>
    public bool? HasCustomName { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to take away.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];
}
