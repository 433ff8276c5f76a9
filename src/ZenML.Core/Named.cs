namespace ZenML.Core;

/// <summary>A pointer to another resource, with its name at the time of reading.</summary>
/// <typeparam name="TResource">The resource pointed to.</typeparam>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Its name.</param>
public sealed record Named<TResource>(Id<TResource> Id, string Name);
