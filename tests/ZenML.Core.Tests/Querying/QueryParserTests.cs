using ZenML.Core.Accounts.Devices;
using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Core.Tests.Querying;

public sealed class QueryParserTests
{
    private const string FullId = "b55c3f07-d0e1-4a6b-8c9d-0123456789ab";

    private static readonly IReadOnlyList<FilterField> Fields =
    [
        .. FilterField.OfEveryResource, new("size", FilterFieldType.Integer), new("active", FilterFieldType.Boolean),
        new("stack_id", FilterFieldType.Uuid, IsSortable: false),
    ];

    private static readonly IReadOnlyList<FilterField> Enumerations =
        [.. FilterField.OfEveryResource, new("scope", FilterFieldType.Text) { AllowedValues = ["workspace", "user"] }];

    private static IEnumerable<IReadOnlyList<FilterField>> AllLists() =>
    [
        SecretFields.All, ComponentFields.All, FlavorFields.All, PipelineRunFields.All, DeviceFields.All, AuditFields.All,
        TrackingFields.Runs, TrackingFields.Steps,
    ];

    [Theory]
    [InlineData("alpha", FilterOperator.Equal, "alpha")]
    [InlineData("equals:alpha", FilterOperator.Equal, "alpha")]
    [InlineData("contains:alpha", FilterOperator.Contains, "alpha")]
    [InlineData("startswith:alpha", FilterOperator.StartsWith, "alpha")]
    [InlineData("endswith:alpha", FilterOperator.EndsWith, "alpha")]
    [InlineData("contains:a:b", FilterOperator.Contains, "a:b")]
    [InlineData("equals:contains:a", FilterOperator.Equal, "contains:a")]
    [InlineData("equals:foo:alpha", FilterOperator.Equal, "foo:alpha")]
    [InlineData("http://127.0.0.1:5000", FilterOperator.Equal, "http://127.0.0.1:5000")]
    [InlineData("file:///tmp/x", FilterOperator.Equal, "file:///tmp/x")]
    [InlineData("s3://bucket", FilterOperator.Equal, "s3://bucket")]
    [InlineData("pipeline::step::output", FilterOperator.Equal, "pipeline::step::output")]
    [InlineData(@"C:\apps", FilterOperator.Equal, @"C:\apps")]
    [InlineData("my name: x", FilterOperator.Equal, "my name: x")]
    [InlineData("sha256:0123", FilterOperator.Equal, "sha256:0123")]
    [InlineData("zenml.materializers.x:Y", FilterOperator.Equal, "zenml.materializers.x:Y")]
    [InlineData("::1", FilterOperator.Equal, "::1")]
    [InlineData(" contains:alpha", FilterOperator.Equal, " contains:alpha")]
    [InlineData(":", FilterOperator.Equal, ":")]
    [InlineData("", FilterOperator.Equal, "")]
    [InlineData("equals:", FilterOperator.Equal, "")]
    [InlineData("contains:", FilterOperator.Contains, "")]
    public void Text_filters_support_four_operators_and_an_unknown_word_before_a_colon_is_part_of_the_value(
        string text, FilterOperator expected, string operand) =>
        Assert.Equal((expected, (object)operand), Condition("name", text));

    [Theory]
    [InlineData(FullId, FilterOperator.Equal)]
    [InlineData("B55C3F07D0E14A6B8C9D0123456789AB", FilterOperator.Equal)]
    [InlineData("equals:" + FullId, FilterOperator.Equal)]
    public void An_id_filter_compares_the_full_id(string text, FilterOperator expected) =>
        Assert.Equal((expected, (object)Guid.Parse(FullId)), Condition("id", text));

    [Theory]
    [InlineData("startswith:b55c3f07-d", FilterOperator.StartsWith, "b55c3f07d")]
    [InlineData("contains:D0E1", FilterOperator.Contains, "d0e1")]
    [InlineData("endswith:-0123456789ab", FilterOperator.EndsWith, "0123456789ab")]
    [InlineData("contains:", FilterOperator.Contains, "")]
    [InlineData("startswith:Xyz", FilterOperator.StartsWith, "xyz")]
    public void Partial_id_filters_compare_digits(string text, FilterOperator expected, string digits) =>
        Assert.Equal((expected, (object)digits), Condition("id", text));

