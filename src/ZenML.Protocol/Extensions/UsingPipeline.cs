namespace ZenML.Protocol.Extensions;

/// <summary>A reference in the settings of recorded runs of one pipeline.</summary>
/// <param name="Name">The name of the pipeline.</param>
/// <param name="Attribute">The path in the settings.</param>
/// <param name="Key">The key that the reference names.</param>
/// <param name="Runs">How many of the latest runs of the workspace have it.</param>
/// <param name="LatestRun">The name of the latest of them.</param>
/// <param name="Latest">When the latest of them was recorded.</param>
/// <param name="Outcome">What the reference means for the caller: <c>resolves</c>, <c>other_secret</c> or <c>key_missing</c>.</param>
public sealed record UsingPipeline(
    string Name, string Attribute, string Key, long Runs, string LatestRun, DateTimeOffset Latest, string Outcome);
