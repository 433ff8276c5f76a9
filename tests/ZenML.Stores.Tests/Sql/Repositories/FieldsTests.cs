using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class FieldsTests
{
    private static readonly Dictionary<
        string, (IReadOnlyList<FilterField> Fields, Func<IZenServices, ListQuery, Task<long>> CountAsync)> Resources = new()
    {
        ["secrets"] = (SecretFields.All, async (services, query) => (await services.SecretMetadata.ListAsync(query, Token)).Total),
        ["components"] = (ComponentFields.All, async (services, query) => (await services.Components.ListAsync(query, Token)).Total),
        ["flavors"] = (FlavorFields.All, async (services, query) => (await services.Flavors.ListAsync(query, Token)).Total),
        ["stacks"] = (StackFields.All, async (services, query) => (await services.Stacks.ListAsync(query, Token)).Total),
        ["workspaces"] = (WorkspaceFields.All, async (services, query) => (await services.Workspaces.ListAsync(query, Token)).Total),
        ["users"] = (UserFields.All, async (services, query) => (await services.Users.ListAsync(query, Token)).Total),
        ["runs"] = (
            PipelineRunFields.All,
            async (services, query) => (await services.PipelineRuns.ListAsync(query, withSteps: true, Token)).Total),
    };

    [Theory, EveryDatabase]
    public async Task Every_field_can_be_filtered_and_sorted_by(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var (name, (fields, count)) in Resources)
        {
            var all = await count(store.Services, new ListQuery());
            foreach (var field in fields)
            {
                string[] nothing = field.Type switch
                {
                    FilterFieldType.Uuid =>
                        [Guid.NewGuid().ToString(), "contains:0123456789abcdef0123", "startswith:0123456789abcdef0", "endswith:fedcba9876"],
                    FilterFieldType.Timestamp =>
                        ["gt:2999-01-01 00:00:00", "gte:2999-01-01 00:00:00", "lt:1999-01-01 00:00:00", "lte:1969-01-01 00:00:00", "1"],
                    FilterFieldType.Boolean => ["false"],
                    _ =>
                [
                    // An unknown word is an error and not an empty list.
                    .. field.AllowedValues.Count > 0 ? [] : (string[])["no such"],
                    "contains:no such",
                    "startswith:no such",
                    "endswith:no such",
                ],
                };
                foreach (var filter in nothing)
                {
                    Assert.Equal(
                        0,
                        await count(
                            store.Services,
                            new ListQuery { [field.Name] = filter, SortBy = field.IsSortable ? field.Name : null }));
                    Assert.Equal(
                        0,
                        await count(
                            store.Services,
                            new ListQuery { [field.Name] = filter, ["id"] = Guid.NewGuid().ToString(), LogicalOperator = "or" }));
                }

                if (field.IsSortable)
                {
                    Assert.Equal(
                        all,
                        await count(
                            store.Services,
                            new ListQuery
                            {
                                SortBy = $"desc:{field.Name}", Workspace = name == "stacks" ? store.Workspace.Id : null,
                            }));
                }
            }
        }
    }
}
