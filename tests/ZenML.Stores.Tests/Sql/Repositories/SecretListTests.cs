using CsCheck;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql.Repositories;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class SecretListTests
{
    private static readonly string[] Pieces = ["a", "A", "b", "%", "_", "!", "app", "\u00E9", "\u00C9", "\U0001F511", " ", "\\", "'"];

    [Theory, EveryDatabase]
    public async Task Lists_agree_with_a_straightforward_evaluation_of_their_filters(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var secrets = await FillAsync(store, [new(store.Workspace.Id, "default"), new(second.Id, "second")]);

        await GenQuery(secrets, store.Workspace).SampleAsync(
            async query =>
            {
                foreach (var caller in new[] { store.Database.LocalCaller, store.OtherCaller })
                {
                    var parsed = QueryParser.Parse(query, SecretFields.All);
                    var expected = SecretOracle.Answer(secrets, parsed, caller.UserId);
                    var page = await store.Database.ReadAsync(
                        (unit, token) => unit.Secrets.ListAsync(parsed, new SecretViewer(caller.UserId), token), Token);
                    Assert.Equal(expected.Count, page.Total);
                    Assert.Equal(
                        expected.Skip((int)parsed.Offset).Take(parsed.Size).Select(secret => secret.Id).ToArray(),
                        page.Items.Select(secret => secret.Id).ToArray());
                }
            },
            iter: 400, threads: 1);
    }

    [Theory, EveryDatabase]
    public async Task Totals_stay_correct_after_every_change(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var one = await store.AddSecretAsync("one");
        var two = await store.AddSecretAsync("two", scope: SecretScope.User);
        await store.AddSecretAsync("three", workspace: second.Id);
        await store.AddSecretAsync("four", scope: SecretScope.User, services: store.OtherServices);
        await AssertTotalsAsync(store, 3, 2, 3);

        await store.Services.Secrets.UpdateAsync(one.Id, new SecretUpdate { Scope = SecretScope.User }, Token);
        await AssertTotalsAsync(store, 3, 2, 2);
        await store.Services.Secrets.UpdateAsync(one.Id, new SecretUpdate { Name = SecretName.Parse("1") }, Token);
        await store.Services.Secrets.UpdateAsync(two.Id, new SecretUpdate { Scope = SecretScope.Workspace }, Token);
        await AssertTotalsAsync(store, 3, 2, 3);
        await store.Services.Workspaces.DeleteAsync(second.Id, force: true, Token);
        await AssertTotalsAsync(store, 2, 2, 2);
        await store.Services.Secrets.DeleteAsync(one.Id, Token);
        await store.Services.Secrets.DeleteAsync(two.Id, Token);
        await AssertTotalsAsync(store, 0, 0, 1);
    }

    [Theory]
    [InlineData("created", false)]
    [InlineData("desc:created", false)]
    [InlineData("updated", false)]
    [InlineData("name", false)]
    [InlineData("desc:name", false)]
    [InlineData("created", true)]
    [InlineData("updated", true)]
    [InlineData("desc:updated", true)]
    [InlineData("name", true)]
    public async Task A_page_is_read_in_order_from_an_index(string sort, bool isConfined)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var query = QueryParser.Parse(
            new ListQuery { SortBy = sort, Workspace = isConfined ? store.Workspace.Id : null }, SecretFields.All);

        var plan = await ExplainAsync(store, query);

        // Each name space is searched in an index and read on in its order; at most equal values of a descending order are sorted.
        var searches = plan.Index()
            .Where(step => step.Item.StartsWith("SEARCH s USING INDEX secrets_", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, searches.Length);
        Assert.All(searches, search => Assert.True(
            plan[search.Index + 1] is "SCAN everyone" or "SCAN own" or "USE TEMP B-TREE FOR LAST TERM OF ORDER BY",
            string.Join(Environment.NewLine, plan)));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("id")]
    public async Task A_single_name_or_id_is_looked_up_without_a_sorted_scan(string field)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var query = QueryParser.Parse(new ListQuery { [field] = Guid.NewGuid().ToString() }, SecretFields.All);

        var plan = await ExplainAsync(store, query);

        Assert.Contains(plan, step => step.Contains(field == "id" ? "(id=?)" : "AND name=?", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("secrets_created", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rare_part_of_a_name_is_searched_only_in_names()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var query = QueryParser.Parse(new ListQuery { ["name"] = "contains:part" }, SecretFields.All);

        var plan = await ExplainAsync(store, query);

        Assert.Equal(2, plan.Count(step => step.StartsWith("SEARCH s USING COVERING INDEX secrets_name", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.Contains("secrets_created", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<string>> ExplainAsync(TemporaryStore store, ResourceQuery query)
    {
        var list = new SecretListSql(query, new SecretViewer(store.Store.LocalCaller.UserId), SqliteDialect.Instance);
        return RawDatabase.ExplainAsync(
            store.Store.Path,
            list.Page(total: 1),
            [.. list.Parameters.Concat(list.PageParameters).Select(parameter => (parameter.Name, parameter.Value!))]);
    }

    private static async Task AssertTotalsAsync(TemporaryStore store, int mine, int mineHere, int others)
    {
        Assert.Equal(mine, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        var here = new ListQuery { Workspace = store.Workspace.Id };
        Assert.Equal(mineHere, (await store.Services.SecretMetadata.ListAsync(here, Token)).Total);
        Assert.Equal(others, (await store.OtherServices.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        var counted = (await RawDatabase.QueryAsync(
            store,
            "SELECT concat(COUNT(*), workspace_id, name_space) FROM secrets WHERE deleted IS NULL "
                + "GROUP BY workspace_id, name_space ORDER BY 1")).ToArray();
        Assert.Equal(counted, await RawDatabase.QueryAsync(
            store, "SELECT concat(total, workspace_id, name_space) FROM secret_totals WHERE total <> 0 ORDER BY 1"));
    }

    /// <summary>Secrets of two owners in two workspaces, many with the same times.</summary>
    private static async Task<List<SecretInfo>> FillAsync(
        TemporaryStore store, IReadOnlyList<Core.Resources.ResourceReference<Workspace>> workspaces)
    {
        Core.Resources.ResourceReference<User>[] users =
        [
            new(store.Database.LocalCaller.UserId, "default"), new(store.OtherCaller.UserId, "other"),
        ];
        var secrets = new List<SecretInfo>();
        var names = new HashSet<string>();
        Gen.Select(Gen.OneOf(Pieces).Array[1, 4], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 5]).List[120].Sample(
            rows =>
            {
                foreach (var (pieces, user, workspace, isUser, created, later) in rows)
                {
                    var name = string.Concat(pieces);
                    if (!string.IsNullOrWhiteSpace(name) && names.Add($"{name}|{workspace}|{(isUser ? user : 2)}"))
                    {
                        secrets.Add(new SecretInfo
                        {
                            Id = Core.Resources.Id<Secret>.New(),
                            Name = SecretName.Parse(name),
                            Scope = isUser ? SecretScope.User : SecretScope.Workspace,
                            User = users[user],
                            Workspace = workspaces[workspace],
                            Created = SecretOracle.Times[created],
                            Updated = SecretOracle.Times[created].AddSeconds(later),
                            Version = 1,
                            ValuesVersion = 1,
                            Keys = [],
                        });
                    }
                }
            },
            iter: 1);
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                foreach (var secret in secrets)
                {
                    await unit.Secrets.AddAsync(secret, new SecretVersion { Version = 1, Kind = SecretVersionKind.Create }, token);
                }

                return 0;
            },
            Token);
        return secrets;
    }

    private static Gen<ListQuery> GenQuery(List<SecretInfo> secrets, Workspace workspace)
    {
        var text = Gen.OneOf(
            Gen.OneOf(Pieces).Array[0, 2].Select(string.Concat),
            Gen.OneOf(secrets.Select(secret => secret.Name.Value).ToArray()));
        var textFilter = Gen.Select(
            Gen.OneOf("", "equals:", "contains:", "startswith:", "endswith:"), text, (how, operand) => how + operand);
        var scopeFilter = Gen.OneOf("user", "workspace", "contains:R", "startswith:u", "contains:WORKSPACE", "endswith:e");
        var time = Gen.Select(
            Gen.OneOf("equals:", "gt:", "gte:", "lt:", "lte:"), Gen.OneOf([.. SecretOracle.Times]), Gen.Int[-1, 1],
            Gen.OneOf("", ".5", ".0000005"),
            (how, start, seconds, fraction) => $"{how}{start.AddSeconds(seconds):yyyy-MM-dd HH:mm:ss}{fraction}");

        Gen<string> Ids(Func<SecretInfo, Guid> id) => Gen.OneOf(
            Gen.OneOf(secrets.Select(secret => id(secret).ToString()).ToArray()),
            Gen.Select(
                Gen.OneOf("contains:", "startswith:", "endswith:"), Gen.OneOf(secrets.Select(secret => id(secret).ToString("N")).ToArray()),
                Gen.Int[0, 31], Gen.Int[1, 3], (how, digits, start, length) =>
                    how + digits.Substring(start, Math.Min(length, 32 - start)).ToUpperInvariant()));

        var filter = Gen.OneOf(
            textFilter.Select(value => ("name", value)), scopeFilter.Select(value => ("scope", value)),
            time.Select(value => ("created", value)), time.Select(value => ("updated", value)),
            Ids(secret => secret.Id.Value).Select(value => ("id", value)),
            Ids(secret => secret.User.Id.Value).Select(value => ("user_id", value)),
            Ids(secret => secret.Workspace.Id.Value).Select(value => ("workspace_id", value)));
        var sort = Gen.Select(
            Gen.OneOf("", "asc:", "desc:"),
            Gen.OneOf(SecretFields.All.Where(field => field.IsSortable).Select(field => field.Name).ToArray()),
            (direction, name) => direction + name);
        return Gen.Select(
            filter.Array[0, 3], sort, Gen.Bool, Gen.Int[1, 4], Gen.OneOf(1, 7, 50), Gen.Bool, (filters, by, any, page, size, confined) =>
        {
            var query = new ListQuery
            {
                SortBy = by, LogicalOperator = any ? "or" : "and", Page = page, Size = size, Workspace = confined ? workspace.Id : null,
            };
            foreach (var (field, value) in filters)
            {
                query[field] = value;
            }

            return query;
        });
    }
}
