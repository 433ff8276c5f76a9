namespace ZenML.Core.Runs.Artifacts;

/// <summary>A change of an artifact. Properties that are null are not changed.</summary>
public sealed record ArtifactUpdate
{
    /// <summary>The new name; an empty one changes nothing.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a person chose the name. If null, a new <see cref="Name"/> counts as chosen.</summary>
    public bool? HasCustomName { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to remove.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];
}
