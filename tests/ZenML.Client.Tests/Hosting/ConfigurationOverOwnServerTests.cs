using Microsoft.Extensions.Configuration;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Extensions.Configuration;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Hosting;

public sealed class ConfigurationOverOwnServerTests : ConfigurationTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    private string Copy => Path.Combine(Folder, "copy");

    [Fact]
    public async Task A_secret_that_another_account_shares_becomes_no_key_unless_the_program_names_it()
    {
        await using var other = await OpenAsOtherAsync();
        var secret = await other.Secrets.CreateAsync("db", new() { ["password"] = "planted" }, SecretScope.User, Token);
        var owner = (await Client.Secrets.CreateAsync("open", new() { ["k"] = "1" }, cancellationToken: Token)).User.Id;
        await ((OwnServer)Server!).Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Access.SaveAsync(
                    new SecretGrant
                    {
                        Secret = secret.Id,
                        Holder = AccessHolder.Of(owner),
                        Right = SecretRight.Read,
                        GrantedBy = secret.User.Id,
                        Created = secret.Created,
                    },
                    token);
                return true;
            },
            Token);

        Assert.Equal([("open:k", "1")], Values(Build(All)));
        Assert.Equal([("other:db:password", "planted")], Values(Build(o => o.Secrets.Add("other/db"))));
    }

    [Fact]
    public async Task A_program_starts_from_the_encrypted_copy_while_the_server_is_stopped_and_gets_the_new_values_later()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["password"] = "value-1" }, cancellationToken: Token);
        Build(UseCopy);
        Assert.DoesNotContain("value-1", await File.ReadAllTextAsync(Copy, Token), StringComparison.Ordinal);
        Assert.DoesNotContain("password", await File.ReadAllTextAsync(Copy, Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "zenml-dotnet.cache.key")));
        }

        IConfigurationRoot? started = null;
        var server = (OwnServer)Server!;
        var services = server.Services;
        var failures = new List<Exception>();
        await server.RestartAsync(async () =>
        {
            started = Build(o =>
            {
                UseCopy(o);
                o.ReloadOnChange = true;
                o.OnFailure = exception =>
                {
                    lock (failures)
                    {
                        failures.Add(exception);
                    }
                };
            });
            await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "value-2" } }, Token);
        });

        Assert.Contains($"come from the copy in '{Copy}'", failures[0].Message, StringComparison.Ordinal);
        await UntilAsync(() => started!["db:password"] == "value-2", "the new value");
    }

    [Theory]
    [InlineData("another login")]
    [InlineData("another selection")]
    [InlineData("another workspace")]
    [InlineData("another key")]
    [InlineData("an old copy")]
    [InlineData("a damaged copy")]
    public async Task A_copy_is_not_used_for(string what)
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "value-1" }, cancellationToken: Token);
        Build(UseCopy);
        if (what == "a damaged copy")
        {
            var content = await File.ReadAllBytesAsync(Copy, Token);
            content[^1] ^= 1;
            await File.WriteAllBytesAsync(Copy, content, Token);
        }

        var address = Server!.Address;
        await ((OwnServer)Server).RestartAsync(() =>
        {
            var error = Assert.Throws<ZenException>(() => Build(o =>
            {
                UseCopy(o);
                switch (what)
                {
                    case "another login":
                        o.Client = o.Client with { Server = address, ServerApiKey = "ZENKEY_e30=" };
                        break;
                    case "another selection":
                        o.Prefix = "x";
                        break;
                    case "another workspace":
                        o.Client = o.Client with { Workspace = "other" };
                        break;
                    case "another key":
                        o.CacheKey = Convert.ToBase64String(new byte[32]);
                        break;
                    case "an old copy":
                        o.CacheMaxAge = TimeSpan.Zero;
                        break;
                }
            }));
            Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("a passphrase of a person")]
    [InlineData("QUFBQQ==")]
    public void A_key_of_the_copy_that_is_not_32_bytes_in_Base64_is_an_error_that_says_how_to_make_one(string key)
    {
        var error = Assert.Throws<ZenException>(() => Build(o =>
        {
            UseCopy(o);
            o.CacheKey = key;
        }));

        Assert.Equal("CacheKey must be 32 random bytes in Base64. Make one with: openssl rand -base64 32", error.Message);
    }

    [Fact]
    public void A_key_of_the_copy_in_a_folder_where_others_can_replace_it_is_not_used()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var open = Directory.CreateDirectory(Path.Combine(Folder, "open")).FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0b111_111_111);

        var error = Assert.Throws<ZenException>(() => Build(o =>
        {
            UseCopy(o);
            o.Client = new ZenClientOptions { ConfigPath = open };
        }));

        Assert.Contains($"replace files in the folder '{open}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_another_secret_reads_no_value()
    {
        var mine = await Client.Secrets.CreateAsync("mine", new() { ["k"] = "1" }, cancellationToken: Token);
        var configuration = Build(o =>
        {
            o.Secrets.Add("mine");
            o.ReloadOnChange = true;
        });
        await Client.Secrets.CreateAsync("unrelated", new() { ["k"] = "1" }, cancellationToken: Token);
        await Patience.UntilAsync(async () => await CountReadsAsync() == 1, "the record of the first read", Token);

        await Client.Secrets.CreateAsync("unrelated-2", new() { ["k"] = "1" }, cancellationToken: Token);

        // Other than an update, an edit returns no values, so it is no read.
        await Client.Secrets.EditAsync(mine.Id, new SecretUpdate { Set = new() { ["k"] = "2" } }, Token);
        await UntilAsync(() => configuration["mine:k"] == "2", "the new value");

        await Patience.UntilAsync(async () => await CountReadsAsync() >= 2, "the record of the second read", Token);
        Assert.Equal(2, await CountReadsAsync());
    }

    private async Task<long> CountReadsAsync() =>
        (await Client.Audit.ListPageAsync(
            new Core.Querying.ListQuery { ["action"] = "read", ["resource_type"] = "secret", Size = 1 }, Token)).Total;

    private void UseCopy(ZenConfigurationOptions options) => (options.IncludeAllSecrets, options.CachePath) = (true, Copy);
}
