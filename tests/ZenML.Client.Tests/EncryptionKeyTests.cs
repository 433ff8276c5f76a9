using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Pipelines;

namespace ZenML.Client.Tests;

/// <summary>
/// A client whose key differs from the key of the store. Only a local client can have one: a server has the key of its
/// own store.
/// </summary>
public sealed class EncryptionKeyTests : ClientTest
{
    [Fact]
    public async Task D15_checking_that_secrets_exist_decrypts_no_value()
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);
        await ActivateStackAsync(
            new()
            {
                ["tracking_uri"] = "http://127.0.0.1:5000",
                ["tracking_username"] = "{{s.k}}",
                ["tracking_password"] = "{{s.no_such_key}}",
            });

        // A client with another key cannot decrypt a value, so operations that succeed decrypt none.
        await using var stranger = Open(options => options with
        {
            EncryptionKey = "another key, long enough", ValidationLevel = SecretValidationLevel.SecretExists,
        });
        var ran = false;
        await stranger.DefinePipeline("p", options: new PipelineOptions { Log = TextWriter.Null })
            .Step("s", _ => ran = true).RunAsync(Token);

        Assert.True(ran);
        var stack = await stranger.Stacks.GetActiveAsync(Token);
        Assert.True((await stranger.Stacks.ValidateAsync(stack, cancellationToken: Token)).Passes);
        var thorough = await Assert.ThrowsAsync<ZenException>(
            () => stranger.Stacks.ValidateAsync(stack, SecretValidationLevel.SecretAndKeyExists, Token));
        Assert.Equal(ErrorCode.WrongEncryptionKey, thorough.Code);
    }

    [Fact]
    public async Task A_wrong_encryption_key_gets_its_own_error()
    {
        var info = await Client.Secrets.CreateAsync("locked", new() { ["k"] = "v" }, cancellationToken: Token);
        await using var stranger = Open(options => options with { EncryptionKey = "another key, long enough" });

        Assert.Equal(info.Id, (await stranger.Secrets.FindAsync("locked", cancellationToken: Token)).Id);
        var error = await Assert.ThrowsAsync<ZenException>(() => stranger.Secrets.GetAsync("locked", cancellationToken: Token));
        Assert.Equal(ErrorCode.WrongEncryptionKey, error.Code);
    }
}
