using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using ZenML.TestKit.Identity;
using ZenML.TestKit.Servers;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote;

/// <summary>Logins of programs that have no key, but an identity that others vouch for.</summary>
[Collection(ProcessState.Collection)]
public sealed class IdentityLoginTests : IAsyncLifetime
{
    private const string Subject = "repo:acme/app:ref:refs/heads/main";

    private readonly ProcessState state = new();
    private readonly TemporaryFolder folder = new();
    private OwnServer server = null!;
    private LoopbackIssuer issuer = null!;
    private Id<User> account;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path };

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        issuer = await LoopbackIssuer.StartAsync();
        await using var admin = await AdministratorAsync();
        account = (await admin.ServiceAccounts.CreateAsync("ci", cancellationToken: Token)).Id;
        await admin.ServiceAccounts.Trusts.CreateAsync(
            account, new NewTrust("github", issuer.Address, "repo:acme/*", server.Address), Token);
        await admin.Secrets.CreateAsync("db", new() { ["password"] = "abc123" }, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        state.Dispose();
        await server.DisposeAsync();
        await issuer.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_token_of_a_file_is_read_anew_for_every_login_and_nothing_is_stored()
    {
        var file = folder.File("token");
        await File.WriteAllTextAsync(file, issuer.Sign(Subject, server.Address) + "\n", Token);
        state.Set(ZenClientOptions.ServerVariable, server.Address);
        state.Set(ZenClientOptions.IdentityTokenFileVariable, file);
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal("abc123", (await client.Secrets.GetAsync("db", cancellationToken: Token)).Values["password"].Reveal());
            Assert.Equal("ci", (await client.Users.GetCurrentAsync(Token)).Name);
            Assert.Equal("identity token of ZENML_IDENTITY_TOKEN_FILE", client.DescribeLogin());
        }

        // The same token works once.
        await using (var client = ZenClient.Open(Options))
        {
            await FailsAsync(client, ErrorCode.NotAllowed, "does not accept the identity token of ZENML_IDENTITY_TOKEN_FILE");
        }

        await File.WriteAllTextAsync(file, issuer.Sign(Subject, server.Address), Token);
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal("ci", (await client.Users.GetCurrentAsync(Token)).Name);
        }

        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_command_writes_a_token_for_the_audience_that_it_is_told()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "The command is one of a Unix shell.");
        var file = folder.File("token of-the-server");
        await File.WriteAllTextAsync(file, issuer.Sign(Subject, server.Address), Token);
        state.Set(ZenClientOptions.ServerVariable, server.Address);
        state.Set(
            ZenClientOptions.IdentityTokenCommandVariable,
            $"test \"$ZENML_IDENTITY_AUDIENCE\" = {server.Address} && cat '{file}'");
        await using var client = ZenClient.Open(Options);

        Assert.Equal("ci", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Theory]
    [InlineData("exit 3", "exited with 3")]
    [InlineData("echo two words", "is not an identity token")]
    [InlineData("true", "is not an identity token")]
    [InlineData("yes", "wrote more than a token")]
    public async Task A_command_that_writes_no_token_is_an_error_that_does_not_quote_it(string command, string message)
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "The command is one of a Unix shell.");
        state.Set(ZenClientOptions.ServerVariable, server.Address);
        state.Set(ZenClientOptions.IdentityTokenCommandVariable, $"{command} # canary-4711");
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runner_of_GitHub_is_asked_for_a_token_for_the_server()
    {
        var asked = new List<(string? Authorization, string? Audience, string? Version)>();
        issuer.Takeover = async context =>
        {
            if (context.Request.Path != "/runner/token")
            {
                return false;
            }

            var query = context.Request.Query;
            asked.Add((context.Request.Headers.Authorization, query["audience"], query["api-version"]));
            await context.Response.WriteAsync(new JsonObject { ["value"] = issuer.Sign(Subject, query["audience"]!) }.ToJsonString());
            return true;
        };
        SetRunner();
        await using var client = ZenClient.Open(Options);

        Assert.Equal("ci", (await client.Users.GetCurrentAsync(Token)).Name);
        await client.Secrets.GetAsync("db", cancellationToken: Token);
        Assert.Equal("identity token of GitHub Actions", client.DescribeLogin());
        Assert.Equal(("Bearer of-the-runner", server.Address, "2.0"), Assert.Single(asked));
    }

    [Theory]
    [InlineData(403, "{}")]
    [InlineData(302, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"value": 5}""")]
    public async Task A_runner_that_gives_no_token_is_an_error_that_says_what_the_job_needs(int status, string body)
    {
        issuer.Takeover = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{issuer.Address}/elsewhere";
            await context.Response.WriteAsync(body);
            return true;
        };
        SetRunner();
        await using var client = ZenClient.Open(Options);

        await FailsAsync(client, ErrorCode.NotAllowed, "'permissions: id-token: write'");
        Assert.DoesNotContain("/elsewhere", issuer.Requests);
    }

    [Fact]
    public async Task What_was_set_comes_before_a_stored_login_and_a_stored_login_before_what_the_surroundings_offer()
    {
        issuer.Takeover = _ => throw new InvalidOperationException("The runner was asked.");
        SetRunner();
        await using var admin = await AdministratorAsync();
        var key = await admin.ServiceAccounts.CreateWithKeyAsync("other", cancellationToken: Token);
        await ZenServer.ConnectAsync(
            server.Address, new ServerLogin.Password(TestAccounts.Administrator, server.Password), Options, Token);
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal(TestAccounts.Administrator, (await client.Users.GetCurrentAsync(Token)).Name);
            Assert.Equal("password", client.DescribeLogin());
        }

        issuer.Takeover = null;
        state.Set(ZenClientOptions.IdentityTokenVariable, issuer.Sign(Subject, server.Address));
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal("ci", (await client.Users.GetCurrentAsync(Token)).Name);
        }

        state.Set(ZenClientOptions.ApiKeyVariable, key.Key.Text.Reveal());
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal(("other", "API key"), ((await client.Users.GetCurrentAsync(Token)).Name, client.DescribeLogin()));
        }
    }

    [Fact]
    public async Task A_program_that_passes_its_own_identity_gets_a_new_token_before_the_old_one_expires()
    {
        var asked = new List<string>();
        var clock = new MovableClock();
        await using var client = ZenClient.Open(Options with
        {
            Server = server.Address,
            Clock = clock,
            ServerIdentity = (audience, _) =>
            {
                asked.Add(audience);
                return Task.FromResult(new SensitiveString(issuer.Sign(Subject, audience)));
            },
        });

        Assert.Equal("ci", (await client.Users.GetCurrentAsync(Token)).Name);
        await client.Users.GetCurrentAsync(Token);
        Assert.Equal([server.Address], asked);
        clock.Advance(TimeSpan.FromMinutes(9));
        await client.Secrets.GetAsync("db", cancellationToken: Token);
        Assert.Equal([server.Address, server.Address], asked);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_no_error_while_the_token_is_good()
    {
        var isBroken = false;
        var clock = new MovableClock();
        await using var client = ZenClient.Open(Options with
        {
            Server = server.Address,
            Clock = clock,
            ServerIdentity = (audience, _) => Task.FromResult(
                isBroken ? new SensitiveString("no token") : new SensitiveString(issuer.Sign(Subject, audience))),
        });
        await client.Users.GetCurrentAsync(Token);
        isBroken = true;

        clock.Advance(TimeSpan.FromMinutes(9));
        await client.Secrets.GetAsync("db", cancellationToken: Token);
        clock.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<ZenException>(() => client.Secrets.GetAsync("db", cancellationToken: Token));
    }

    [Fact]
    public async Task Of_several_service_accounts_a_variable_names_one()
    {
        await using (var admin = await AdministratorAsync())
        {
            var second = await admin.ServiceAccounts.CreateAsync("deploy", cancellationToken: Token);
            await admin.ServiceAccounts.Trusts.CreateAsync(
                second.Id, new NewTrust("github", issuer.Address, "repo:acme/*", "somebody"), Token);
            await admin.ServiceAccounts.Trusts.CreateAsync(
                account, new NewTrust("also", issuer.Address, "repo:acme/*", "somebody"), Token);
        }

        state.Set(ZenClientOptions.ServerVariable, server.Address);
        state.Set(ZenClientOptions.IdentityTokenVariable, issuer.Sign(Subject, "somebody"));
        await using (var client = ZenClient.Open(Options))
        {
            await FailsAsync(client, ErrorCode.NotAllowed, "Set ZENML_IDENTITY_SERVICE_ACCOUNT");
        }

        state.Set(ZenClientOptions.IdentityServiceAccountVariable, "deploy");
        await using (var client = ZenClient.Open(Options))
        {
            Assert.Equal("deploy", (await client.Users.GetCurrentAsync(Token)).Name);
        }
    }

    [Fact]
    public async Task A_token_in_the_environment_is_sent_only_to_the_server_that_is_named_there()
    {
        state.Set(ZenClientOptions.IdentityTokenVariable, issuer.Sign(Subject, server.Address));
        await using (var client = ZenClient.Open(Options with { Server = server.Address }))
        {
            await FailsAsync(client, ErrorCode.NotAllowed, "There is no login");
        }

        await using (var client = ZenClient.Open(Options))
        {
            await FailsAsync(client, ErrorCode.InvalidArgument, "Set ZENML_STORE_URL too");
        }
    }

    [Fact]
    public async Task A_server_of_ZenML_is_told_apart_from_one_that_does_not_accept_the_token()
    {
        await using var upstream = await UpstreamServer.StartAsync();
        upstream.Interrupt(async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"detail": "Unsupported grant type"}""");
            return true;
        });
        state.Set(ZenClientOptions.ServerVariable, upstream.Address);
        state.Set(ZenClientOptions.IdentityTokenVariable, issuer.Sign(Subject, upstream.Address));
        await using var client = ZenClient.Open(Options);

        await FailsAsync(client, ErrorCode.NotAllowed, "is ZenML's own, which has no login with identity tokens");
    }

    [Fact]
    public async Task Trusts_are_listed_tested_and_deleted_through_the_SDK_and_not_offered_by_a_server_of_ZenML()
    {
        await using (var admin = await AdministratorAsync())
        {
            var trusts = admin.ServiceAccounts.Trusts;
            var preset = TrustPresets.Kubernetes("https://k8s.example.com", "ml", "train", server.Address);
            var added = await trusts.CreateAsync(account, preset with { Role = Core.Access.Role.Viewer, Workspace = "default" }, Token);

            Assert.Equal(
                ["github", "kubernetes"],
                await trusts.ListAsync(account, cancellationToken: Token).Select(trust => trust.Name).ToListAsync(Token));
            Assert.Equal(added, await trusts.GetAsync(account, "kubernetes", Token) with { Claims = added.Claims });
            Assert.Equal((Core.Access.Role.Viewer, "default", true), (added.Role, added.WorkspaceName, added.IsReusable));
            var tests = await trusts.TestAsync(account, issuer.Sign("stranger", server.Address), Token);
            Assert.Equal(
                ["github: subject", "kubernetes: issuer", "kubernetes: subject"],
                tests.SelectMany(test => test.Problems.Select(problem => $"{test.Name}: {problem.Rule}")));
            await trusts.DeleteAsync(account, "kubernetes", Token);
            Assert.Equal(1, (await trusts.ListPageAsync(account, cancellationToken: Token)).Total);
        }

        await using var upstream = await UpstreamServer.StartAsync();
        await using var other = ZenClient.Open(Options with { Server = upstream.Address, ServerApiKey = UpstreamServer.ApiKey });
        var error = await Assert.ThrowsAsync<ZenException>(
            () => other.ServiceAccounts.Trusts.ListPageAsync(account, cancellationToken: Token));
        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Contains("ZenML's own", error.Message, StringComparison.Ordinal);
    }

    private void SetRunner()
    {
        state.Set(ZenClientOptions.ServerVariable, server.Address);
        state.Set("ACTIONS_ID_TOKEN_REQUEST_URL", $"{issuer.Address}/runner/token?api-version=2.0");
        state.Set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "of-the-runner");
    }

    private async Task<ZenClient> AdministratorAsync()
    {
        using var own = new TemporaryFolder();
        var options = new ZenClientOptions { ConfigPath = own.Path };
        await ZenServer.ConnectAsync(
            server.Address, new ServerLogin.Password(TestAccounts.Administrator, server.Password) { IsKept = true }, options, Token);
        var client = ZenClient.Open(options);
        await client.Users.GetCurrentAsync(Token);
        return client;
    }

    private static async Task FailsAsync(ZenClient client, ErrorCode code, string message)
    {
        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(code, error.Code);
    }

    /// <summary>A clock whose stopwatch a test moves.</summary>
    private sealed class MovableClock : TimeProvider
    {
        private TimeSpan ahead;

        public void Advance(TimeSpan time) => ahead += time;

        public override long GetTimestamp() => System.GetTimestamp() + (long)(ahead.TotalSeconds * TimestampFrequency);
    }
}
