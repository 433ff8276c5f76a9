using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A version of an artifact to be recorded; see <see cref="ArtifactVersion"/>.</summary>
public sealed record NewArtifactVersion
{
    /// <summary>The workspace that it will belong to.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; it must be the caller.</summary>
    public required Id<User> User { get; init; }

    /// <summary>The artifact.</summary>
    public required Id<Artifact> Artifact { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether a person chose the artifact's name.</summary>
    public bool HasCustomName { get; init; }

    /// <summary>The kind of artifact.</summary>
    public required string Type { get; init; }

    /// <summary>The artifact store that holds it.</summary>
    public Id<Component>? ArtifactStore { get; init; }

    /// <summary>The place in the artifact store.</summary>
    public required string Uri { get; init; }

    /// <summary>What reads it.</summary>
    public required OpaqueJson Materializer { get; init; }

    /// <summary>What it is in the client's language.</summary>
    public required OpaqueJson DataType { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Pictures of it: type and place.</summary>
    public IReadOnlyList<(string Type, string Uri)> Visualizations { get; init; } = [];
}
