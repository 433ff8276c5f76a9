using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZenML.Core.Querying;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.Documentation;

/// <summary>The examples of <c>docs/aspnet.md</c>, unchanged, besides those of the example program.</summary>
internal static class HostingSnippets
{
    public static async Task RunAsync(ZenClient client)
    {
        await client.Secrets.CreateAsync("shop", new() { ["offer"] = "tea" });
        await client.Secrets.CreateAsync("db", new() { ["url"] = "db://main" });
        Choose(new Builder());
        Report(new Builder());
        Register(new Builder());
        Log(client, NullLogger.Instance);

        IConfigurationRoot configuration = new ConfigurationBuilder().AddZenML(o => o.Secrets.Add("shop")).Build();
        string? offer = configuration["shop:offer"];

        Assert.Equal("tea", offer);
        Assert.DoesNotContain("tea", configuration.GetDebugView(entry => "***"), StringComparison.Ordinal);
        ((IDisposable)configuration).Dispose();
    }

    private static void Choose(Builder builder)
    {
        builder.Configuration.AddZenML(o =>
        {
            o.Secrets.Add("shop");                                           // by name or id
            o.Filter = new ListQuery { ["name"] = "startswith:shop-" };      // by name, tag, scope or time
            o.Map["ConnectionStrings:Main"] = "db.url";                      // SECRET.KEY under a key of your choice
            o.Prefix = "Secrets";                                            // Secrets:shop:offer
        });
        Assert.Equal("tea", builder.Configuration["Secrets:shop:offer"]);
        Assert.Equal("db://main", builder.Configuration.GetConnectionString("Main"));
        builder.Configuration.Dispose();
    }

    private static void Report(Builder builder)
    {
        builder.Configuration.AddZenML(o =>
        {
            o.Secrets.Add("shop");
            o.ReloadOnChange = true;
            o.OnFailure = exception => Console.Error.WriteLine(exception.Message);
        });
        Assert.Equal("tea", builder.Configuration["shop:offer"]);
        builder.Configuration.Dispose();
    }

    private static void Register(Builder builder)
    {
        builder.Services.AddZenML(o => o with { Workspace = "research" });
        using var services = builder.Services.BuildServiceProvider();
        Assert.Equal("ZenClientOptions.Workspace", services.GetRequiredService<ZenClient>().Workspaces.ActiveOverride);
    }

    private static void Log(ZenClient client, ILogger logger)
    {
        Pipeline pipeline = client.DefinePipeline("train", options: new PipelineOptions { Log = logger.ToTextWriter() });
        Assert.Equal("train", pipeline.Name);
    }

    /// <summary>What the builder of a host has.</summary>
    private sealed class Builder
    {
        public ConfigurationManager Configuration { get; } = new();

        public ServiceCollection Services { get; } = new();
    }
}
