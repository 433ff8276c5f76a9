using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>The expected content of a list of secrets, computed in the simplest way.</summary>
internal static class SecretOracle
{
    public static IReadOnlyList<DateTimeOffset> Times { get; } =
        [
            .. Enumerable.Range(0, 6).Select(
                index => new DateTimeOffset(2026, 1, 1, 0, 0, index / 2, TimeSpan.Zero).AddMicroseconds(
                    index % 2 == 0 ? 0 : 500_000)),
        ];

    public static List<SecretInfo> Answer(IEnumerable<SecretInfo> secrets, ResourceQuery query, Id<User> viewer)
    {
        var visible = secrets
            .Where(secret => secret.Scope == SecretScope.Workspace || secret.User.Id == viewer)
            .Where(secret => query.Workspace is null || secret.Workspace.Id == query.Workspace)
            .Where(secret => query.Conditions.Count == 0
                || (
                    query.MatchAny
                        ? query.Conditions.Any(condition => Holds(secret, condition))
                        : query.Conditions.All(condition => Holds(secret, condition))));
        return [.. visible.Order(Comparer<SecretInfo>.Create((left, right) => Compare(left, right, query)))];
    }

    private static int Compare(SecretInfo left, SecretInfo right, ResourceQuery query)
    {
        var order = (Value(left, query.SortField.Name), Value(right, query.SortField.Name)) switch
        {
            (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
            (var one, var other) => Encoding.UTF8.GetBytes((string)one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)other)),
        };
        return order != 0
            ? (query.Descending ? -order : order)
            : string.CompareOrdinal((string)Value(left, "id"), (string)Value(right, "id"));
    }

    private static bool Holds(SecretInfo secret, FilterCondition condition) =>
        (Value(secret, condition.Field.Name), condition.Operand) switch
    {
        (DateTimeOffset value, DateTimeOffset operand) => condition.Operator switch
        {
            FilterOperator.Equal => value == operand,
            FilterOperator.Greater => value > operand,
            FilterOperator.GreaterOrEqual => value >= operand,
            FilterOperator.Less => value < operand,
            _ => value <= operand,
        },
        (string value, Guid operand) => value == operand.ToString("N"),
        (string value, string operand) => condition.Operator switch
        {
            FilterOperator.Equal => value == operand,
            FilterOperator.Contains => AsciiLower(value).Contains(AsciiLower(operand), StringComparison.Ordinal),
            FilterOperator.StartsWith => AsciiLower(value).StartsWith(AsciiLower(operand), StringComparison.Ordinal),
            _ => AsciiLower(value).EndsWith(AsciiLower(operand), StringComparison.Ordinal),
        },
        _ => throw new InvalidOperationException(),
    };

    private static object Value(SecretInfo secret, string field) => field switch
    {
        "id" => secret.Id.Value.ToString("N"),
        "name" => secret.Name.Value,
        "scope" => secret.Scope == SecretScope.User ? "user" : "workspace",
        "created" => secret.Created,
        "updated" => secret.Updated,
        "workspace_id" => secret.Workspace.Id.Value.ToString("N"),
        _ => secret.User.Id.Value.ToString("N"),
    };

    private static string AsciiLower(string text) => string.Concat(
        text.Select(character => char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character));
}
