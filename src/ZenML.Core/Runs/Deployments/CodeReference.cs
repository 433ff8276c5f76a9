using ZenML.Core.PlainResources;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>A commit of a code repository, and the folder in it from which the code of a pipeline is loaded.</summary>
public sealed record CodeReference
{
    /// <summary>The identity. Deployments of one workspace with the same commit and folder share a reference.</summary>
    public required Id<CodeReference> Id { get; init; }

    /// <summary>The commit.</summary>
    public required string Commit { get; init; }

    /// <summary>The folder in the repository; empty for its root.</summary>
    public required string Subdirectory { get; init; }

    /// <summary>The code repository, without details.</summary>
    public required PlainResource CodeRepository { get; init; }

    /// <summary>When the reference was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }
}
