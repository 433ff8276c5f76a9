using ZenML.Core.Querying;
using ZenML.Core.Runs.Models;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Reads what requests about models have in common.</summary>
internal static class ModelRequests
{
    private const string Tag = "tag";

    /// <summary>The texts of a model.</summary>
    public static ModelCard Card(this RequestBody body) => new()
    {
        License = body.Text("license", TrackingRequests.LongText),
        Description = body.Text("description", TrackingRequests.LongText),
        Audience = body.Text("audience", TrackingRequests.LongText),
        UseCases = body.Text("use_cases", TrackingRequests.LongText),
        Limitations = body.Text("limitations", TrackingRequests.LongText),
        TradeOffs = body.Text("trade_offs", TrackingRequests.LongText),
        Ethics = body.Text("ethics", TrackingRequests.LongText),
    };

    /// <summary>
    /// A list with filters that take no operator: <c>tag</c>, which is compared as it is and means nothing if it is empty, and booleans.
    /// </summary>
    /// <param name="query">The query of the request.</param>
    /// <param name="fields">What the resource can be filtered and sorted by.</param>
    /// <param name="switches">Booleans that filter only if they are true.</param>
    public static ListQuery ListWithoutOperators(
        this RequestQuery query, IReadOnlyList<FilterField> fields, params IReadOnlyList<string> switches)
    {
        bool IsGiven(string name) => query.Text(name) is { } text && (text.Length > 0 || name != Tag);
        var filters = new Dictionary<string, string>();
        foreach (var name in fields.Where(TakesNoOperator).Select(field => field.Name).Where(IsGiven))
        {
            var isTag = name == Tag;
            var isTrue = !isTag && query.Boolean(name, otherwise: false);
            if (isTag || isTrue || !switches.Contains(name))
            {
                filters[name] = isTag ? $"equals:{query.Text(name)}" : isTrue ? "true" : "false";
            }
        }

        var list = query.List([.. fields.Where(field => !TakesNoOperator(field))]);
        foreach (var (name, filter) in filters)
        {
            list[name] = filter;
        }

        return list;
    }

    private static bool TakesNoOperator(FilterField field) => field.Type == FilterFieldType.Boolean || field.Name == Tag;
}
