using System.Buffers;
using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Querying;

/// <summary>Validates a <see cref="ListQuery"/> against the fields of a resource and reports all errors together.</summary>
public static class QueryParser
{
    /// <summary>The maximum page size.</summary>
    public const int MaximumSize = 10_000;

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd",
    ];

    private static readonly SearchValues<char> OperatorCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");

    private static readonly Dictionary<string, FilterOperator> Operators =
        FilterOperators.Words.ToDictionary(entry => entry.Word, entry => entry.Operator, StringComparer.Ordinal);

    /// <summary>Parses a query.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, with one line per error.</exception>
    public static ResourceQuery Parse(ListQuery query, IReadOnlyList<FilterField> fields)
    {
        var errors = new List<QueryError>();
        var parsed = Parse(query, fields, errors);
        return errors.Count == 0
            ? parsed
            : throw new ZenException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, errors.Select(error => error.Message)));
    }

    /// <summary>
    /// Returns the errors in a query; none if <see cref="Parse(ListQuery, IReadOnlyList{FilterField})"/> accepts
    /// it.
    /// </summary>
    public static IReadOnlyList<QueryError> Validate(ListQuery query, IReadOnlyList<FilterField> fields)
    {
        var errors = new List<QueryError>();
        Parse(query, fields, errors);
        return errors;
    }

    private static ResourceQuery Parse(ListQuery query, IReadOnlyList<FilterField> fields, List<QueryError> errors)
    {
        var conditions = new List<FilterCondition>();
        foreach (var (name, text) in query)
        {
            var field = fields.FirstOrDefault(candidate => candidate.Name == name);
            if (field is null)
            {
                errors.Add(new(QueryErrorKind.Field, $"There is no field '{name}' to filter by; the fields are {Names(fields)}."));
            }
            else if (ParseCondition(field, text, errors) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        var (sortField, descending) = ParseSort(query.SortBy, fields, errors);
        if (query.Page < 1)
        {
            errors.Add(new(QueryErrorKind.Paging, $"The page must be at least 1, not {query.Page}."));
        }

        if (query.Size is < 1 or > MaximumSize)
        {
            errors.Add(new(QueryErrorKind.Paging, $"The page size must be 1 to {MaximumSize}, not {query.Size}."));
        }

        if (query.LogicalOperator is not ("and" or "or"))
        {
            errors.Add(new(QueryErrorKind.Paging, $"The logical operator must be 'and' or 'or', not '{query.LogicalOperator}'."));
        }

        return new ResourceQuery(
            conditions, query.LogicalOperator == "or", sortField, descending, query.Page, query.Size, query.Workspace, query.Type);
    }

    private static (FilterField Field, bool Descending) ParseSort(string? text, IReadOnlyList<FilterField> fields, List<QueryError> errors)
    {
        text ??= "created";
        var descending = text.StartsWith("desc:", StringComparison.Ordinal);
        var hasDirection = descending || text.StartsWith("asc:", StringComparison.Ordinal);
        var column = hasDirection ? text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..] : text;
        var field = fields.FirstOrDefault(candidate => candidate.Name == column && candidate.IsSortable);
        if (field is null)
        {
            var columns = Names(fields.Where(candidate => candidate.IsSortable));
            errors.Add(new(QueryErrorKind.Sorting, $"There is no column '{column}' to sort by; the columns are {columns}."));
        }

        return (field ?? fields[0], descending);
    }

    private static FilterCondition? ParseCondition(FilterField field, string text, List<QueryError> errors)
    {
        var (filterOperator, operand) = (FilterOperator.Equal, text);
        var hasOperator = false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && Operators.TryGetValue(text[..colon], out var named))
        {
            (filterOperator, operand, hasOperator) = (named, text[(colon + 1)..], true);
        }

        if (!hasOperator && HasUnknownOperator(text, colon))
        {
            errors.Add(new(
                QueryErrorKind.Operator,
                $"The field '{field.Name}' cannot be filtered by '{text[..colon]}'; it allows {AllowedOperators(field.Type)}."
                + $"{LiteralHint(field, text):raw}"));
            return null;
        }

        if (!Allows(field.Type, filterOperator))
        {
            errors.Add(new(
                QueryErrorKind.Operator,
                $"The field '{field.Name}' cannot be filtered by '{text[..colon]}'; it allows {AllowedOperators(field.Type)}."));
            return null;
        }

        object? value = field.Type switch
        {
            _ when filterOperator == FilterOperator.Equal && field.AllowedValues.Count > 0 =>
                field.AllowedValues.Contains(operand) ? operand : null,
            FilterFieldType.Text => operand,
            FilterFieldType.Uuid when filterOperator == FilterOperator.Equal => Id<object>.TryParse(operand, out var id) ? id.Value : null,
            FilterFieldType.Uuid => Digits(operand),
            FilterFieldType.Timestamp => ParseTime(operand, hasOperator),
            FilterFieldType.Integer =>
                long.TryParse(operand, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => ParseBoolean(operand),
        };
        if (value is null)
        {
            errors.Add(new(
                QueryErrorKind.Operand, $"The field '{field.Name}' cannot be compared with '{operand}'; it takes {Expected(field)}."));
            return null;
        }

        return new FilterCondition(field, filterOperator, value);
    }

    /// <remarks>
    /// A word before a colon is an operator that does not exist: <c>startwith:ml</c>, <c>like:d</c>. Addresses
    /// (<c>file://x</c>), drives (<c>C:\x</c>) and names of artifacts (<c>pipeline::step::output</c>) are texts.
    /// </remarks>
    private static bool HasUnknownOperator(string text, int colon) =>
        colon > 1 && text.AsSpan(0, colon) is var word && char.IsAsciiLetter(word[0])
        && !word.ContainsAnyExcept(OperatorCharacters) && text.AsSpan(colon + 1) is not ([':', ..] or ['/', '/', ..]);

    private static string LiteralHint(FilterField field, string text) => field is { Type: FilterFieldType.Text, AllowedValues.Count: 0 }
        ? MessageText.Of($" To match this exact text, write 'equals:{text}'.")
        : "";

    private static bool Allows(FilterFieldType type, FilterOperator filterOperator) => type switch
    {
        _ when filterOperator == FilterOperator.Equal => true,
        FilterFieldType.Text or FilterFieldType.Uuid =>
            filterOperator is FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith,
        FilterFieldType.Timestamp or FilterFieldType.Integer =>
            filterOperator is FilterOperator.Greater or FilterOperator.GreaterOrEqual or FilterOperator.Less or FilterOperator.LessOrEqual,
        _ => false,
    };

    private static string AllowedOperators(FilterFieldType type) => type switch
    {
        FilterFieldType.Text or FilterFieldType.Uuid => "equals, contains, startswith, endswith",
        FilterFieldType.Timestamp or FilterFieldType.Integer => "equals, gt, gte, lt, lte",
        _ => "equals",
    };

    private static string Expected(FilterField field) => field.Type switch
    {
        _ when field.AllowedValues.Count > 0 => $"{string.Join(", ", field.AllowedValues.SkipLast(1))} or {field.AllowedValues[^1]}",
        FilterFieldType.Uuid => "a full id",
        FilterFieldType.Timestamp => "a UTC time like '2026-11-23 18:25:08'",
        FilterFieldType.Integer => "a whole number",
        _ => "true or false",
    };

    /// <remarks>
    /// Ids are compared by their 32 digits, so dashes are ignored. A text that is not part of any id matches nothing, and
    /// is no error: a search by name or id sends the same text for both.
    /// </remarks>
    private static string Digits(string text) => text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static DateTimeOffset? ParseTime(string text, bool hasOperator)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, Utc, out var exact)
            || DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, Utc, out exact))
        {
            return exact;
        }

        return !hasOperator
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static object? ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "1" or "on" or "t" or "true" or "y" or "yes" => true,
        "0" or "off" or "f" or "false" or "n" or "no" => false,
        _ => null,
    };

    private static string Names(IEnumerable<FilterField> fields) => string.Join(", ", fields.Select(field => field.Name));
}
