using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.PlainResources;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Repositories.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.PlainResources;

/// <summary>The statements for one kind of plain resources, built once from its description.</summary>
internal sealed class PlainResourceTable
{
    private static readonly Dictionary<string, PlainResourceTable> Tables =
        PlainResourceKinds.All.ToDictionary(kind => kind.Collection, kind => new PlainResourceTable(kind));

    private readonly PlainResourceKind kind;

    private readonly PlainField[] stored;

    // For each field, whether a row has it.
    private readonly bool[] isSelected;

    private readonly bool[] isSelectedDetailed;

    private readonly bool nestsStack;

    private readonly bool nestsPipeline;

    private PlainResourceTable(PlainResourceKind kind)
    {
        this.kind = kind;
        stored = [.. kind.Fields.Where(field => !field.IsSealed)];
        nestsStack = Nests(PlainTarget.Stack);
        nestsPipeline = Nests(PlainTarget.Pipeline);
        var name = kind.HasName ? "x.name, " : "";
        isSelected = [.. kind.Fields.Select(IsAnsweredUnhydrated)];
        isSelectedDetailed = [.. kind.Fields.Select(field => !field.IsSealed)];
        var columns = $"x.id, {name}x.workspace_id, w.name, x.user_id, u.name, x.created, x.updated";
        var from = $"FROM {kind.Collection} x LEFT JOIN workspaces w ON w.id = x.workspace_id LEFT JOIN users u ON u.id = x.user_id";
        Select = $"SELECT {columns}{Columns(isSelected)} {from}";
        SelectDetailed = $"SELECT {columns}{Columns(isSelectedDetailed)}{(nestsStack ? $", {StackSummaryRows.Columns}" : "")}"
            + $"{(nestsPipeline ? $", {RegisteredPipelineRows.Columns}" : "")} {from}"
            + (nestsStack ? $" LEFT JOIN stacks k ON k.id = x.stack_id {StackSummaryRows.Joins}" : "")
            + (nestsPipeline ? $" LEFT JOIN pipelines p ON p.id = x.pipeline_id {RegisteredPipelineRows.Joins}" : "");
        List = new ListSql(
            Select, $"{kind.Collection} x", "x",
            kind.Filters.ToDictionary(filter => filter.Name, filter => Template(filter.Name)),
            "x.workspace_id = @workspace");
        string[] named = kind.HasName ? ["name"] : [];
        string[] inserted = ["id", .. named, "workspace_id", "user_id", "created", "updated", .. stored.Select(field => field.Column)];
        Insert = $"INSERT INTO {kind.Collection} ({string.Join(", ", inserted)}) VALUES ({string.Join(", ", inserted.Select(Parameter))})";
        string[] changed = [.. named, "updated", .. Changing.Select(field => field.Column)];
        Update = $"UPDATE {kind.Collection} SET {string.Join(", ", changed.Select(column => $"{column} = @{column}"))} WHERE id = @id";
        Exists = $"SELECT COUNT(*) FROM {kind.Collection} x WHERE x.workspace_id = @workspace AND x.name = @name";
    }

    /// <summary>The rows without nested resources, and without what only a hydrated response has.</summary>
    public string Select { get; }

    /// <summary>The rows with nested resources.</summary>
    public string SelectDetailed { get; }

    /// <summary>How the rows of <see cref="Select"/> are listed.</summary>
    public ListSql List { get; }

    /// <summary>Adds a row; see <see cref="Inserted"/>.</summary>
    public string Insert { get; }

    /// <summary>Changes a row; see <see cref="Changed"/>.</summary>
    public string Update { get; }

    /// <summary>Counts rows with a name.</summary>
    public string Exists { get; }

    private IEnumerable<PlainField> Changing => stored.Where(one => one.Change != PlainChange.Never);

    /// <summary>The table of a kind.</summary>
    public static PlainResourceTable Of(PlainResourceKind kind) => Tables[kind.Collection];

    /// <summary>The parameters of <see cref="Insert"/>.</summary>
    public IReadOnlyList<SqlParameter> Inserted(PlainResource resource) =>
    [
        ("@id", resource.Id.ToStored()),
        .. Named(resource),
        ("@workspace_id", resource.Workspace.Id.ToStored()), ("@user_id", resource.User.Id.ToStored()),
        ("@created", resource.Created.ToStored()), ("@updated", resource.Updated.ToStored()),
        .. stored.Select(field => ParameterOf(field, resource)),
    ];

