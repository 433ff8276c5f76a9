using System.CommandLine;
using System.Globalization;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Cli.CommandLine;

/// <summary>The options of a list: one for each field that it can be filtered by, and sorting and paging.</summary>
internal sealed class ListOptions
{
    /// <summary>The field that <c>--since</c> filters by, unless a list says otherwise.</summary>
    public const string Created = "created";

    private readonly List<(FilterField Field, Option<string?> Option)> filters = [];
    private readonly Option<string?> since = new("--since")
    {
        Description = "Show only what is from this time or later: a span such as 30m, 12h, 7d or 2w, or a UTC time such as 2026-11-30.",
        HelpName = "SPAN|TIME",
    };

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
            var filter = new Option<string?>($"--{field.Name.Replace('_', '-')}")
            {
                Description = Describe(field),
                HelpName = "[OPERATOR:]VALUE",
            };
            filters.Add((field, field.AllowedValues.Count > 0 ? filter.Completes(CompletionSource.OneOf(field.AllowedValues)) : filter));
        }

        sortBy = new Option<string?>("--sort-by")
        {
            Description = $"The column to sort by, prefixed with asc: or desc:. Default: {(newestFirst ? "newest" : "oldest")} first.",
            HelpName = "COLUMN",
        }.Completes(CompletionSource.OneOf(
            known.Where(field => field.IsSortable).SelectMany(field => (string[])[field.Name, $"asc:{field.Name}", $"desc:{field.Name}"])));
        logicalOperator = new Option<string>("--logical-operator")
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
        foreach (var option in filters.Select(filter => filter.Option).Concat<Option>([since, sortBy, logicalOperator, page, size]))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the command line asks for one page.</summary>
    public bool NamesPage(ParseResult result) =>
        result.GetResult(page) is { Implicit: false } || result.GetResult(size) is { Implicit: false };

    /// <summary>Reads the query from the command line.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="sinceField">The field that <c>--since</c> filters by.</param>
    /// <param name="clock">The time from which spans count back.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public ListQuery Read(ParseResult result, string sinceField, TimeProvider clock)
    {
        var query = new ListQuery
        {
            SortBy = result.GetValue(sortBy)?.Replace('-', '_') ?? (newestFirst ? "desc:created" : null),
            LogicalOperator = result.GetValue(logicalOperator)!,
            Page = result.GetValue(page),
            Size = result.GetValue(size),
        };
        foreach (var (field, option) in filters)
        {
            if (result.GetValue(option) is { } text)
            {
                EnsureChoice(field, option.Name, text);
                query[field.Name] = text;
            }
        }

        if (result.GetValue(since) is { } start)
        {
            AddSince(query, start, sinceField, clock);
        }

        return query;
    }

    /// <remarks>An unknown word would match nothing, as if there were no items. Operators can take a part of a word.</remarks>
    private static void EnsureChoice(FilterField field, string option, string text)
    {
        const string Equal = "equals:";
        var word = text.StartsWith(Equal, StringComparison.Ordinal) ? text[Equal.Length..] : text;
        if (field.AllowedValues.Count > 0 && !field.AllowedValues.Contains(word) && !word.Contains(':', StringComparison.Ordinal))
        {
            throw new UsageException($"{option:raw} must be {UsageError.Choices(field.AllowedValues):raw}, not '{word}'.");
        }
    }

    private static void AddSince(ListQuery query, string text, string field, TimeProvider clock)
    {
        if (query.LogicalOperator == "or" && query.Any())
        {
            throw new UsageException("--since limits the whole list, so it cannot be combined with --logical-operator or.");
        }

        if (query.Any(filter => filter.Key == field))
        {
            throw new UsageException($"Use either --since or --{field}, not both.");
        }

        var start = TimeText.ReadSince(text, clock);
        query[field] = $"gte:{start.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}";
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
