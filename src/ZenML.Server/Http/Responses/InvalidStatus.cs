namespace ZenML.Server.Http.Responses;

/// <summary>Marks an endpoint for which the contract has a specific status for invalid arguments.</summary>
internal sealed record InvalidStatus(int Status);
