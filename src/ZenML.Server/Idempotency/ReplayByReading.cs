namespace ZenML.Server.Idempotency;

/// <summary>
/// Marks an endpoint whose responses contain values. For a repeated change, the response is read again instead of stored, so that
/// no copy of a value outlives its deletion.
/// </summary>
/// <param name="IdOf">Returns the id of the resource in the response, given the result of the change.</param>
/// <param name="AnswerAsync">Responds with the current state of the resource.</param>
internal sealed record ReplayByReading(Func<object, Guid> IdOf, Func<HttpContext, Guid, Task> AnswerAsync);
