using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>A version of an artifact to record; see <see cref="ArtifactVersion"/>.</summary>
public sealed record NewArtifactVersion
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The artifact.</summary>
    public required Id<Artifact> Artifact { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether a person chose the artifact's name.</summary>
    public bool HasCustomName { get; init; }

    /// <summary>The kind of artifact.</summary>
    public required string Type { get; init; }

    /// <summary>The artifact store that contains it.</summary>
    public Id<Component>? ArtifactStore { get; init; }

    /// <summary>The location in the artifact store.</summary>
    public required string Uri { get; init; }

    /// <summary>The class that reads it, as a source document of the client.</summary>
    public required OpaqueJson Materializer { get; init; }

    /// <summary>The type of the value, as a source document of the client.</summary>
    public required OpaqueJson DataType { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Visualizations: type and location.</summary>
    public IReadOnlyList<(string Type, string Uri)> Visualizations { get; init; } = [];
}
