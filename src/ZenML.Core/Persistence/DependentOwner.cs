namespace ZenML.Core.Persistence;

/// <summary>What other resources belong to, so that they are deleted with it.</summary>
public enum DependentOwner
{
    /// <summary>A workspace: all that it holds.</summary>
    Workspace,

    /// <summary>A pipeline run: its steps, the metadata of both, and its links.</summary>
    PipelineRun,

    /// <summary>An artifact: its versions, and their metadata and links.</summary>
    Artifact,

    /// <summary>A version of an artifact: its metadata and links.</summary>
    ArtifactVersion,

    /// <summary>A model: its versions, and their metadata and links.</summary>
    Model,

    /// <summary>A version of a model: its metadata and links.</summary>
    ModelVersion,

    /// <summary>A deployment: its runs, their steps, and the metadata and links of both.</summary>
    Deployment,

    /// <summary>A plain resource: the code references of a code repository.</summary>
    PlainResource,

    /// <summary>An account: its API keys and devices.</summary>
    Account,
}
