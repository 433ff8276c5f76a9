namespace ZenML.Server.Http.Responses;

/// <summary>Marks an endpoint whose "already exists" has an exception name of its own in the contract.</summary>
internal sealed record ConflictClass(string Name);
