using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>L6: a store in a folder that belongs to somebody else, who can put a key ring of their own there.</summary>
public sealed class L6ForeignFolderTests : EndToEndTest
{
    private const string AsNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups --";

    [Fact]
    public async Task L6_no_value_is_written_with_a_key_ring_that_another_user_can_replace()
    {
        await GiveFolderToAsync(12345);

        var refused = (await Zenml.InShellAsync($"{AsNobody} \"$0\" secret create s --password=p")).Expect(1);

        Assert.Contains(
            $"Error: The folder '{Zenml.ConfigPath}' belongs to another user (id 12345), who can replace the key ring in it.",
            refused.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.keys.json")));
        Assert.False(File.Exists(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.db")));
    }

    [Fact]
    public async Task L6_the_folder_of_another_user_causes_a_warning_when_the_key_is_stored_elsewhere()
    {
        await GiveFolderToAsync(12345);
        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "a key of my own, not there";

        var made = (await Zenml.InShellAsync($"{AsNobody} \"$0\" secret create s --password=p")).Expect(0);

        Assert.Contains("Warning: The folder", made.Error, StringComparison.Ordinal);
        Assert.Contains("belongs to another user (id 12345)", made.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L6_root_gets_a_warning_about_the_folder_of_another_user_and_can_use_the_store_in_it()
    {
        await GiveFolderToAsync(12345);

        var made = await Zenml.OkAsync("secret", "create", "s", "--password=p");

        Assert.Contains("belongs to another user (id 12345)", made.Error, StringComparison.Ordinal);
        Assert.Equal("p", await Zenml.ValueAsync("s", "password"));
    }

    [Fact]
    public async Task A_user_uses_a_store_in_their_own_folder_without_a_warning()
    {
        await GiveFolderToAsync(65534, mode: 700);

        var made = (await Zenml.InShellAsync($"{AsNobody} \"$0\" secret create s --password=p")).Expect(0);

        Assert.DoesNotContain("Warning", made.Error, StringComparison.Ordinal);
    }

    private async Task GiveFolderToAsync(int user, int mode = 777)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give folders away.");
        var canRun = (await Zenml.InShellAsync($"{AsNobody} \"$0\" --version")).ExitCode == 0;
        Assert.SkipUnless(canRun, "Another user cannot run the executable where it is.");
        (await Zenml.InShellAsync($"chmod 711 . && mkdir -m {mode} config && chown {user} config")).Expect(0);
    }
}
