namespace ZenML.Core.Querying;

/// <summary>One thing that is wrong with a query.</summary>
/// <param name="Kind">What part of it.</param>
/// <param name="Message">A sentence for whoever asked.</param>
public sealed record QueryMistake(QueryMistakeKind Kind, string Message);
