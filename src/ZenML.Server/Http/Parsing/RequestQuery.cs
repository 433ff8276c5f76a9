using System.Globalization;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>Reads the query of a request. Of a repeated key the last counts; unknown keys are ignored.</summary>
internal sealed class RequestQuery(HttpContext http, RequestMistakes mistakes)
{
    private static readonly string[] Operators = [.. WireWords.FilterOperators.All.Select(word => $"{word}:")];

    private const string NotABoolean = "value could not be parsed to a boolean (type=type_error.bool)";

    /// <summary>The text of a key; null if it is not there.</summary>
    public string? Text(string key) => http.Request.Query.TryGetValue(key, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>A truth value.</summary>
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

    /// <summary>A whole number.</summary>
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

    /// <summary>One of a set of words; null if the key is not there.</summary>
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

    /// <summary>A complete id.</summary>
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
    /// The list that is asked for. Mistakes in paging and scopes join the others; when there are none at all, filters
    /// and sorting are checked too, and refused in their own shape.
    /// </summary>
    /// <param name="fields">What the resource can be filtered and sorted by.</param>
    /// <param name="notFields">Keys that the contract has as fields but that no row could ever answer.</param>
    /// <exception cref="HttpFailure">422.</exception>
    public ListQuery List(IReadOnlyList<FilterField> fields, params IReadOnlyList<string> notFields)
    {
        var list = new ListQuery
        {
            Page = Integer("page", 1) ?? 1,
            Size = Integer("size", 1, QueryParser.MaximumSize) ?? 20,
            SortBy = SortBy(),
            LogicalOperator = LogicalOperator(),
            Workspace = Id<Workspace>("scope_workspace"),
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
            .Select(key => (Location: new[] { key }, Message: $"This list cannot be filtered by '{key}'."));
        var times = RemoveInvalidTimes(list, fields)
            .Select(field => (
                Location: Location(QueryErrorKind.Operand),
                Message: $"The field '{field}' is compared with times like '2026-11-23 18:25:08', in UTC."));
        var invalid = QueryParser.Validate(list, fields).Select(mistake => (Location: Location(mistake.Kind), mistake.Message));
        var all = unanswerable.Concat(times).Concat(invalid).ToArray();
        if (all.Length > 0)
        {
            throw HttpFailure.InvalidQuery(all);
        }

        if (list.LogicalOperator == "or" && !list.Any())
        {
            // The contract: any of no conditions is none.
            list["id"] = Guid.Empty.ToString();
        }

        return list;
    }

    /// <remarks>After an operator the contract takes one form of times alone, and says that before it looks at the operator.</remarks>
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

    /// <remarks>A direction that is none is no direction: the column is sorted by, ascending.</remarks>
    private string? SortBy()
    {
        var text = Text("sort_by");
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon < 0 || text![..colon] is "asc" or "desc" ? text : text[(colon + 1)..];
    }

    private string LogicalOperator()
    {
        var text = Text("logical_operator") ?? "and";
        if (text is not ("and" or "or"))
        {
            mistakes.Add(
                "query -> logical_operator",
                "value is not a valid enumeration member; permitted: 'or', 'and' (type=type_error.enum)");
        }

        return text;
    }
}
