using ZenML.Stores.Passwords;

namespace ZenML.Stores.Tests.Passwords;

public sealed class Argon2PasswordHasherTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hash_carries_its_parameters_and_fits_its_password_only()
    {
        using var hasher = new Argon2PasswordHasher();

        var hash = await hasher.HashAsync("pässword", Token);

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash, StringComparison.Ordinal);
        Assert.True(await hasher.VerifyAsync("pässword", hash, Token));
        Assert.False(await hasher.VerifyAsync("password", hash, Token));
        Assert.NotEqual(hash, await hasher.HashAsync("pässword", Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA")]
    public async Task What_is_no_hash_fits_no_password(string? hash)
    {
        using var hasher = new Argon2PasswordHasher();

        Assert.False(await hasher.VerifyAsync("", hash, Token));
    }

    [Fact]
    public async Task An_empty_password_fits_no_hash_not_even_that_of_what_is_hashed_in_its_place()
    {
        using var hasher = new Argon2PasswordHasher();

        Assert.False(await hasher.VerifyAsync("", await hasher.HashAsync("-", Token), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => hasher.HashAsync("", Token));
    }
}
