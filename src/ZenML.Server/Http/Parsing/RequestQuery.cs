using System.Globalization;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>Reads the query of a request. If a key is repeated, the last value applies. Ignores unknown keys.</summary>
internal sealed class RequestQuery(HttpContext http, RequestMistakes mistakes)
{
    private static readonly string[] Operators = [.. WireWords.FilterOperators.All.Select(word => $"{word}:")];

    private const string NotABoolean = "value could not be parsed to a boolean (type=type_error.bool)";

    /// <summary>Returns the text of a key; null if it is absent.</summary>
    public string? Text(string key) => http.Request.Query.TryGetValue(key, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>Returns a truth value.</summary>
    public bool Boolean(string key, bool otherwise)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (WireBoolean.TryParse(text, out var value))
        {
            return value;
        }

        mistakes.Add($"query -> {key}", NotABoolean);
        return otherwise;
    }

    /// <summary>Whether to return resources with their metadata.</summary>
    public bool Hydrate(bool otherwise) => Boolean(QueryWords.Hydrate, otherwise);

    /// <summary>Returns a whole number.</summary>
    public int? Integer(string key, int minimum, int maximum = int.MaxValue)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (!long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            mistakes.Add($"query -> {key}", "value is not a valid integer (type=type_error.integer)");
        }
        else if (number < minimum || number > maximum)
        {
            mistakes.Add($"query -> {key}", string.Create(CultureInfo.InvariantCulture,
                $"ensure this value is from {minimum} to {maximum} (type=value_error.number)"));
        }
        else
        {
            return (int)number;
        }

        return null;
    }

    /// <summary>Returns one of a set of words; null if the key is absent.</summary>
    public string? Choice(string key, params IReadOnlyCollection<string> words)
    {
        if (Text(key) is { } text && !words.Contains(text))
        {
            mistakes.Add(
                $"query -> {key}",
                $"value is not a valid enumeration member; permitted: "
                    + $"{string.Join(", ", words.Select(word => $"'{word}'"))} (type=type_error.enum)");
        }

        return Text(key);
    }

    /// <summary>Returns a complete id.</summary>
    public Id<TResource>? Id<TResource>(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Core.Resources.Id<TResource>.TryParse(text, out var id))
        {
            return id;
        }

        mistakes.Add($"query -> {key}", "value is not a valid uuid (type=type_error.uuid)");
        return null;
    }

    /// <summary>
    /// Returns the requested list. Adds mistakes in paging and scopes to the others. If there are none, checks filters and
    /// sorting too, which have their own error shape.
    /// </summary>
    /// <param name="fields">The fields by which the resource can be filtered and sorted.</param>
    /// <param name="notFields">Keys that the contract defines as fields but that cannot be filtered by.</param>
    /// <exception cref="HttpFailure">422.</exception>
    public ListQuery List(IReadOnlyList<FilterField> fields, params IReadOnlyList<string> notFields)
    {
        var list = new ListQuery
        {
            Page = Integer(QueryWords.Page, 1) ?? 1,
            Size = Integer(QueryWords.Size, 1, QueryParser.MaximumSize) ?? 20,
            SortBy = SortBy(),
            LogicalOperator = LogicalOperator(),
            Workspace = Id<Workspace>(QueryWords.Workspace),
        };
        foreach (var field in fields)
        {
            if (Text(field.Name) is { } filter)
            {
                list[field.Name] = filter;
            }
        }

        mistakes.ThrowIfAny();
        var unanswerable = notFields.Where(key => Text(key) is not null)
            .Select(key => (Location: new[] { key }, Message: $"Filtering by '{key}' is not supported for this list."));
        var times = RemoveInvalidTimes(list, fields)
            .Select(field => (
                Location: Location(QueryErrorKind.Operand),
                Message: $"The field '{field}' needs a UTC time such as '2026-11-23 18:25:08'."));
        var invalid = QueryParser.Validate(list, fields).Select(mistake => (Location: Location(mistake.Kind), mistake.Message));
        var all = unanswerable.Concat(times).Concat(invalid).ToArray();
        if (all.Length > 0)
        {
            throw HttpFailure.InvalidQuery(all);
        }

        if (list.LogicalOperator == QueryWords.Or && !list.Any())
        {
            // By the contract, 'or' without conditions matches nothing.
            list["id"] = Guid.Empty.ToString();
        }

        return list;
    }

    /// <remarks>After an operator, the contract accepts only one format of times, and checks it before the operator.</remarks>
    private static List<string> RemoveInvalidTimes(ListQuery list, IReadOnlyList<FilterField> fields)
    {
        var invalid = fields
            .Where(field => field.Type == FilterFieldType.Timestamp && list.Any(filter => filter.Key == field.Name))
            .Select(field => field.Name)
            .Where(name => Operators.FirstOrDefault(prefix => list[name].StartsWith(prefix, StringComparison.Ordinal)) is { } prefix
                && !WireTimes.IsOperand(list[name].AsSpan(prefix.Length)))
            .ToList();
        invalid.ForEach(list.Remove);
        return invalid;
    }

    private static string[] Location(QueryErrorKind kind) => kind switch
    {
        QueryErrorKind.Operator => ["__root__", "operation"],
        QueryErrorKind.Sorting => ["sort_by"],
        _ => ["__root__"],
    };

    /// <remarks>An unknown direction is ignored: the list is sorted by the column in ascending order.</remarks>
    private string? SortBy()
    {
        var text = Text(QueryWords.SortBy);
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon < 0 || text![..colon] is QueryWords.Ascending or QueryWords.Descending ? text : text[(colon + 1)..];
    }

    private string LogicalOperator()
    {
        var text = Text(QueryWords.LogicalOperator) ?? QueryWords.And;
        if (text is not (QueryWords.And or QueryWords.Or))
        {
            mistakes.Add(
                $"query -> {QueryWords.LogicalOperator}",
                "value is not a valid enumeration member; permitted: 'or', 'and' (type=type_error.enum)");
        }

        return text;
    }
}
