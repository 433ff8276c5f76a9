using System.Text;
using ZenML.Core.Access;
using ZenML.Stores.Sql.Querying;

namespace ZenML.Stores.Sql.Sessions;

/// <summary>
/// Confines queries to what exists for a caller. Each query begins with subqueries that have the names of the tables it reads
/// and only the rows that the caller may see, so that no query of a repository can forget to ask.
/// </summary>
internal sealed class WorkspaceFilter
{
    private const string Held = "workspace_id IN ({held})";

    private const string OfModelVersion =
        $"model_version_id IN (SELECT mv.id FROM model_versions mv JOIN models mo ON mo.id = mv.model_id WHERE mo.{Held})";

    // Names of workspaces are part of many rows. Only queries for workspaces themselves are confined.
    private const string FromWorkspaces = "FROM workspaces ";

    /// <summary>
    /// The tables with the condition for the rows that exist for the caller. <c>{held}</c> stands for the workspaces with a role,
    /// <c>{any}</c> for a condition that is true if there is one. Rows of other tables are read by what is found here.
    /// </summary>
    public static readonly IReadOnlyList<(string Table, string Condition)> Tables =
    [
        ("stacks", Held), ("components", Held), ("pipelines", Held), ("pipeline_deployments", Held), ("pipeline_runs", Held),
        ("artifact_versions", Held), ("run_metadata", Held), ("schedules", Held), ("pipeline_builds", Held),
        ("code_repositories", Held), ("service_connectors", Held), ("models", Held),
        ("flavors", $"workspace_id IS NULL OR {Held}"),
        ("step_runs", $"run_id IN (SELECT pr.id FROM pipeline_runs pr WHERE pr.{Held})"),
        ("code_references", $"code_repository_id IN (SELECT cr.id FROM code_repositories cr WHERE cr.{Held})"),
        ("model_versions", $"model_id IN (SELECT mo.id FROM models mo WHERE mo.{Held})"),
        ("model_version_artifacts", OfModelVersion), ("model_version_runs", OfModelVersion),

        // They belong to no workspace. Their names are unique in the store, so everyone who records runs sees them.
        ("artifacts", "{any}"), ("tags", "{any}"),
    ];

    private readonly SqlDialect dialect;

    private readonly string held;

    private readonly SqlParameter[] heldParameters;

    private readonly string named;

    private readonly SqlParameter[] namedParameters;

    private readonly bool namesHeld;

    /// <summary>The filter of a view.</summary>
    public WorkspaceFilter(WorkspaceView view, SqlDialect dialect)
    {
        this.dialect = dialect;
        (held, heldParameters) = ListOf(view.Held.Select(id => id.ToStored()), "@held");
        var (shared, sharedParameters) = ListOf(view.Shared.Select(id => id.ToStored()), "@shared");
        named = view.NamesAll
            ? "1 = 1"
            : $"(id IN ({held}) OR id IN (SELECT sh.workspace_id FROM secrets sh WHERE sh.id IN ({shared})))"
                + (view.Only is null ? "" : " AND id = @only");
        namedParameters =
        [
            .. view.NamesAll ? [] : sharedParameters,
            .. view.Only is { } only && !view.NamesAll ? (SqlParameter[])[("@only", only.ToStored())] : [],
        ];
        namesHeld = !view.NamesAll;
    }

    /// <summary>The statement that finds only what exists for the caller.</summary>
    public (string Sql, IReadOnlyList<SqlParameter> Parameters) Apply(string sql, IReadOnlyList<SqlParameter> parameters)
    {
        if (!sql.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.Ordinal))
        {
            return (sql, parameters);
        }

        var subqueries = new StringBuilder();
        var usesHeld = false;
        foreach (var (table, condition) in Tables)
        {
            if (Names(sql, table))
            {
                usesHeld |= condition != "{any}";
                Append(subqueries, table, condition);
            }
        }

        var usesNames = sql.Contains(FromWorkspaces, StringComparison.Ordinal);
        if (usesNames)
        {
            usesHeld |= namesHeld;
            Append(subqueries, "workspaces", named);
        }

        return subqueries.Length == 0
            ? (sql, parameters)
            : ($"{subqueries} {sql}",
                [.. parameters, .. usesHeld ? heldParameters : [], .. usesNames ? namedParameters : []]);
    }

    /// <summary>Whether a statement has a word.</summary>
    private static bool Names(string sql, string word)
    {
        for (var at = sql.IndexOf(word, StringComparison.Ordinal); at >= 0; at = sql.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!IsPart(sql, at - 1) && !IsPart(sql, at + word.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(string sql, int index) =>
        index >= 0 && index < sql.Length && (char.IsAsciiLetterOrDigit(sql[index]) || sql[index] is '_' or '.' or '@');

    private void Append(StringBuilder subqueries, string table, string condition) => subqueries
        .Append(subqueries.Length == 0 ? "WITH " : ", ")
        .Append(dialect.Shadow.Replace("{table}", table, StringComparison.Ordinal))
        .Append(" WHERE ")
        .Append(condition.Replace("{held}", held, StringComparison.Ordinal)
            .Replace("{any}", heldParameters.Length == 0 ? "1 = 0" : "1 = 1", StringComparison.Ordinal))
        .Append(')');

    /// <remarks>No database has empty lists, and nothing is equal to null.</remarks>
    private (string List, SqlParameter[] Parameters) ListOf(IEnumerable<string> ids, string name)
    {
        var (list, parameters) = InList.Of(dialect, ids, name);
        return parameters.Length == 0 ? ("NULL", parameters) : (list, parameters);
    }
}
