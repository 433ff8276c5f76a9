using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Pipelines;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Hosting;

public sealed class HostingTests : ClientTest
{
    private readonly CapturedLog entries = new("ZenML.", hasDetails: false);

    [Fact]
    public async Task The_client_is_one_service_with_the_options_of_the_section_and_closed_with_the_host()
    {
        await Client.Workspaces.CreateAsync("research", cancellationToken: Token);
        ZenClient client;
        await using (var services = Services(("ZenML:ConfigPath", Folder), ("ZenML:Workspace", "research")))
        {
            client = services.GetRequiredService<ZenClient>();
            Assert.Same(client, services.GetRequiredService<ZenClient>());
            Assert.Equal("research", (await client.Workspaces.GetActiveAsync(Token)).Name);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Stacks.ListPageAsync(cancellationToken: Token));
    }

    [Fact]
    public void A_setting_that_the_section_does_not_have_is_an_error_that_lists_its_settings()
    {
        using var services = Services(("ZenML:Sever", "http://127.0.0.1:1"));

        var error = Assert.Throws<ZenException>(services.GetRequiredService<ZenClient>);

        Assert.StartsWith(
            "The section 'ZenML' has no setting 'Sever'. Its settings are ConfigPath, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_section_is_not_read_from_secrets_wherever_their_source_is()
    {
        await Client.Secrets.CreateAsync("x", new() { ["ZenML__Server"] = "http://127.0.0.1:1" }, cancellationToken: Token);
        using var secrets = (ConfigurationRoot)new ConfigurationBuilder().AddZenML(o =>
        {
            o.Client = new ZenClientOptions { ConfigPath = Folder };
            o.Secrets.Add("x");
        }).Build();
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ZenML:Workspace", (string?)"research")])
            .AddConfiguration(secrets)
            .Build();

        Assert.Equal("http://127.0.0.1:1", configuration["x:ZenML:Server"]);
        Assert.Equal((null, "research"), (configuration.GetZenClientOptions().Server, configuration.GetZenClientOptions().Workspace));
        Assert.Contains(
            "part of another configuration",
            Assert.Throws<ZenException>(() => configuration.GetSection("x").GetZenClientOptions()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_section_has_a_key_for_each_option_of_the_client_that_is_text()
    {
        using var services = Services(("ZenML:?", ""));
        var error = Assert.Throws<ZenException>(services.GetRequiredService<ZenClient>).Message;
        var texts = typeof(ZenClientOptions).GetProperties()
            .Where(property => property.CanWrite
                && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type
                && (type == typeof(string) || type == typeof(SensitiveString) || type.IsEnum))
            .Select(property => property.Name);

        Assert.EndsWith($"Its settings are {string.Join(", ", texts)}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_of_the_client_go_to_the_log()
    {
        await using var services = Services(("ZenML:ConfigPath", Folder));

        await services.GetRequiredService<ZenClient>().Secrets.CreateAsync("a.b", new() { ["k"] = "v" }, cancellationToken: Token);

        Assert.StartsWith("Warning ZenML.Client.ZenClient: ", Assert.Single(entries.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_says_whether_the_store_answers()
    {
        await using var healthy = Services(("ZenML:ConfigPath", Folder));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(healthy)).Status);

        await using var lost = Services(("ZenML:ConfigPath", Folder), ("ZenML:Workspace", "gone"));
        var report = await CheckAsync(lost);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Contains("'gone'", report.Entries["zenml"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_logs_once_that_a_secret_of_the_configuration_is_gone_and_its_health_is_degraded_until_it_is_back()
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "value-1" }, cancellationToken: Token);
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ZenML:ConfigPath", (string?)Folder)])
            .AddZenML(o =>
            {
                o.Client = new ZenClientOptions { ConfigPath = Folder };
                o.Secrets.Add("db");
            })
            .Build();
        await using var services = Services(configuration);
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(Token);
        }

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(services)).Status);
        await Client.Secrets.DeleteAsync("db", cancellationToken: Token);

        configuration.Reload();
        configuration.Reload();

        Assert.Equal("value-1", configuration["db:password"]);
        Assert.Contains("'db'", Assert.Single(entries.Lines), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(services)).Status);
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "value-2" }, cancellationToken: Token);
        configuration.Reload();
        Assert.Equal(("value-2", HealthStatus.Healthy), (configuration["db:password"], (await CheckAsync(services)).Status));
    }

    [Fact]
    public async Task A_pipeline_writes_its_masked_log_to_the_log_of_the_program()
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "value-1" }, cancellationToken: Token);
        await using var services = Services(("ZenML:ConfigPath", Folder));
        var log = services.GetRequiredService<ILogger<HostingTests>>();

        await services.GetRequiredService<ZenClient>().DefinePipeline("train", options: new PipelineOptions { Log = log.ToTextWriter() })
            .Step("use", async step => await step.Log.WriteLineAsync(
                $"The password is {(await step.Client.Secrets.GetAsync("db", cancellationToken: Token))["password"].Reveal()}."))
            .RunAsync(Token);

        Assert.Contains("Information ZenML.Client.Tests.Hosting.HostingTests: The password is ***.", entries.Lines);
        Assert.DoesNotContain(entries.Lines, line => line.Contains("value-1", StringComparison.Ordinal));
    }

    private static Task<HealthReport> CheckAsync(IServiceProvider services) =>
        services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    private ServiceProvider Services(params (string Key, string Value)[] settings) => Services(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    private ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(logging => logging.AddProvider(entries));
        services.AddZenML();
        services.AddHealthChecks().AddZenML();
        return services.BuildServiceProvider();
    }
}
