using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>How the configuration of a pipeline or step names a version of a model.</summary>
/// <param name="Id">The version; null if the configuration names it in another way.</param>
/// <param name="Model">The name or id of the model; null if only <paramref name="Id"/> counts.</param>
/// <param name="Version">The name, the stage or <c>latest</c>; null if only <paramref name="Number"/> counts.</param>
/// <param name="Number">The number, if the version is written as a number.</param>
public sealed record ConfiguredModel(Id<ModelVersion>? Id, string? Model = null, string? Version = null, long? Number = null);
