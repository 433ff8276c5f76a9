namespace ZenML.Core.Runs.Models;

/// <summary>The stages that a version of a model can be moved to.</summary>
public static class ModelStages
{
    /// <summary>The stage of a version that had to give its stage to another one.</summary>
    public const string Archived = "archived";

    /// <summary>A stage that clients also use as an alias of the version with the highest number.</summary>
    public const string Latest = "latest";

    /// <summary>The words for all stages.</summary>
    public static IReadOnlyList<string> Words { get; } = ["none", "staging", "production", Archived, Latest];
}
