namespace ZenML.Core.Runs.Artifacts;

/// <summary>A change of a tag. Properties that are null are not changed.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Color">The new color.</param>
public sealed record TagUpdate(string? Name, string? Color);
