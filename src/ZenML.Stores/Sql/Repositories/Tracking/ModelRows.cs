using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs.Models;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads models, alone and as part of other rows, without tags.</summary>
internal static class ModelRows
{
    public const string Columns =
        """
        m.id, m.name, m.license, m.description, m.audience, m.use_cases, m.limitations, m.trade_offs, m.ethics, m.save_to_registry,
        latest.id, latest.name, m.workspace_id, mw.name, m.user_id, mu.name, m.created, m.updated
        """;

    public const string Joins =
        """
        LEFT JOIN model_versions latest
            ON latest.id = (
                SELECT newest.id FROM model_versions newest WHERE newest.model_id = m.id ORDER BY newest.number DESC LIMIT 1)
        LEFT JOIN workspaces mw ON mw.id = m.workspace_id LEFT JOIN users mu ON mu.id = m.user_id
        """;

    public static Model Map(RowCursor row) => new()
    {
        Id = row.Id<Model>(),
        Name = row.Text(),
        Card = new ModelCard
        {
            License = row.TextOrNull(),
            Description = row.TextOrNull(),
            Audience = row.TextOrNull(),
            UseCases = row.TextOrNull(),
            Limitations = row.TextOrNull(),
            TradeOffs = row.TextOrNull(),
            Ethics = row.TextOrNull(),
        },
        SaveToRegistry = row.Truth(),
        LatestVersion = row.Optional(2, latest => latest.ResourceReference<ModelVersion>()),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
    };
}
