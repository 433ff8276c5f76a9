using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests;

public class SecretImportTests : ClientTest
{
    [Fact]
    public async Task An_import_creates_merges_and_leaves_secrets_and_reports_the_names_of_keys()
    {
        await Client.Secrets.CreateAsync("db", new() { ["user"] = "admin", ["password"] = "old" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("same", new() { ["a"] = "1", ["b"] = "2" }, cancellationToken: Token);
        var before = await Client.Secrets.FindAsync("same", cancellationToken: Token);

        var report = await Client.Secrets.ImportAsync(
            [
                Import("new", new() { ["k"] = "v", ["l"] = "" }),
                Import("db", new() { ["password"] = "new", ["port"] = "5432" }),
                Import("same", new() { ["b"] = "2" }),
            ],
            cancellationToken: Token);

        Assert.Equal(
            [SecretImportOutcome.Created, SecretImportOutcome.Updated, SecretImportOutcome.Unchanged],
            report.Secrets.Select(secret => secret.Outcome));
        Assert.Equal(["new", "db", "same"], report.Secrets.Select(secret => secret.Name.Value));
        Assert.Equal(["k", "l"], report.Secrets[0].Keys.Added);
        Assert.Equal("port;password;", Keys(report.Secrets[1]));
        Assert.Equal(";;", Keys(report.Secrets[2]));
        Assert.Equal(Target != TestTarget.UpstreamServer, report.IsOneTransaction);
        Assert.Equal("user=admin password=new port=5432", await ReadAsync("db"));
        Assert.Equal("k=v l=", await ReadAsync("new"));
        var after = await Client.Secrets.FindAsync("same", cancellationToken: Token);
        Assert.Equal((before.Version, before.Updated), (after.Version, after.Updated));
        Assert.Equal(after.Id, report.Secrets[2].Id);
    }

    [Fact]
    public async Task An_import_that_replaces_removes_the_other_keys()
    {
        await Client.Secrets.CreateAsync(
            "db", new() { ["user"] = "admin", ["password"] = "old", ["port"] = "1" }, cancellationToken: Token);

        var import = Import("db", new() { ["port"] = "1", ["host"] = "h" }) with { ReplaceAll = true };
        var report = await Client.Secrets.ImportAsync([import], cancellationToken: Token);
        var again = await Client.Secrets.ImportAsync([import], cancellationToken: Token);

        Assert.Equal("host;;user,password", Keys(report.Secrets[0]));
        Assert.Equal(SecretImportOutcome.Unchanged, again.Secrets[0].Outcome);
        var values = (await Client.Secrets.GetAsync("db", cancellationToken: Token)).Values;
        Assert.Equal(["host", "port"], values.Keys.Order());
    }

    [Fact]
    public async Task A_dry_run_reports_the_same_and_changes_nothing()
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "old" }, cancellationToken: Token);
        SecretImport[] imports = [Import("new", new() { ["k"] = "v" }), Import("db", new() { ["password"] = "new" })];

        var report = await Client.Secrets.ImportAsync(imports, dryRun: true, Token);

        Assert.Equal([SecretImportOutcome.Created, SecretImportOutcome.Updated], report.Secrets.Select(secret => secret.Outcome));
        Assert.Equal(";password;", Keys(report.Secrets[1]));
        Assert.Null(report.Secrets[0].Id);
        Assert.Equal("password=old", await ReadAsync("db"));
        Assert.Single(await Client.Secrets.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_name_without_a_scope_means_the_users_secret_before_the_workspaces_and_a_scope_means_exactly_that_one()
    {
        await Client.Secrets.CreateAsync("token", new() { ["k"] = "everyone's" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("token", new() { ["k"] = "mine" }, SecretScope.User, Token);

        var report = await Client.Secrets.ImportAsync(
            [
                Import("token", new() { ["k"] = "1" }),
                Import("token", new() { ["k"] = "2" }) with { Scope = SecretScope.Workspace },
                Import("own", new() { ["k"] = "3" }) with { Scope = SecretScope.User },
            ],
            cancellationToken: Token);

        Assert.Equal(
            [SecretScope.User, SecretScope.Workspace, SecretScope.User], report.Secrets.Select(secret => secret.Scope));
        Assert.Equal("k=1", await ReadAsync("token", SecretScope.User));
        Assert.Equal("k=2", await ReadAsync("token", SecretScope.Workspace));
        Assert.Equal("k=3", await ReadAsync("own", SecretScope.User));
    }

    [Fact]
    public async Task A_secret_that_is_given_twice_or_is_too_large_fails_the_import_before_any_change()
    {
        var large = new SecretValues { ["k"] = new string('x', SecretLimits.MaximumBytes + 1) };

        var twice = await FailsAsync(Import("a", new() { ["k"] = "1" }), Import("b", new()), Import("b", new()));
        var tooLarge = await FailsAsync(Import("a", new() { ["k"] = "1" }), Import("large", large));
        var none = await FailsAsync();
        var tooMany = await FailsAsync([.. Enumerable.Range(0, 1_001).Select(number => Import($"s{number}", new() { ["k"] = "1" }))]);

        Assert.Equal((ErrorCode.InvalidArgument, ErrorCode.TooLarge), (twice.Code, tooLarge.Code));
        Assert.Contains("'b' more than once", twice.Message, StringComparison.Ordinal);
        Assert.Contains("'large'", tooLarge.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.InvalidArgument, none.Code);
        Assert.Equal(ErrorCode.TooLarge, tooMany.Code);
        Assert.Empty(await Client.Secrets.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_name_and_a_key_that_no_reference_can_express_are_imported_with_a_warning()
    {
        await Client.Secrets.ImportAsync([Import("team.token", new() { ["two words"] = "v" })], cancellationToken: Token);

        Assert.Contains(Warnings, warning => warning.Contains("'team.token'", StringComparison.Ordinal));
        Assert.Contains(Warnings, warning => warning.Contains("'two words'", StringComparison.Ordinal));
    }

    private protected static SecretImport Import(string name, SecretValues values) => new(SecretName.Parse(name), values);

    private static string Keys(ImportedSecret secret) =>
        $"{string.Join(',', secret.Keys.Added)};{string.Join(',', secret.Keys.Changed)};{string.Join(',', secret.Keys.Removed)}";

    private Task<ZenException> FailsAsync(params SecretImport[] imports) =>
        Assert.ThrowsAsync<ZenException>(() => Client.Secrets.ImportAsync(imports, cancellationToken: Token));

    private async Task<string> ReadAsync(string name, SecretScope? scope = null) => string.Join(
        ' ',
        (await Client.Secrets.GetAsync(name, scope, cancellationToken: Token)).Values
            .Select(entry => $"{entry.Key}={entry.Value.Reveal()}"));
}
