using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>A label of artifacts and their versions.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Name">The text, unique.</param>
/// <param name="UseCount">How many artifacts and versions have the tag.</param>
/// <param name="Created">When the tag was first used, UTC.</param>
/// <param name="Updated">When it last changed, UTC.</param>
public sealed record Tag(Id<Tag> Id, string Name, long UseCount, DateTimeOffset Created, DateTimeOffset Updated);
