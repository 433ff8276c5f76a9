namespace ZenML.Core.Stacks.Components;

/// <summary>The names of <see cref="ComponentType"/>.</summary>
public static class ComponentTypes
{
    private static readonly (ComponentType Type, string WireName)[] Names =
    [
        (ComponentType.Alerter, "alerter"), (ComponentType.Annotator, "annotator"), (ComponentType.ArtifactStore, "artifact_store"),
        (ComponentType.ContainerRegistry, "container_registry"), (ComponentType.DataValidator, "data_validator"),
        (ComponentType.ExperimentTracker, "experiment_tracker"), (ComponentType.FeatureStore, "feature_store"),
        (ComponentType.ImageBuilder, "image_builder"), (ComponentType.ModelDeployer, "model_deployer"),
        (ComponentType.Orchestrator, "orchestrator"), (ComponentType.StepOperator, "step_operator"),
        (ComponentType.ModelRegistry, "model_registry"),
    ];

    /// <summary>All types.</summary>
    public static IReadOnlyList<ComponentType> All { get; } = [.. Names.Select(entry => entry.Type)];

    /// <summary>The names of all types in data and on the wire.</summary>
    public static IReadOnlyList<string> WireNames { get; } = [.. Names.Select(entry => entry.WireName)];

    /// <summary>The name in data and on the wire: <c>experiment_tracker</c>.</summary>
    public static string WireName(this ComponentType type) => Names[(int)type].WireName;

    /// <summary>The name of the command group: <c>experiment-tracker</c>.</summary>
    public static string CommandName(this ComponentType type) => type.WireName().Replace('_', '-');

    /// <summary>The name in sentences: <c>experiment tracker</c>.</summary>
    public static string Words(this ComponentType type) => type.WireName().Replace('_', ' ');

    /// <summary>Parses the name in data and on the wire.</summary>
    public static bool TryParse(string? text, out ComponentType type)
    {
        foreach (var entry in Names)
        {
            if (entry.WireName == text)
            {
                type = entry.Type;
                return true;
            }
        }

        type = default;
        return false;
    }
}
