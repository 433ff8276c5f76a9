namespace ZenML.Core.Resources;

/// <summary>A pointer to another resource, with its name at the time of reading.</summary>
/// <typeparam name="TResource">The resource pointed to.</typeparam>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Its name.</param>
public sealed record ResourceReference<TResource>(Id<TResource> Id, string Name);
