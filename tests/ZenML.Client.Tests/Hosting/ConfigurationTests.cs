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

        var configuration = Build(All);

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
    public async Task What_is_named_and_does_not_exist_or_gets_the_key_of_another_value_is_an_error_that_names_it()
    {
        await Client.Secrets.CreateAsync("app", new() { ["k"] = "value-1" }, cancellationToken: Token);
        Assert.Contains("'gone'", Fails(ErrorCode.NotFound, o => o.Secrets.Add("gone")), StringComparison.Ordinal);
        Assert.Contains("'app.x' for 'Main'", Fails(ErrorCode.MissingSecrets, o => o.Map["Main"] = "app.x"), StringComparison.Ordinal);
        Assert.Contains("'Main'", Fails(ErrorCode.InvalidArgument, o => o.Map["Main"] = "app"), StringComparison.Ordinal);

        await Client.Secrets.CreateAsync("App", new() { ["K"] = "value-2" }, cancellationToken: Token);
        var error = Fails(ErrorCode.InvalidArgument, o =>
        {
            o.Secrets.Add("app");
            o.Secrets.Add("App");
        });
        Assert.Contains("'app.k'", error, StringComparison.Ordinal);
        Assert.Contains("'App.K'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("value", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_secrets_that_get_one_key_the_named_one_or_else_the_older_one_wins_and_the_other_is_reported()
    {
        await Client.Secrets.CreateAsync("db", new() { ["k"] = "older" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("DB", new() { ["K"] = "newer" }, cancellationToken: Token);
        var reports = new List<string>();

        Assert.Equal([("db:k", "older")], Values(Build(o =>
        {
            o.IncludeAllSecrets = true;
            o.OnFailure = exception => reports.Add(exception.Message);
        })));
        Assert.StartsWith(
            "'DB.K' is left out: the configuration key 'DB:K' already comes from 'db.k'.", Assert.Single(reports),
            StringComparison.Ordinal);
        Assert.Equal("newer", Build(o =>
        {
            o.IncludeAllSecrets = true;
            o.Secrets.Add("DB");
        })["db:k"]);
    }

    [Fact]
    public async Task A_program_that_does_not_say_which_secrets_it_reads_does_not_start_and_the_error_says_how_to_read_all()
    {
        await Client.Secrets.CreateAsync("db", new() { ["k"] = "v" }, cancellationToken: Token);

        Assert.Contains("set IncludeAllSecrets = true", Fails(ErrorCode.InvalidArgument, _ => { }), StringComparison.Ordinal);
        Fails(ErrorCode.InvalidArgument, o => o.Filter = new ListQuery());
        Assert.Equal([("Secrets:db:k", "v")], Values(Build(o => o.Prefix = "Secrets")));
    }

    [Theory]
    [InlineData("ZenML", "Server")]
    [InlineData("zenml", "Server")]
    [InlineData("ZENML/Server", "x")]
    [InlineData("ZenML__Server", "x")]
    public async Task No_secret_sets_the_section_that_says_where_secrets_come_from(string name, string key)
    {
        await Client.Secrets.CreateAsync(name, new() { [key] = "http://127.0.0.1:1" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("db", new() { ["k"] = "v" }, cancellationToken: Token);
        var reports = new List<string>();

        var configuration = Build(o =>
        {
            o.IncludeAllSecrets = true;
            o.OnFailure = exception => reports.Add(exception.Message);
        });

        Assert.Equal([("db:k", "v")], Values(configuration));
        Assert.Contains("is left out: secrets cannot set 'ZenML:Server", Assert.Single(reports), StringComparison.OrdinalIgnoreCase);
        Fails(ErrorCode.InvalidArgument, o => o.Map["zenml:Server"] = $"{name}.{key}");
        Fails(ErrorCode.InvalidArgument, o => o.Prefix = "ZenML");
    }

    [Fact]
    public async Task A_change_reaches_the_configuration_by_its_change_token_and_the_keys_of_a_deleted_secret_disappear()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["password"] = "1" }, cancellationToken: Token);
        var configuration = Build(o => (o.IncludeAllSecrets, o.ReloadOnChange) = (true, true));
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
            o.Secrets.Add("db");
            o.ReloadOnChange = true;
            o.OnFailure = exception =>
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            };
        });

        await Client.Secrets.DeleteAsync(secret.Id, Token);
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

        await Client.Secrets.CreateAsync("db", new() { ["password"] = "3" }, cancellationToken: Token);
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
            var configuration = Build(o => (o.IncludeAllSecrets, o.ReloadOnChange) = (true, true));
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
            o.IncludeAllSecrets = true;
            o.Optional = true;
            o.OnFailure = exception => reported = exception;
        });

        Assert.Empty(Values(configuration));
        Assert.Contains("'no-such', which ZenClientOptions.Workspace names", reported?.Message, StringComparison.Ordinal);
    }

    protected static Task UntilAsync(Func<bool> condition, string awaited) =>
        Patience.UntilAsync(() => Task.FromResult(condition()), awaited, Token);

    protected static void All(ZenConfigurationOptions options) => options.IncludeAllSecrets = true;

    protected IConfigurationRoot Build(Action<ZenConfigurationOptions> configure)
    {
        var configuration = new ConfigurationBuilder().AddZenML(o =>
        {
            o.Client = new ZenClientOptions { ConfigPath = Folder };
            configure(o);
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

    private string Fails(ErrorCode code, Action<ZenConfigurationOptions> configure)
    {
        var error = Assert.Throws<ZenException>(() => Build(configure));
        Assert.Equal(code, error.Code);
        return error.Message;
    }
}
