using System.Text.RegularExpressions;
using ZenML.Core.Access;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Walk;

/// <summary>Walks over all endpoints with accounts of each role.</summary>
public sealed partial class RoleWalkTests
{
    [Fact]
    public async Task The_table_of_roles_has_every_endpoint_of_the_server()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(
            server.Endpoints.Order(StringComparer.Ordinal),
            RoleEndpoint.All.Select(endpoint => Endpoint.ShapeOf(endpoint.Method, endpoint.Path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_account_with_a_role_reads_what_is_in_the_workspace()
    {
        await using var world = await RoleWorld.StartAsync();
        var names = await world.FillWorkspaceAsync(await world.AddWorkspaceAsync());
        var mistakes = new List<string>();
        foreach (var endpoint in RoleEndpoint.Reads)
        {
            foreach (var (role, account) in world.Accounts)
            {
                var answer = await account.GetAsync(await world.FillAsync(endpoint.Path, names, account));
                if (answer.Status != endpoint.Status)
                {
                    mistakes.Add($"{endpoint} as {role}: {answer.Status} {answer.Text}");
                }
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Fact]
    public async Task A_viewer_reads_no_encrypted_value_of_a_code_repository()
    {
        await using var world = await RoleWorld.StartAsync();
        var names = await world.FillWorkspaceAsync(await world.AddWorkspaceAsync());
        var path = await world.FillAsync("/api/v1/code_repositories/{repository}", names, world.Maker);
        const string lists = "/api/v1/code_repositories?hydrate=true";
        const string value = $"value-{RoleWorld.Canary}";

        foreach (var place in new[] { path, lists })
        {
            Assert.DoesNotContain(value, (await world.Accounts[Role.Viewer].GetAsync(place)).Text, StringComparison.Ordinal);
            Assert.Contains(value, (await world.Accounts[Role.Runner].GetAsync(place)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_change_takes_its_role_and_is_refused_below_it_in_the_shape_of_the_contract()
    {
        await using var world = await RoleWorld.StartAsync();
        var workspace = await world.AddWorkspaceAsync();
        var mistakes = new List<string>();
        foreach (var endpoint in RoleEndpoint.Changes)
        {
            foreach (var (role, account) in world.Accounts)
            {
                await ChangeAsync(world, endpoint, workspace, account, role.ToString(), role >= endpoint.Takes, isVisible: true, mistakes);
            }

            var manages = endpoint.IsOfWorkspace;
            await ChangeAsync(world, endpoint, workspace, world.Administrator, "administrator", manages, isVisible: false, mistakes);
            await ChangeAsync(world, endpoint, workspace, world.Nobody, "nobody", isAllowed: false, isVisible: false, mistakes);
            if (!endpoint.IsOfNoWorkspace)
            {
                await ChangeAsync(world, endpoint, workspace, world.Stranger, "stranger", isAllowed: false, isVisible: false, mistakes);
                await ChangeAsync(world, endpoint, workspace, world.LimitedKey, "key", isAllowed: false, isVisible: false, mistakes);
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Fact]
    public async Task What_is_in_an_invisible_workspace_is_answered_like_what_does_not_exist()
    {
        await using var world = await RoleWorld.StartAsync();
        var names = await world.FillWorkspaceAsync(await world.AddWorkspaceAsync());
        var absent = names.Keys.ToDictionary(name => name, _ => Guid.NewGuid().ToString());
        var mistakes = new List<string>();
        foreach (var endpoint in RoleEndpoint.Reads.Concat(RoleEndpoint.Changes).Where(endpoint => endpoint.Path.Contains('{')))
        {
            ApiClient[] accounts = endpoint.IsOfNoWorkspace ? [world.Nobody] : [world.Nobody, world.Stranger, world.LimitedKey];
            foreach (var account in accounts)
            {
                var hidden = await SendAsync(world, endpoint, names, account);
                var missing = await SendAsync(world, endpoint, absent, account);
                if (hidden.Status is 500 || hidden.Status != missing.Status || WithoutIds(hidden.Text) != WithoutIds(missing.Text))
                {
                    mistakes.Add($"{endpoint}: {hidden.Status} {hidden.Text}, but {missing.Status} {missing.Text} if it is absent");
                }

                if (hidden.Text.Contains(RoleWorld.Canary, StringComparison.Ordinal))
                {
                    mistakes.Add($"{endpoint}: leaks {hidden.Text}");
                }
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?hydrate=true&size=1000")]
    [InlineData("?sort_by=desc:created&created=gt:2000-01-01%2000:00:00")]
    public async Task No_list_of_another_account_changes_when_an_invisible_workspace_is_filled(string query)
    {
        await using var world = await RoleWorld.StartAsync();
        var workspace = await world.AddWorkspaceAsync();
        var lists = RoleEndpoint.Reads.Where(endpoint => !endpoint.Path.Contains('{')).ToArray();
        var before = new Dictionary<string, ApiAnswer>();
        foreach (var (key, send) in Requests(world, lists, query))
        {
            before[key] = await send();
        }

        await world.FillWorkspaceAsync(workspace);

        var mistakes = new List<string>();
        foreach (var (key, send) in Requests(world, lists, query))
        {
            var after = await send();
            if (after.Status != 200 || after.Text != before[key].Text)
            {
                mistakes.Add($"{key}: {after.Status} {after.Text}, before {before[key].Text}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Fact]
    public async Task An_administrator_without_a_role_sees_the_names_of_workspaces_and_nothing_in_them()
    {
        await using var world = await RoleWorld.StartAsync();
        var names = await world.FillWorkspaceAsync(await world.AddWorkspaceAsync());
        var mistakes = new List<string>();
        var contents = RoleEndpoint.Reads.Where(
            endpoint => !endpoint.Path.StartsWith("/api/v1/workspaces", StringComparison.Ordinal));
        foreach (var endpoint in contents)
        {
            var answer = await SendAsync(world, endpoint, names, world.Administrator);
            if (answer.Text.Contains(RoleWorld.Canary, StringComparison.Ordinal))
            {
                mistakes.Add($"{endpoint}: {answer.Text}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
        Assert.Contains(
            names["workspace"], (await world.Administrator.GetAsync("/api/v1/workspaces")).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Key, Func<Task<ApiAnswer>> Send)> Requests(
        RoleWorld world, IReadOnlyList<RoleEndpoint> lists, string query) =>
        from endpoint in lists
        from reader in new[]
        {
            (Name: "nobody", Account: world.Nobody), (Name: "stranger", Account: world.Stranger), (Name: "key", Account: world.LimitedKey),
        }
        where reader.Name == "nobody" || !endpoint.IsOfNoWorkspace
        select ($"{endpoint} as {reader.Name}", (Func<Task<ApiAnswer>>)(() => reader.Account.GetAsync(endpoint.Path + query)));

    private static async Task ChangeAsync(
        RoleWorld world,
        RoleEndpoint endpoint,
        Guid workspace,
        ApiClient account,
        string name,
        bool isAllowed,
        bool isVisible,
        List<string> mistakes)
    {
        var names = new Dictionary<string, string>
        {
            ["workspace"] = (endpoint.IsOfWorkspace ? await world.AddWorkspaceAsync() : workspace).ToString(),
        };
        var answer = await SendAsync(world, endpoint, names, account);
        var isRight = isAllowed ? answer.Status == endpoint.Status : answer.Status == 403 || (!isVisible && answer.Status == 404);
        if (!isRight || (!isAllowed && answer.ErrorClass is not ("IllegalOperationError" or "KeyError")))
        {
            mistakes.Add($"{endpoint} as {name}: {answer.Status} {answer.Text}");
        }
        else if (!isAllowed && endpoint.Method == "DELETE" && !IsOfLinks(endpoint))
        {
            var left = await world.Maker.GetAsync(await world.FillAsync(endpoint.Path, names, world.Maker));
            if (left.Status != 200)
            {
                mistakes.Add($"{endpoint} as {name}: refused, and yet it is gone: {left.Status} {left.Text}");
            }
        }
    }

    private static async Task<ApiAnswer> SendAsync(
        RoleWorld world, RoleEndpoint endpoint, Dictionary<string, string> names, ApiClient account) => await account.SendAsync(
        endpoint.Method,
        await world.FillAsync(endpoint.Path, names, account),
        endpoint.Body is null ? null : await world.FillAsync(endpoint.Body, names, account));

    private static bool IsOfLinks(RoleEndpoint endpoint) =>
        endpoint.Path.StartsWith("/api/v1/model_versions/{model version}/", StringComparison.Ordinal);

    private static string WithoutIds(string text) => Id().Replace(text, "ID");

    [GeneratedRegex("[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
