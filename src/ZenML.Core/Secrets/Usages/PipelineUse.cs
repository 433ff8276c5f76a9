using ZenML.Core.Secrets.References;

namespace ZenML.Core.Secrets.Usages;

/// <summary>A reference in the settings of recorded runs of one pipeline.</summary>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="Attribute">The path in the settings: <c>pipeline.token</c>, <c>steps.train.env[0]</c>.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Runs">How many of the runs that were read have it.</param>
/// <param name="LatestRun">The name of the latest of them.</param>
/// <param name="Latest">When the latest of them was recorded, UTC.</param>
public sealed record PipelineUse(
    string Pipeline, string Attribute, SecretReference Reference, long Runs, string LatestRun, DateTimeOffset Latest)
{
    /// <summary>What the reference means for the caller.</summary>
    public UsageOutcome Outcome { get; init; }
}
