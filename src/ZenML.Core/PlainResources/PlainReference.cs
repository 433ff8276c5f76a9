namespace ZenML.Core.PlainResources;

/// <summary>
/// What an id refers to. It must be in the same workspace when the plain resource is created. When it is deleted, the reference becomes
/// null.
/// </summary>
/// <param name="Target">The kind of resource.</param>
/// <param name="IsNested">Whether hydrated responses show the resource itself, unhydrated; otherwise they show its id.</param>
public sealed record PlainReference(PlainTarget Target, bool IsNested = false);
