using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Extensions.Configuration;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Hosting;

public class ConfigurationTests : ClientTest
{
    private readonly List<IConfigurationRoot> built = [];

    [Fact]
    public async Task All_secrets_of_the_workspace_become_keys_and_your_own_takes_precedence()
    {
        await Client.Secrets.CreateAsync("db", new() { ["user"] = "app", ["password"] = "shared" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "mine" }, SecretScope.User, Token);
        await Client.Secrets.CreateAsync("team/api", new() { ["Key__Main"] = "k-1", ["a.b"] = "c" }, cancellationToken: Token);

        var configuration = Build();

        Assert.Equal(
            [("db:password", "mine"), ("team:api:a.b", "c"), ("team:api:Key:Main", "k-1")],
            Values(configuration));
        Assert.Equal("k-1", configuration.GetSection("Team:API")["key:main"]);
    }

    [Fact]
    public async Task Secrets_are_chosen_by_name_filter_and_map()
    {
        await Client.Secrets.CreateAsync("db", new() { ["url"] = "db://main", ["user"] = "app" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("shop-a", new() { ["k"] = "1" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("shop-b", new() { ["k"] = "2" }, cancellationToken: Token);

        Assert.Equal([("ConnectionStrings:Main", "db://main")], Values(Build(o => o.Map["ConnectionStrings:Main"] = "db.url")));
        Assert.Equal([("shop-b:k", "2")], Values(Build(o => o.Secrets.Add("shop-b"))));
        Assert.Equal(
            [("Secrets:shop-a:k", "1"), ("Secrets:shop-b:k", "2")],
            Values(Build(o => (o.Prefix, o.Filter) = ("Secrets", new ListQuery { ["name"] = "startswith:shop-" }))));
        Assert.Equal(
            [("db:user", "app"), ("Main", "db://main"), ("shop-a:k", "1")],
            Values(Build(o =>
            {
                o.Filter = new ListQuery { ["name"] = "shop-a" };
                o.Secrets.Add("db");
                o.Map["Main"] = "{{db.url}}";
            })));
    }

    [Fact]
    public async Task What_does_not_exist_or_gets_the_key_of_another_value_is_an_error_that_names_it()
    {
        await Client.Secrets.CreateAsync("app", new() { ["k"] = "value-1" }, cancellationToken: Token);
        Assert.Contains("'gone'", Fails(ErrorCode.NotFound, o => o.Secrets.Add("gone")), StringComparison.Ordinal);
        Assert.Contains("'app.x' for 'Main'", Fails(ErrorCode.MissingSecrets, o => o.Map["Main"] = "app.x"), StringComparison.Ordinal);
        Assert.Contains("'Main'", Fails(ErrorCode.InvalidArgument, o => o.Map["Main"] = "app"), StringComparison.Ordinal);

        await Client.Secrets.CreateAsync("App", new() { ["K"] = "value-2" }, cancellationToken: Token);
        var error = Fails(ErrorCode.InvalidArgument);
        Assert.Contains("'app.k'", error, StringComparison.Ordinal);
        Assert.Contains("'App.K'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("value", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_reaches_the_configuration_by_its_change_token_and_the_keys_of_a_deleted_secret_disappear()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["password"] = "1" }, cancellationToken: Token);
        var configuration = Build(o => o.ReloadOnChange = true);
        var reloads = 0;
        using var registration = ChangeToken.OnChange(configuration.GetReloadToken, () => Interlocked.Increment(ref reloads));

        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "2" } }, Token);
        await UntilAsync(() => configuration["db:password"] == "2" && reloads == 1, "the new value");

        await Client.Secrets.CreateAsync("new", new() { ["k"] = "v" }, cancellationToken: Token);
        await UntilAsync(() => configuration["new:k"] == "v" && reloads == 2, "the new secret");

        await Client.Secrets.DeleteAsync(secret.Id, Token);
        await UntilAsync(() => configuration["db:password"] is null && reloads == 3, "the deletion");
        Assert.Equal([("new:k", "v")], Values(configuration));
    }

    [Fact]
    public async Task A_reload_that_fails_keeps_the_values_is_reported_and_tried_again()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["password"] = "1" }, cancellationToken: Token);
        var failures = new List<Exception>();
        var configuration = Build(o =>
        {
            o.ReloadOnChange = true;
            o.OnReloadFailed = exception =>
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            };
        });

        var other = await Client.Secrets.CreateAsync("DB", new() { ["password"] = "2" }, cancellationToken: Token);
        await UntilAsync(
            () =>
            {
                lock (failures)
                {
                    return failures.Count > 0;
                }
            },
            "a failure");
        Assert.Equal("1", configuration["db:password"]);

        await Client.Secrets.DeleteAsync(other.Id, Token);
        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "3" } }, Token);
        await UntilAsync(() => configuration["db:password"] == "3", "the new value");
    }

    [Fact]
    public async Task Nothing_is_missed_whenever_a_secret_changes()
    {
        var secret = await Client.Secrets.CreateAsync("n", new() { ["k"] = "0" }, cancellationToken: Token);
        for (var round = 1; round <= 3; round++)
        {
            var change = Task.Run(
                async () =>
                {
                    for (var number = 1; number <= 5; number++)
                    {
                        await Client.Secrets.UpdateAsync(
                            secret.Id, new SecretUpdate { Set = new() { ["k"] = $"{number}" } }, Token);
                    }
                },
                Token);
            var configuration = Build(o => o.ReloadOnChange = true);
            await change;
            await UntilAsync(() => configuration["n:k"] == "5", "the last value");
        }
    }

    [Fact]
    public void An_optional_source_without_a_store_is_empty_and_reports_why()
    {
        Exception? reported = null;
        var configuration = Build(o =>
        {
            o.Client = new ZenClientOptions { ConfigPath = Folder, Workspace = "no-such" };
            o.Optional = true;
            o.OnReloadFailed = exception => reported = exception;
        });

        Assert.Empty(Values(configuration));
        Assert.Contains("'no-such', which ZenClientOptions.Workspace names", reported?.Message, StringComparison.Ordinal);
    }

    protected static Task UntilAsync(Func<bool> condition, string awaited) =>
        Patience.UntilAsync(() => Task.FromResult(condition()), awaited, Token);

    protected IConfigurationRoot Build(Action<ZenConfigurationOptions>? configure = null)
    {
        var configuration = new ConfigurationBuilder().AddZenML(o =>
        {
            o.Client = new ZenClientOptions { ConfigPath = Folder };
            configure?.Invoke(o);
        }).Build();
        built.Add(configuration);
        return configuration;
    }

    protected static IEnumerable<(string Key, string? Value)> Values(IConfiguration configuration) =>
        configuration.AsEnumerable().Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value))
            .OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase);

    protected override void DisposeMore()
    {
        foreach (var configuration in built)
        {
            ((IDisposable)configuration).Dispose();
        }
    }

    private string Fails(ErrorCode code, Action<ZenConfigurationOptions>? configure = null)
    {
        var error = Assert.Throws<ZenException>(() => Build(configure));
        Assert.Equal(code, error.Code);
        return error.Message;
    }
}
