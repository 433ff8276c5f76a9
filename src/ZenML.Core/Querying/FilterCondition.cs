namespace ZenML.Core.Querying;

/// <summary>One checked comparison.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Operand">
/// With what: a <see cref="string"/> for text; a <see cref="Guid"/> for an id that equals, else a <see cref="string"/> of lower-case hexadecimal digits;
/// a <see cref="DateTimeOffset"/>, <see cref="long"/> or <see cref="bool"/> for the other types.
/// </param>
public sealed record FilterCondition(FilterField Field, FilterOperator Operator, object Operand);
