namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>A settings file that is a mount, as in containers. It cannot be replaced by another file.</summary>
public sealed class L6MountedFilesTests : EndToEndTest
{
    private const string InNameSpace = "exec unshare --map-root-user --mount sh -c '";

    private string Settings => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.settings.json");

    [Fact]
    public async Task L6_a_settings_file_that_is_a_mount_is_written_in_place()
    {
        await PrepareAsync();
        await WriteInNameSpaceAsync("mount --bind \"$SETTINGS\" \"$SETTINGS\"");

        Assert.Equal("other", (string?)(await Zenml.JsonAsync("status"))["workspace"]);
        Assert.Equal([Settings], Directory.GetFiles(Zenml.ConfigPath, "*settings*"));
    }

    [Fact]
    public async Task L6_a_settings_file_mounted_in_a_read_only_folder_is_written_in_place()
    {
        await PrepareAsync();
        await WriteInNameSpaceAsync(
            "cp \"$SETTINGS\" \"$HOME/mounted\" && mount --bind \"$FOLDER\" \"$FOLDER\" && mount -o remount,ro,bind \"$FOLDER\" && "
                + "mount --bind \"$HOME/mounted\" \"$SETTINGS\"");

        File.Move(Path.Combine(Zenml.Home, "mounted"), Settings, overwrite: true);
        Assert.Equal("other", (string?)(await Zenml.JsonAsync("status"))["workspace"]);
    }

    [Fact]
    public async Task L6_settings_that_are_a_link_are_written_to_the_target_of_the_link()
    {
        await PrepareAsync();
        var target = Path.Combine(Zenml.Home, "dotfiles.json");
        File.Move(Settings, target);
        File.CreateSymbolicLink(Settings, target);

        await Zenml.OkAsync("workspace", "set", "other");

        Assert.Equal(target, new FileInfo(Settings).LinkTarget);
        Assert.Contains("other", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task PrepareAsync()
    {
        await Zenml.OkAsync("workspace", "create", "other");
        await Zenml.OkAsync("workspace", "set", "default");
        (Zenml.Variables["SETTINGS"], Zenml.Variables["FOLDER"]) = (Settings, Zenml.ConfigPath);
    }

    private async Task WriteInNameSpaceAsync(string mounts)
    {
        Assert.SkipUnless((await Zenml.InShellAsync($"{InNameSpace}{mounts}'")).ExitCode == 0, "No mount can be made here.");
        (await Zenml.InShellAsync($"{InNameSpace}{mounts} && \"$0\" workspace set other' \"$0\"")).Expect(0);
    }
}