    [Theory]
    [InlineData("gt:2026-11-23 18:25:08", FilterOperator.Greater)]
    [InlineData("gte:2026-11-23 18:25:08", FilterOperator.GreaterOrEqual)]
    [InlineData("lt:2026-11-23 18:25:08", FilterOperator.Less)]
    [InlineData("lte:2026-11-23 18:25:08", FilterOperator.LessOrEqual)]
    [InlineData("equals:2026-11-23 18:25:08", FilterOperator.Equal)]
    [InlineData("2026-11-23T18:25:08", FilterOperator.Equal)]
    [InlineData("2026-11-23T18:25:08Z", FilterOperator.Equal)]
    [InlineData("2026-11-23T19:25:08+01:00", FilterOperator.Equal)]
    [InlineData("1795458308", FilterOperator.Equal)]
    public void Time_filters_are_UTC_and_support_comparisons(string text, FilterOperator expected)
    {
        var (filterOperator, operand) = Condition("created", text);
        Assert.Equal(expected, filterOperator);
        var time = Assert.IsType<DateTimeOffset>(operand);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 18, 25, 8, TimeSpan.Zero), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("5", FilterOperator.Equal, 5)]
    [InlineData("gte:-5", FilterOperator.GreaterOrEqual, -5)]
    [InlineData("lt:9223372036854775807", FilterOperator.Less, long.MaxValue)]
    public void Integer_filters_support_comparisons(string text, FilterOperator expected, long operand) =>
        Assert.Equal((expected, (object)operand), Condition("size", text));

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    [InlineData("equals:false", false)]
    public void Boolean_filters_accept_the_usual_words(string text, bool operand) =>
        Assert.Equal((FilterOperator.Equal, (object)operand), Condition("active", text));

    [Theory]
    [InlineData("name", "gt:a", "'gt'")]
    [InlineData("name", "lte:a", "'lte'")]
    [InlineData("id", "gt:" + FullId, "'gt'")]
    [InlineData("id", "b55c3f07", "a full id")]
    [InlineData("id", "", "a full id")]
    [InlineData("created", "contains:2026-11-23 18:25:08", "'contains'")]
    [InlineData("created", "gt:yesterday", "a UTC time")]
    [InlineData("created", "gt:1795458308", "a UTC time")]
    [InlineData("created", "", "a UTC time")]
    [InlineData("created", "99999999999999", "a UTC time")]
    [InlineData("size", "1.5", "a whole number")]
    [InlineData("size", "startswith:1", "'startswith'")]
    [InlineData("size", "9223372036854775808", "a whole number")]
    [InlineData("active", "gt:true", "'gt'")]
    [InlineData("active", "banana", "true or false")]
    public void An_operator_that_a_type_does_not_support_is_rejected_with_the_field_name(string field, string text, string reason)
    {
        var message = Refused(new ListQuery { [field] = text });
        Assert.Contains($"'{field}'", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("startwith:ml", "startwith")]
    [InlineData("like:d", "like")]
    [InlineData("equal:user", "equal")]
    [InlineData("Contains:alpha", "Contains")]
    [InlineData("CONTAINS:alpha", "CONTAINS")]
    [InlineData("starts_with:a", "starts_with")]
    [InlineData("starts-with:a", "starts-with")]
    [InlineData("ne:a", "ne")]
    [InlineData("oneof:[\"a\"]", "oneof")]
    [InlineData("team:db", "team")]
    [InlineData("foo:", "foo")]
    public void An_unknown_operator_is_rejected_with_the_valid_ones(string text, string name)
    {
        foreach (var field in Fields)
        {
            var message = Refused(new ListQuery { [field.Name] = text });
            Assert.Contains($"'{field.Name}' cannot be filtered by '{name}'; it allows equals", message, StringComparison.Ordinal);
            Assert.Equal(field.Type == FilterFieldType.Text, message.Contains($"'equals:{text}'", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("scope", "usr")]
    [InlineData("scope", "User")]
    [InlineData("scope", "")]
    [InlineData("scope", "equals:global")]
    [InlineData("scope", " user")]
    public void An_unknown_enumeration_word_is_rejected_with_the_valid_ones(string field, string text)
    {
        var message = Refusal.Of(() => QueryParser.Parse(new ListQuery { [field] = text }, Enumerations));
        Assert.EndsWith("it takes workspace or user.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_enumeration_field_accepts_exactly_its_words_and_parts_of_them()
    {
        foreach (var field in AllLists().SelectMany(fields => fields).Where(field => field.AllowedValues.Count > 0))
        {
            foreach (var word in field.AllowedValues)
            {
                QueryParser.Parse(new ListQuery { [field.Name] = word }, [field, .. Fields]);
                QueryParser.Parse(new ListQuery { [field.Name] = $"equals:{word}" }, [field, .. Fields]);
                QueryParser.Parse(new ListQuery { [field.Name] = $"contains:{word[1..3]}" }, [field, .. Fields]);
                Refusal.Of(() => QueryParser.Parse(new ListQuery { [field.Name] = $"{word}s" }, [field, .. Fields]));
            }
        }
    }

    [Fact]
    public void Every_enumeration_field_lists_its_words()
    {
        var open = AllLists().SelectMany(fields => fields)
            .Where(field => field.Name is "scope" or "status" or "outcome" or "action" && field.AllowedValues.Count == 0);
        Assert.Empty(open);
    }

    [Theory]
    [InlineData(null, "created", false)]
    [InlineData("name", "name", false)]
    [InlineData("asc:name", "name", false)]
    [InlineData("desc:name", "name", true)]
    public void A_list_is_sorted_by_one_column_and_by_creation_time_by_default(string? sortBy, string field, bool descending)
    {
        var query = QueryParser.Parse(new ListQuery { SortBy = sortBy }, Fields);
        Assert.Equal((field, descending), (query.SortField.Name, query.Descending));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nope")]
    [InlineData("name:desc")]
    [InlineData("desc:")]
    [InlineData("stack_id")]
    [InlineData("down:name")]
    public void Unknown_or_unsortable_columns_are_rejected(string sortBy) =>
        Assert.Contains("to sort by", Refused(new ListQuery { SortBy = sortBy }), StringComparison.Ordinal);

    [Theory]
    [InlineData("and", false)]
    [InlineData("or", true)]
    public void Filters_can_be_combined_with_and_or_with_or(string logicalOperator, bool matchAny) =>
        Assert.Equal(matchAny, QueryParser.Parse(new ListQuery { LogicalOperator = logicalOperator }, Fields).MatchAny);

    [Fact]
    public void Several_filters_keep_their_order_and_pages_are_numbered_from_one()
    {
        var query = QueryParser.Parse(new ListQuery { ["name"] = "a", ["size"] = "gt:1", Page = 3, Size = 50 }, Fields);
        Assert.Equal(["name", "size"], query.Conditions.Select(condition => condition.Field.Name));
        Assert.Equal(100, query.Offset);
        Assert.Equal((int.MaxValue - 1L) * 10_000, QueryParser.Parse(new ListQuery { Page = int.MaxValue, Size = 10_000 }, Fields).Offset);
    }

    [Fact]
    public void All_errors_in_a_query_are_reported_at_once()
    {
        var message = Refused(new ListQuery
        {
            ["nope"] = "a", ["id"] = "x", ["size"] = "contains:1", SortBy = "nope", Page = 0, Size = 10_001, LogicalOperator = "AND",
        });
        Assert.Equal(7, message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_page_has_between_one_and_ten_thousand_items(int size) =>
        Assert.Contains("1 to 10000", Refused(new ListQuery { Size = size }), StringComparison.Ordinal);

    private static (FilterOperator Operator, object Operand) Condition(string field, string text)
    {
        var condition = Assert.Single(QueryParser.Parse(new ListQuery { [field] = text }, Fields).Conditions);
        Assert.Equal(field, condition.Field.Name);
        return (condition.Operator, condition.Operand);
    }

    [Fact]
    public void Errors_in_a_query_are_located_in_the_part_that_is_wrong()
    {
        var query = new ListQuery { ["nothing"] = "a", ["active"] = "gt:true", ["id"] = "b55c", SortBy = "nothing", Page = 0 };

        Assert.Equal(
            [
                QueryErrorKind.Field,
                QueryErrorKind.Operator,
                QueryErrorKind.Operand,
                QueryErrorKind.Sorting,
                QueryErrorKind.Paging,
            ],
            QueryParser.Validate(query, Fields).Select(mistake => mistake.Kind));
        Assert.Empty(QueryParser.Validate(new ListQuery { ["name"] = "a" }, Fields));
    }

    private static string Refused(ListQuery query) => Refusal.Of(() => QueryParser.Parse(query, Fields));
}
