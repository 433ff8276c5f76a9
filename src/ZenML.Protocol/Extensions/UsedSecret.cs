namespace ZenML.Protocol.Extensions;

/// <summary>What refers to a secret by its name.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Components">The references in components.</param>
/// <param name="Pipelines">The references in settings of recorded runs.</param>
public sealed record UsedSecret(
    SecretInfoResource Secret, IReadOnlyList<UsingComponent> Components, IReadOnlyList<UsingPipeline> Pipelines);
