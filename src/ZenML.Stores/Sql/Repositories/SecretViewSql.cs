using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// What a viewer sees, as conditions. For an ordinary viewer they name nothing but the two name spaces. They have the parameters
/// <c>@viewer</c> and <see cref="Parameters"/>.
/// </summary>
internal sealed class SecretViewSql
{
    private const string BothNameSpaces = "s.name_space IN ('', @viewer)";

    private const string NotDeleted = "s.deleted IS NULL";

    private readonly SqlDialect dialect;

    private readonly List<SqlParameter> parameters;

    private readonly string? inWorkspaces;

    private readonly string? granted;

    /// <summary>Makes the conditions.</summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="dialect">The words of the database.</param>
    /// <param name="workspace">
    /// The workspace to which the statement is confined; null for none. If given, no list of workspaces is needed.
    /// </param>
    public SecretViewSql(SecretViewer viewer, SqlDialect dialect, Id<Workspace>? workspace = null)
    {
        this.dialect = dialect;
        parameters = [("@viewer", viewer.Account.ToStored())];
        inWorkspaces = viewer.Workspaces is not { } workspaces ? null
            : workspace is { } one ? viewer.SeesIn(one) ? null : "1 = 0"
            : AnyOf("s.workspace_id", workspaces.Select(id => id.ToStored()), "@workspaces");
        granted = viewer.Granted.Count == 0 ? null : AnyOf("s.id", viewer.Granted.Select(id => id.ToStored()), "@granted");
        if (granted is not null && viewer.GrantsWithin is { } within)
        {
            granted = $"{granted} AND s.workspace_id = @within";
            parameters.Add(("@within", within.ToStored()));
        }

        Only = viewer.Only is { } only ? $" AND {AnyOf("s.id", only.Select(id => id.ToStored()), "@only")}" : "";
    }

    /// <summary>The parameters of all conditions, <c>@viewer</c> first.</summary>
    public IReadOnlyList<SqlParameter> Parameters => parameters;

    /// <summary>Whether there are grants, so that <see cref="Granted"/> finds something.</summary>
    public bool HasGrants => granted is not null;

    /// <summary>What follows the condition of one name space of the viewer's: where roles show it. Empty for an ordinary viewer.</summary>
    public string ByRole => $"{(inWorkspaces is null ? "" : $" AND {inWorkspaces}")}{Only}";

    /// <summary>The condition of what grants show and roles do not.</summary>
    public string Granted =>
        $"{granted} AND {NotDeleted} AND NOT ({BothNameSpaces}{(inWorkspaces is null ? "" : $" AND {inWorkspaces}")}){Only}";

    /// <summary>The condition of all that the viewer sees and that is not deleted.</summary>
    public string Live => Any(BothNameSpaces, NotDeleted);

    /// <summary>The condition of all deleted secrets that the viewer sees.</summary>
    public string Deleted => Any("s.deleted IS NOT NULL AND (s.scope = 'workspace' OR s.user_id = @viewer)", "s.deleted IS NOT NULL");

    /// <summary>The condition of the deleted secrets that roles show.</summary>
    public string DeletedByRole => $"s.deleted IS NOT NULL AND (s.scope = 'workspace' OR s.user_id = @viewer){ByRole}";

    /// <summary>The name by which the viewer refers to a secret that a grant shows, as an expression.</summary>
    public string ReferenceName
    {
        get
        {
            var shared = dialect.Concatenate("(SELECT o.name FROM users o WHERE o.id = s.user_id)", "'/'", "s.name");
            return $"(CASE WHEN s.scope = 'user' AND s.user_id <> @viewer THEN {shared} ELSE s.name END)";
        }
    }

    private string Only { get; }

    private string Any(string own, string grantedState)
    {
        var byRole = $"{own}{(inWorkspaces is null ? "" : $" AND {inWorkspaces}")}";
        return granted is null ? $"{byRole}{Only}" : $"(({byRole}) OR ({granted} AND {grantedState})){Only}";
    }

    private string AnyOf(string column, IEnumerable<string> values, string name)
    {
        var (list, listed) = InList.Of(dialect, values, name);
        parameters.AddRange(listed);
        return list.Length == 0 ? "1 = 0" : $"{column} IN ({list})";
    }
}
