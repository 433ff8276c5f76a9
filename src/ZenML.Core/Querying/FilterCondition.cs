namespace ZenML.Core.Querying;

/// <summary>A parsed filter.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">
/// The operand: a <see cref="string"/> for text; for an id a <see cref="Guid"/> with
/// <see cref="FilterOperator.Equal"/>, otherwise a <see cref="string"/> of lower-case hexadecimal digits; a
/// <see cref="DateTimeOffset"/>, <see cref="long"/> or <see cref="bool"/> for the other types.
/// </param>
public sealed record FilterCondition(FilterField Field, FilterOperator Operator, object Operand);
