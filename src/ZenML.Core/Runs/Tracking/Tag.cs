using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A word by which artifacts are found.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Name">The word, unique.</param>
/// <param name="UseCount">How many things carry it.</param>
/// <param name="Created">When it was first used, UTC.</param>
/// <param name="Updated">When it last changed, UTC.</param>
public sealed record Tag(Id<Tag> Id, string Name, long UseCount, DateTimeOffset Created, DateTimeOffset Updated);
