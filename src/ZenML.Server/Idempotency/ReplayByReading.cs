namespace ZenML.Server.Idempotency;

/// <summary>
/// Says of an endpoint that its answer has values. When a change is sent again, the answer is not what was remembered, but read anew: no
/// copy
/// of a value outlives its deletion.
/// </summary>
/// <param name="IdOf">What the answer to a change is about, given what the change returned.</param>
/// <param name="AnswerAsync">Answers with that thing as it is now.</param>
internal sealed record ReplayByReading(Func<object, Guid> IdOf, Func<HttpContext, Guid, Task> AnswerAsync);
