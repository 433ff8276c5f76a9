using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a model.</summary>
public sealed record ModelMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The license.</summary>
    public string? License { get; init; }

    /// <summary>What the model is.</summary>
    public string? Description { get; init; }

    /// <summary>Who it is for.</summary>
    public string? Audience { get; init; }

    /// <summary>What it is for.</summary>
    public string? UseCases { get; init; }

    /// <summary>What it cannot do.</summary>
    public string? Limitations { get; init; }

    /// <summary>What was weighed against what.</summary>
    public string? TradeOffs { get; init; }

    /// <summary>Ethical considerations.</summary>
    public string? Ethics { get; init; }

    /// <summary>Whether clients also save its artifacts to a model registry.</summary>
    public bool SaveModelsToRegistry { get; init; }
}
