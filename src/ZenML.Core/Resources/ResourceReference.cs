namespace ZenML.Core.Resources;

/// <summary>A reference to another resource, with its name at the time of the read.</summary>
/// <typeparam name="TResource">The type of the resource.</typeparam>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
public sealed record ResourceReference<TResource>(Id<TResource> Id, string Name);
