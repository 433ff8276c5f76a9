using System.CommandLine;
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
    /// <param name="newestFirst">Whether the newest come first unless something else is asked for, as in records of what happened; else the oldest.</param>
    public ListOptions(Command command, IEnumerable<FilterField> fields, bool newestFirst = false)
    {
        this.newestFirst = newestFirst;
        foreach (var field in fields)
        {
            filters.Add(new Option<string?>($"--{field.Name}") { Description = Describe(field), HelpName = "[OPERATOR:]VALUE" });
        }

        sortBy = new Option<string?>("--sort_by") { Description = $"Column to sort by, with asc: or desc: before it. The {(newestFirst ? "newest" : "oldest")} come first without it.", HelpName = "COLUMN" };
        logicalOperator = new Option<string>("--logical_operator") { Description = "Whether all filters must hold (and) or one is enough (or).", HelpName = "and|or", DefaultValueFactory = _ => "and" };
        logicalOperator.AcceptOnlyFromAmong("and", "or");
        page = new Option<int>("--page") { Description = "Which page, from 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        size = new Option<int>("--size") { Description = "How many items a page holds, up to 10000.", HelpName = "N", DefaultValueFactory = _ => 20 };
        foreach (var option in filters.Concat<Option>([sortBy, logicalOperator, page, size]))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
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
        _ when field.AllowedValues.Count > 1 => $"Filter by {string.Join(", ", field.AllowedValues.SkipLast(1))} or {field.AllowedValues[^1]}, or contains:, startswith:, endswith: a part of one.",
        FilterFieldType.Timestamp => "Filter by a UTC time: gt:, gte:, lt:, lte: before 'YYYY-MM-DD HH:MM:SS'.",
        FilterFieldType.Integer => "Filter by a number: gt:, gte:, lt:, lte: before it.",
        FilterFieldType.Boolean => "Filter by true or false.",
        FilterFieldType.Uuid => "Filter by an id, or startswith:, contains:, endswith: a part of one.",
        _ => "Filter by a text, or contains:, startswith:, endswith: a part of one.",
    };
}
