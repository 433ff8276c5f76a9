namespace ZenML.EndToEnd.Tests.Store;

/// <summary>A store on a file system that cannot be written, as a container mounts it.</summary>
public sealed class ReadOnlyStoreTests : EndToEndTest
{
    // A name space of mounts of its own, in which the configuration folder is read-only.
    private const string ReadOnly =
        "exec unshare --map-root-user --mount sh -c 'mount --bind \"$ZENML_CONFIG_PATH\" \"$ZENML_CONFIG_PATH\" && "
        + "mount -o remount,ro,bind \"$ZENML_CONFIG_PATH\" && ";

    [Fact]
    public async Task Secrets_in_a_read_only_store_can_be_read_and_a_change_is_rejected_with_the_reason()
    {
        Zenml.Variables["ZENML_CONFIG_PATH"] = Path.Combine(Zenml.Home, "a folder #1 %20?");
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        Assert.SkipUnless((await InReadOnlyAsync("true")).ExitCode == 0, "No read-only mount can be made here.");

        Assert.Contains(
            "\"k\": \"v\"",
            (await InReadOnlyAsync("\"$0\" secret get s --output json")).Expect(0).Out,
            StringComparison.Ordinal);
        Assert.Contains("s", (await InReadOnlyAsync("\"$0\" secret list --output json")).Expect(0).Out, StringComparison.Ordinal);
        foreach (var change in new[] { "secret create t --k=v", "secret update s --k=w", "secret delete s -y" })
        {
            Assert.Contains("cannot be written", (await InReadOnlyAsync($"\"$0\" {change}")).Expect(1).Error, StringComparison.Ordinal);
        }

        Assert.Equal("v", await Zenml.ValueAsync("s", "k"));
    }

    private Task<Driving.Outcome> InReadOnlyAsync(string command) => Zenml.InShellAsync($"{ReadOnly}{command}' \"$0\"");
}
