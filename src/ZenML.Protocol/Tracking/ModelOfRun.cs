namespace ZenML.Protocol.Tracking;

/// <summary>The related resources of a run or step.</summary>
public sealed record ModelOfRun
{
    /// <summary>The version of the model that its configuration names; null if there is none.</summary>
    public ModelVersionResource? ModelVersion { get; init; }
}
