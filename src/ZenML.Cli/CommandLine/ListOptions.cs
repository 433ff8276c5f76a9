using System.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying;

namespace ZenML.Cli.CommandLine;

/// <summary>The options of a list: one for each field that it can be filtered by, and sorting and paging.</summary>
internal sealed class ListOptions
{
    private readonly List<Option<string?>> filters = [];
    private readonly Option<string?> sortBy;
    private readonly Option<string> logicalOperator;
    private readonly Option<int> page;
    private readonly Option<int> size;
    private readonly bool newestFirst;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="fields">What can be filtered by.</param>
    /// <param name="newestFirst">
    /// Whether the newest come first by default, as in a log; else the oldest do.
    /// </param>
    public ListOptions(Command command, IEnumerable<FilterField> fields, bool newestFirst = false)
    {
        this.newestFirst = newestFirst;
        FilterField[] known = [.. fields];
        foreach (var field in known)
        {
            var filter = new Option<string?>($"--{field.Name}") { Description = Describe(field), HelpName = "[OPERATOR:]VALUE" };
            filters.Add(field.AllowedValues.Count > 0 ? filter.Completes(CompletionSource.OneOf(field.AllowedValues)) : filter);
        }

        sortBy = new Option<string?>("--sort_by")
        {
            Description = $"The column to sort by, prefixed with asc: or desc:. Default: {(newestFirst ? "newest" : "oldest")} first.",
            HelpName = "COLUMN",
        }.Completes(CompletionSource.OneOf(
            known.Where(field => field.IsSortable).SelectMany(field => (string[])[field.Name, $"asc:{field.Name}", $"desc:{field.Name}"])));
        logicalOperator = new Option<string>("--logical_operator")
        {
            Description = "Whether items must match all filters (and) or any of them (or).",
            HelpName = "and|or",
            DefaultValueFactory = _ => "and",
        };
        logicalOperator.AcceptOnlyFromAmong("and", "or");
        page = new Option<int>("--page")
        {
            Description = "The page number, starting at 1.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        size = new Option<int>("--size")
        {
            Description = "The number of items per page, at most 10000.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        foreach (var option in filters.Concat<Option>([sortBy, logicalOperator, page, size]))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the command line asks for one page.</summary>
    public bool NamesPage(ParseResult result) =>
        result.GetResult(page) is { Implicit: false } || result.GetResult(size) is { Implicit: false };

    /// <summary>Reads the query from the command line.</summary>
    public ListQuery Read(ParseResult result)
    {
        var query = new ListQuery
        {
            SortBy = result.GetValue(sortBy) ?? (newestFirst ? "desc:created" : null),
            LogicalOperator = result.GetValue(logicalOperator)!,
            Page = result.GetValue(page),
            Size = result.GetValue(size),
        };
        foreach (var filter in filters)
        {
            if (result.GetValue(filter) is { } text)
            {
                query[filter.Name[2..]] = text;
            }
        }

        return query;
    }

    private static string Describe(FilterField field) => field.Type switch
    {
        _ when field.AllowedValues.Count > 1 =>
            $"Filter by {string.Join(", ", field.AllowedValues.SkipLast(1))} or {field.AllowedValues[^1]}, "
            + $"or by part of it with contains:, startswith: or endswith:.",
        FilterFieldType.Timestamp => "Filter by UTC time, 'YYYY-MM-DD HH:MM:SS'. To compare, prefix it with gt:, gte:, lt: or lte:.",
        FilterFieldType.Integer => "Filter by number. To compare, prefix it with gt:, gte:, lt: or lte:.",
        FilterFieldType.Boolean => "Filter by true or false.",
        FilterFieldType.Uuid => "Filter by id, or by part of it with contains:, startswith: or endswith:.",
        _ => "Filter by exact text, or by part of it with contains:, startswith: or endswith:.",
    };
}
