namespace ZenML.Server.Http.Responses;

/// <summary>Marks an endpoint for which the contract has a specific exception name for "already exists".</summary>
internal sealed record ConflictClass(string Name);
