using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.References;

[Collection(ProcessState.Collection)]
public class SecretUsagesTests : ClientTest
{
    [Fact]
    public async Task Usages_of_a_secret_name_components_with_their_stacks_and_the_place_of_each_reference()
    {
        await Client.Secrets.CreateAsync("db", new() { ["user"] = "u", ["password"] = "p" }, cancellationToken: Token);
        var stack = await ActivateStackAsync(new()
        {
            ["tracking_uri"] = "http://127.0.0.1:5000", ["tracking_username"] = "{{ db.user }}", ["tracking_password"] = "{{db.gone}}",
        });
        await Client.Stacks.RegisterAsync("another", [.. stack.Components], Token);
        await RegisterAsync("elsewhere", "{{db_other.password}}");

        var usages = await Client.SecretUsages.FindAsync("db", cancellationToken: Token);

        Assert.Equal("db", usages.Secret.Name.Value);
        Assert.Empty(usages.Pipelines);
        Assert.Equal(
            [
                "ExperimentTracker mlflow tracking_password gone [another, production] KeyMissing",
                "ExperimentTracker mlflow tracking_username user [another, production] Resolves",
            ],
            usages.Components.Select(Describe));
    }

    [Fact]
    public async Task References_in_maps_and_lists_of_a_component_are_uses()
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);
        await Client.Components.RegisterAsync(
            ComponentType.ExperimentTracker,
            "mlflow",
            "mlflow",
            new()
            {
                ["tracking_password"] = "{{s.k}}",
                ["tags"] = new ConfigurationMap { ["env"] = new ConfigurationList(["plain", "{{s.k}}", "x{{s.k}}"]) },
            },
            cancellationToken: Token);

        var usages = await Client.SecretUsages.FindAsync("s", cancellationToken: Token);

        Assert.Equal(
            ["mlflow tags.env[1]", "mlflow tracking_password"],
            usages.Components.Select(use => $"{use.Name} {use.Attribute}"));
        Assert.All(usages.Components, use => Assert.Empty(use.Stacks));
    }

    [Fact]
    public async Task Runs_with_a_reference_in_their_settings_are_counted_by_pipeline_with_the_latest()
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "v", ["other"] = "w" }, cancellationToken: Token);
        await RunAsync("train", new() { ["token"] = "{{s.k}}" }, new() { ["env"] = new ConfigurationList(["{{s.other}}"]) });
        await RunAsync("train", new() { ["token"] = "{{s.k}}" }, []);
        var latest = await RunAsync("train", new() { ["token"] = "{{s.k}}" }, []);
        await RunAsync("clean", new() { ["token"] = "none" }, []);

        var usages = await Client.SecretUsages.FindAsync("s", cancellationToken: Token);

        Assert.Empty(usages.Components);
        Assert.Equal(
            ["train pipeline.token k 3 Resolves", "train steps.fit.env[0] other 1 Resolves"],
            usages.Pipelines.Select(use => $"{use.Pipeline} {use.Attribute} {use.Reference.Key} {use.Runs} {use.Outcome}"));
        Assert.Equal(latest, usages.Pipelines[0].LatestRun);
        Assert.NotEqual(latest, usages.Pipelines[1].LatestRun);
    }

    [Fact]
    public async Task A_reference_means_the_private_secret_of_its_viewer_and_is_a_use_of_both_secrets_of_the_name()
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "p" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "q" }, SecretScope.User, Token);
        await RegisterAsync("t", "{{db.password}}");

        var shared = await Client.SecretUsages.FindAsync("db", SecretScope.Workspace, cancellationToken: Token);
        var own = await Client.SecretUsages.FindAsync("db", cancellationToken: Token);

        Assert.Equal((SecretScope.Workspace, SecretScope.User), (shared.Secret.Scope, own.Secret.Scope));
        Assert.Equal([UsageOutcome.OtherSecret], shared.Components.Select(use => use.Outcome));
        Assert.Equal([UsageOutcome.Resolves], own.Components.Select(use => use.Outcome));
        Assert.True(shared.MeansOther);
        Assert.False(own.MeansOther);
    }

    [Fact]
    public async Task Another_account_sees_no_private_secret_and_its_references_mean_the_shared_one()
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "p" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "q" }, SecretScope.User, Token);
        await Client.Secrets.CreateAsync("private", new() { ["k"] = "r" }, SecretScope.User, Token);
        await RegisterAsync("t", "{{db.password}}");
        await RegisterAsync("u", "{{private.k}}");
        await using var other = await OpenAsOtherAsync();

        var all = await other.SecretUsages.ListAsync(Token);

        var only = Assert.Single(all);
        Assert.Equal(SecretScope.Workspace, only.Secret.Scope);
        Assert.Equal([UsageOutcome.Resolves], only.Components.Select(use => use.Outcome));
        await Assert.ThrowsAsync<ZenException>(() => other.SecretUsages.FindAsync("private", cancellationToken: Token));
        Assert.Empty(await other.SecretUsages.ListUnusedAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task All_used_secrets_and_all_unused_ones_are_listed()
    {
        foreach (var name in (string[])["zeta", "idle", "alpha", "idle2"])
        {
            await Client.Secrets.CreateAsync(name, new() { ["k"] = "v" }, cancellationToken: Token);
        }

        await RegisterAsync("t", "{{zeta.k}}");
        await RegisterAsync("u", "{{alpha.missing}}");
        await RegisterAsync("v", "{{no_such.k}}");

        var used = await Client.SecretUsages.ListAsync(Token);
        var unused = await Client.SecretUsages.ListUnusedAsync(Token).ToListAsync(Token);

        Assert.Equal(["alpha", "zeta"], used.Select(usages => usages.Secret.Name.Value));
        Assert.Equal(["u", "t"], used.Select(usages => usages.Components.Single().Name));
        Assert.Equal(UsageOutcome.KeyMissing, used[0].Components[0].Outcome);
        Assert.Equal(["idle", "idle2"], unused.Select(secret => secret.Name.Value));
    }

    [Fact]
    public async Task A_secret_is_found_by_id_or_prefix_and_a_name_that_no_reference_can_express_has_no_uses()
    {
        var secret = await Client.Secrets.CreateAsync("mlflow", new() { ["k"] = "v" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("with.dot", new() { ["k"] = "v" }, cancellationToken: Token);
        await RegisterAsync("t", "{{mlflow.k}}");

        Assert.Single((await Client.SecretUsages.FindAsync(secret.Id.ToString(), cancellationToken: Token)).Components);
        Assert.Single((await Client.SecretUsages.FindAsync("mlf", mode: LookupMode.Reading, cancellationToken: Token)).Components);
        Assert.False((await Client.SecretUsages.FindAsync("with.dot", cancellationToken: Token)).IsUsed);
        var exception = await Assert.ThrowsAsync<ZenException>(() => Client.SecretUsages.FindAsync("mlf", cancellationToken: Token));
        Assert.Equal(ErrorCode.NotFound, exception.Code);
    }

    [Fact]
    public async Task References_without_a_secret_or_key_come_with_the_nearest_one()
    {
        await Client.Secrets.CreateAsync("mlflow_secret", new() { ["username"] = "u", ["password"] = "p" }, cancellationToken: Token);
        SecretReference[] references =
        [
            new("mlflow_secret", "pasword"), new("mlflow_secret", "xyz"), new("mlflow_secret", "username"), new("mlflow_secrt", "k"),
            new("Xlflow_secret", "k"), new("unlike", "k"), new("mlflow_secret", "pasword"),
        ];

        var suggestions = await Client.SecretUsages.SuggestAsync(references, Token);

        Assert.Equal(
            [
                new(references[0], ReferenceOutcome.KeyMissing, "password"),
                new(references[1], ReferenceOutcome.KeyMissing, null),
                new(references[3], ReferenceOutcome.SecretMissing, "mlflow_secret"),
                new(references[4], ReferenceOutcome.SecretMissing, "mlflow_secret"),
                new(references[5], ReferenceOutcome.SecretMissing, null),
            ],
            suggestions);
    }

    [Fact]
    public async Task The_private_secret_of_another_account_is_never_suggested()
    {
        await Client.Secrets.CreateAsync("hidden_name", new() { ["k"] = "v" }, SecretScope.User, Token);
        await using var other = await OpenAsOtherAsync();

        var suggestion = Assert.Single(await other.SecretUsages.SuggestAsync([new("hidden_nam", "k")], Token));

        Assert.Equal((ReferenceOutcome.SecretMissing, null), (suggestion.Outcome, suggestion.Nearest));
    }

    private static string Describe(ComponentUse use) =>
        $"{use.Type} {use.Name} {use.Attribute} {use.Reference.Key} [{string.Join(", ", use.Stacks)}] {use.Outcome}";

    private Task<Component> RegisterAsync(string name, string password) => Client.Components.RegisterAsync(
        ComponentType.ExperimentTracker, name, "mlflow", new() { ["tracking_password"] = password }, cancellationToken: Token);

    private async Task<string> RunAsync(string pipeline, ConfigurationMap settings, ConfigurationMap ofStep)
    {
        var run = await Client.DefinePipeline(pipeline, settings, new PipelineOptions { Log = TextWriter.Null })
            .Step("fit", _ => { }, ofStep)
            .RunAsync(Token);
        return run.Name;
    }
}
