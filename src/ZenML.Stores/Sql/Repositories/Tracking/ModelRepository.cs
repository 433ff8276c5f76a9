using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Models;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class ModelRepository(SqlSession session) : IModelRepository
{
    private const string Select = $"SELECT {ModelRows.Columns} FROM models m {ModelRows.Joins}";

    private static readonly ListSql List = new(Select, "models m", "m", new Dictionary<string, string>
    {
        ["id"] = "m.id {}", ["created"] = "m.created {}", ["updated"] = "m.updated {}", ["name"] = "m.name {}",
        ["workspace_id"] = "m.workspace_id {}", ["user_id"] = "m.user_id {}", ["tag"] = Tags.Field("m.id"),
    }, "m.workspace_id = @workspace");

    private readonly Tags tags = new(session);

    public Task<Model?> FindByIdAsync(Id<Model> id, CancellationToken cancellationToken) =>
        FindAsync("m.id = @id", ("@id", id.ToStored()), cancellationToken);

    public Task<Model?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        FindAsync("m.name = @name", ("@name", name), cancellationToken);

    public async Task<Page<Model>> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var list = List with { Confinement = TaggedLists.Confine(query, "m.id") };
        var page = await list.ReadPageAsync(session, query, Map, cancellationToken);
        return page with { Items = await WithTagsAsync(page.Items, cancellationToken) };
    }

    public Task AddAsync(Model model, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO models (id, name, license, description, audience, use_cases, limitations, trade_offs, ethics, save_to_registry,
            workspace_id, user_id, created, updated)
        VALUES (@id, @name, @license, @description, @audience, @use_cases, @limitations, @trade_offs, @ethics, @save,
            @workspace, @user, @created, @updated)
        """,
        cancellationToken,
        [
            .. Changing(model),
            ("@workspace", model.Workspace.Id.ToStored()), ("@user", model.User.Id.ToStored()), ("@created", model.Created.ToStored()),
        ]);

    public Task UpdateAsync(Model model, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE models SET name = @name, license = @license, description = @description, audience = @audience, use_cases = @use_cases,
            limitations = @limitations, trade_offs = @trade_offs, ethics = @ethics, save_to_registry = @save, updated = @updated
        WHERE id = @id
        """,
        cancellationToken, Changing(model));

    public async Task DeleteAsync(Id<Model> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in TrackingDeletions.OfModels("id = @model"))
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@model", id.ToStored()));
        }
    }

    private static SqlParameter[] Changing(Model model) =>
    [
        ("@id", model.Id.ToStored()),
        ("@name", model.Name),
        ("@license", model.Card.License),
        ("@description", model.Card.Description),
        ("@audience", model.Card.Audience),
        ("@use_cases", model.Card.UseCases),
        ("@limitations", model.Card.Limitations),
        ("@trade_offs", model.Card.TradeOffs),
        ("@ethics", model.Card.Ethics),
        ("@save", model.SaveToRegistry ? 1L : 0L),
        ("@updated", model.Updated.ToStored()),
    ];

    private async Task<Model?> FindAsync(string condition, SqlParameter parameter, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE {condition}", Map, cancellationToken, parameter) is { } model
            ? (await WithTagsAsync([model], cancellationToken))[0]
            : null;

    private async Task<IReadOnlyList<Model>> WithTagsAsync(IReadOnlyList<Model> models, CancellationToken cancellationToken)
    {
        var byResource = await tags.ListAsync(models.Select(model => model.Id.Value), cancellationToken);
        return [.. models.Select(model => model with { Tags = byResource.ListOf(model.Id.Value) })];
    }

    private static Model Map(DbDataReader reader) => ModelRows.Map(new(reader));
}
