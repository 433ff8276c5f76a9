namespace ZenML.Server.Http.Responses;

/// <summary>Marks an endpoint whose invalid arguments have a status of their own in the contract.</summary>
internal sealed record InvalidStatus(int Status);
