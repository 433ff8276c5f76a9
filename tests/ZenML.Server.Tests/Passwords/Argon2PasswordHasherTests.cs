using ZenML.Core.Accounts.Credentials;
using ZenML.Server.Passwords;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Passwords;

public sealed class Argon2PasswordHasherTests : IAsyncLifetime
{
    private IHashingLease hasher = null!;

    public async ValueTask InitializeAsync() =>
        hasher = await new Argon2PasswordHasher(Argon2Cost.Recommended)
            .AcquireAsync(PasswordRequester.Server, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        hasher.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_hash_contains_its_parameters_and_matches_only_its_password()
    {
        var hash = await hasher.HashAsync("pässword");

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash, StringComparison.Ordinal);
        Assert.True(await hasher.VerifyAsync("pässword", hash));
        Assert.False(await hasher.VerifyAsync("password", hash));
        Assert.NotEqual(hash, await hasher.HashAsync("pässword"));
    }

    [Fact]
    public async Task A_server_hashes_passwords_at_the_recommended_cost()
    {
        await using var server = await RunningServer.StartWithRecommendedHashesAsync();

        var hash = Assert.Single(
            await RawDatabase.QueryAsync(server.DatabasePath, "SELECT password_hash FROM credentials WHERE password_hash IS NOT NULL"));
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", (string)hash, StringComparison.Ordinal);
    }

    // Hashes from another implementation of Argon2id. Existing stores contain hashes like the first.
    [Theory]
    [InlineData(
        "pässword of long ago",
        "$argon2id$v=19$m=19456,t=2,p=1$pTaosQzzWJLxnw/g2qr3hg$hoM7MyJoak6aTVl+4lwX3cKzqiVJl6WiR0W8DOFjphU")]
    [InlineData("another cost", "$argon2id$v=19$m=1024,t=3,p=1$bCpmhfhcqKAmTWuMy2n/2A$/ynHGcbb4GEz7ls4H7jOHachsLjLMZ3Q")]
    public async Task A_hash_from_another_implementation_matches_only_its_password(string password, string hash)
    {
        Assert.True(await hasher.VerifyAsync(password, hash));
        Assert.False(await hasher.VerifyAsync(password + " ", hash));
    }

    // Those with two lanes, or a salt of another size, are good hashes of the password "elsewhere". No store of ours has such.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=2$hO7xucb5Qf3cRtc4HfnNuw$xJx253aBw00yYW5rAIa/U5a2uxwmJWjZ4G0bd6lVOhY")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$oCM2H43xYVTPPD2tWTaSAk8p8s1MxqfU$oYKaDSiujX2kgXxME3Bid9jTjjBRDZ0e0kf+7qhep40")]
    public async Task A_malformed_hash_matches_no_password(string? hash)
    {
        Assert.False(await hasher.VerifyAsync("elsewhere", hash));
        Assert.False(await hasher.VerifyAsync("", hash));
    }

    [Fact]
    public async Task An_empty_password_matches_no_hash_including_its_own()
    {
        Assert.False(
            await hasher.VerifyAsync(
                "", "$argon2id$v=19$m=64,t=1,p=1$B3aS2R47qrNFqM61K1+AIw$jmkA74GaVZAhLvcVWzyc3y20mGHX00fNzrDf7GmC1h8"));
        await Assert.ThrowsAsync<ArgumentException>(() => hasher.HashAsync(""));
    }
}
