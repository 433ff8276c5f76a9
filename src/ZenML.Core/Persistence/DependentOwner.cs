namespace ZenML.Core.Persistence;

/// <summary>What other resources belong to, so that they are deleted with it.</summary>
public enum DependentOwner
{
    /// <summary>A workspace: all that it holds.</summary>
    Workspace,

    /// <summary>A pipeline run: its steps, and the metadata of both.</summary>
    PipelineRun,

    /// <summary>An artifact: its versions, and their metadata.</summary>
    Artifact,

    /// <summary>A version of an artifact: its metadata and links.</summary>
    ArtifactVersion,

    /// <summary>A deployment: its runs, their steps, and the metadata of both.</summary>
    Deployment,

    /// <summary>An account: its API keys and devices.</summary>
    Account,
}