    /// <summary>The parameters of <see cref="Update"/>.</summary>
    public IReadOnlyList<SqlParameter> Changed(PlainResource resource) =>
    [
        .. Named(resource), ("@updated", resource.Updated.ToStored()), .. Changing.Select(field => ParameterOf(field, resource)),
        ("@id", resource.Id.ToStored()),
    ];

    /// <summary>Reads a row of <see cref="Select"/>.</summary>
    public PlainResource Map(DbDataReader reader) => MapRow(new RowCursor(reader));

    /// <summary>The same, from a cursor.</summary>
    public PlainResource MapRow(RowCursor row) => MapRow(row, isSelected);

    /// <summary>Reads a row of <see cref="SelectDetailed"/>.</summary>
    public PlainResource MapDetailed(DbDataReader reader)
    {
        var row = new RowCursor(reader);
        var resource = MapRow(row, isSelectedDetailed);
        var stack = nestsStack ? row.Optional(StackSummaryRows.Count, StackSummaryRows.Map) : null;
        var pipeline = nestsPipeline ? row.Optional(RegisteredPipelineRows.Count, RegisteredPipelineRows.Map) : null;
        return resource with { Stack = stack, Pipeline = pipeline };
    }

    private PlainResource MapRow(RowCursor row, bool[] selected) => new()
    {
        Kind = kind,
        Id = row.Id<PlainResource>(),
        Name = kind.HasName ? row.Text() : null,
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
        Values = [.. kind.Fields.Select((field, place) => selected[place] ? Read(field, row) : null)],
    };

    /// <remarks>A resource is deleted with its secrets, so their ids are always read.</remarks>
    private bool IsAnsweredUnhydrated(PlainField field) => !field.IsSealed
        && (field.Place == PlainPlace.Body || kind.IsAlwaysHydrated || field.Type == PlainFieldType.Secrets);

    private string Columns(bool[] selected) =>
        string.Concat(kind.Fields.Where((_, place) => selected[place]).Select(field => $", x.{field.Column}"));

    private static string Parameter(string column) => $"@{column}";

    private static object? Read(PlainField field, RowCursor row) => field.Type switch
    {
        PlainFieldType.Text => row.TextOrNull(),
        PlainFieldType.Boolean => row.NumberOrNull() is { } number ? number != 0 : null,
        PlainFieldType.Integer or PlainFieldType.Seconds => row.NumberOrNull(),
        PlainFieldType.Time => row.TimeOrNull(),
        PlainFieldType.Id or PlainFieldType.Secrets => row.IdOrNull<PlainResource>()?.Value,
        _ => row.JsonOrNull(),
    };

    private static object? ToStored(object? value) => value switch
    {
        bool truth => truth.ToStored(),
        DateTimeOffset time => time.ToStored(),
        Guid id => id.ToStored(),
        OpaqueJson json => json.Text,
        SensitiveString => throw new InvalidOperationException("A sealed value is not stored in a column."),
        _ => value,
    };

    private bool Nests(PlainTarget target) =>
        kind.Fields.Any(field => field.Reference is { IsNested: true } reference && reference.Target == target);

    private string Template(string filter) => kind.Fields.FirstOrDefault(field => field.FilterName == filter) is { } field
        && field.Filter is PlainFilter.Element or PlainFilter.Entries
        ? $"REPLACE(x.{field.Column}, {{operand}}, '') <> x.{field.Column}"
        : $"x.{filter} {{}}";

    private SqlParameter[] Named(PlainResource resource) => kind.HasName ? [("@name", resource.Name)] : [];

    private SqlParameter ParameterOf(PlainField field, PlainResource resource) =>
        ($"@{field.Column}", ToStored(resource.Values[IndexOf(field)]));

    private int IndexOf(PlainField field)
    {
        for (var index = 0; index < kind.Fields.Count; index++)
        {
            if (ReferenceEquals(kind.Fields[index], field))
            {
                return index;
            }
        }

        throw new InvalidOperationException("The kind has no such field.");
    }
}
