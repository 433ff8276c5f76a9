using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Client.Tests;

/// <summary>
/// Faults of another implementation that this one must not have, by their numbers in the project's list.
/// </summary>
public class DefectTests : ClientTest
{
    [Theory]
    [InlineData(LookupMode.Exact)]
    [InlineData(LookupMode.Changing)]
    [InlineData(LookupMode.Reading)]
    public async Task D1_an_exact_name_takes_precedence_over_names_that_contain_it(LookupMode mode)
    {
        await Client.Secrets.CreateAsync("old_db_copy", new() { ["k"] = "wrong" }, SecretScope.User, Token);
        await Client.Secrets.CreateAsync("db_old", new() { ["k"] = "wrong" }, SecretScope.User, Token);
        await Client.Secrets.CreateAsync("db", new() { ["k"] = "right" }, cancellationToken: Token);

        Assert.Equal("right", (await Client.Secrets.GetAsync("db", mode: mode, cancellationToken: Token))["k"].Reveal());
        var reference = new SecretReference("db", "k");
        Assert.Equal("right", (await Client.Secrets.ResolveAsync([reference], Token))[reference].Reveal());
    }

    [Fact]
    public async Task D2_a_missing_secret_does_not_exist_just_because_another_name_contains_its_name()
    {
        await Client.Secrets.CreateAsync("mlflow_secret", new() { ["k"] = "wrong" }, cancellationToken: Token);
        var reference = new SecretReference("mlflow", "k");

        var check = Assert.Single(await Client.Secrets.CheckAsync([reference], cancellationToken: Token));

        Assert.Equal(ReferenceOutcome.SecretMissing, check.Outcome);
        Assert.Equal(
            ErrorCode.NotFound,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.GetAsync("mlflow", cancellationToken: Token)))
                .Code);
        Assert.Equal(
            ErrorCode.MissingSecrets,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.ResolveAsync([reference], Token))).Code);
    }

    [Fact]
    public async Task D3_no_number_of_similar_names_hides_an_exact_name()
    {
        for (var number = 0; number < 30; number++)
        {
            await Client.Secrets.CreateAsync($"app{number}", new() { ["k"] = "wrong" }, cancellationToken: Token);
        }

        await Client.Secrets.CreateAsync("app", new() { ["k"] = "right" }, cancellationToken: Token);

        Assert.Equal("right", (await Client.Secrets.GetAsync("app", mode: LookupMode.Reading, cancellationToken: Token))["k"].Reveal());
    }

    [Fact]
    public async Task D4_secrets_in_the_user_scope_of_another_user_do_not_exist()
    {
        await using var theirs = await OpenAsOtherAsync();
        var hidden = await theirs.Secrets.CreateAsync("token", new() { ["k"] = "theirs" }, SecretScope.User, Token);
        await theirs.Secrets.CreateAsync("private", new() { ["k"] = "theirs" }, SecretScope.User, Token);
        await Client.Secrets.CreateAsync("token", new() { ["k"] = "shared" }, cancellationToken: Token);
        SecretReference shared = new("token", "k");
        SecretReference secret = new("private", "k");

        Assert.Equal("shared", (await Client.Secrets.GetAsync("token", mode: LookupMode.Reading, cancellationToken: Token))["k"].Reveal());
        Assert.Equal("shared", (await Client.Secrets.ResolveAsync([shared], Token))[shared].Reveal());
        Assert.Equal("theirs", (await theirs.Secrets.ResolveAsync([shared], Token))[shared].Reveal());
        Assert.Equal(
            ReferenceOutcome.SecretMissing,
            Assert.Single(await Client.Secrets.CheckAsync([secret], SecretValidationLevel.SecretExists, Token))
                .Outcome);
        Assert.Equal("token", Assert.Single((await Client.Secrets.ListPageAsync(cancellationToken: Token)).Items).Name.Value);
        foreach (var attempt in new Func<Task>[]
        {
            () => Client.Secrets.GetAsync(hidden.Id, Token),
            () => Client.Secrets.FindAsync(hidden.Id.ToString(), mode: LookupMode.Reading, cancellationToken: Token),
            () => Client.Secrets.FindAsync(hidden.Id.ToString()[..9], mode: LookupMode.Reading, cancellationToken: Token),
            () => Client.Secrets.FindAsync("priv", mode: LookupMode.Reading, cancellationToken: Token),
            () => Client.Secrets.UpdateAsync(hidden.Id, new SecretUpdate { Scope = SecretScope.Workspace }, Token),
        })
        {
            Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ZenException>(attempt)).Code);
        }
    }

    [Fact]
    public async Task D16_any_key_works_and_an_empty_value_counts_as_present()
    {
        await Client.Secrets.CreateAsync(
            "s", new() { ["name"] = "n", ["not an identifier"] = "i", ["empty"] = "" }, cancellationToken: Token);
        await Client.Secrets.UpdateAsync("s", new SecretUpdate { Set = new() { ["name"] = "" } }, cancellationToken: Token);

        var secret = await Client.Secrets.GetAsync("s", cancellationToken: Token);
        var checks = await Client.Secrets.CheckAsync([new("s", "empty"), new("s", "name")], cancellationToken: Token);
        var resolved = await Client.Secrets.ResolveAsync([new("s", "empty")], Token);

        Assert.Equal("", secret["name"].Reveal());
        Assert.Equal("i", secret["not an identifier"].Reveal());
        Assert.All(checks, check => Assert.True(check.Passes));
        Assert.Equal("", resolved[new("s", "empty")].Reveal());
    }
}
