namespace ZenML.EndToEnd.Tests.Secrets;

public sealed class SecretChangeTests : EndToEndTest
{
    [Fact]
    public async Task Update_adds_and_changes_and_removes_keys_and_leaves_others_unchanged()
    {
        await Zenml.OkAsync("secret", "create", "s", "--a=1", "--b=2", "--c=3");
        var updated = await Zenml.OkAsync("secret", "update", "s", "--b=two", "--d=4", "-r", "a", "--values={\"e f\":\"5\"}");

        Assert.Equal("", updated.Out);
        Assert.Equal(
            [new("b", "two"), new("c", "3"), new("d", "4"), new("e f", "5")],
            (await Zenml.ValuesAsync("s")).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Removing_an_absent_key_is_an_error_and_changes_nothing()
    {
        await Zenml.OkAsync("secret", "create", "s", "--a=1", "--b=2");

        Assert.Contains(
            "'zzz'",
            (await Zenml.FailsAsync("secret", "update", "s", "-r", "zzz", "-r", "a", "--b=canary")).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "'a'", (await Zenml.MisusesAsync("secret", "update", "s", "-r", "a", "--a=canary")).Error, StringComparison.Ordinal);
        Assert.Equal([new("a", "1"), new("b", "2")], await Zenml.ValuesAsync("s"));
    }

    [Fact]
    public async Task The_scope_can_be_changed_and_a_name_conflict_in_the_new_scope_is_an_error()
    {
        await Zenml.OkAsync("secret", "create", "s", "--where=workspace");
        await Zenml.OkAsync("secret", "update", "s", "-s", "user");
        Assert.Equal([new("where", "workspace")], await Zenml.ValuesAsync("s", "--scope=user"));

        await Zenml.OkAsync("secret", "create", "s", "--where=other");
        await Zenml.FailsAsync("secret", "update", "s", "--new-scope=workspace");
        Assert.Equal([new("where", "other")], await Zenml.ValuesAsync("s", "--scope=workspace"));
    }

    [Fact]
    public async Task Rename_keeps_id_and_values()
    {
        await Zenml.OkAsync("secret", "create", "old", "--k=v");
        await Zenml.OkAsync("secret", "create", "taken", "--k=v");
        var before = await Zenml.JsonAsync("secret", "get", "old");
        await Zenml.OkAsync("secret", "rename", "old", "-n", "new");

        var after = await Zenml.JsonAsync("secret", "get", "new");
        Assert.Equal((string)before["id"]!, (string)after["id"]!);
        Assert.Equal("v", (string)after["values"]!["k"]!);
        await Zenml.FailsAsync("secret", "get", "old");
        Assert.Contains(
            "'taken'",
            (await Zenml.FailsAsync("secret", "rename", "new", "--new-name", "taken")).Error,
            StringComparison.Ordinal);
        await Zenml.FailsAsync("secret", "rename", "new", "-n", "name");
        await Zenml.FailsAsync("secret", "rename", "new", "-n", "");
    }

    [Fact]
    public async Task Rename_without_a_new_name_is_a_usage_error()
    {
        await Zenml.OkAsync("secret", "create", "old", "--k=v");

        Assert.Contains("--new-name", (await Zenml.RunAsync("secret", "rename", "old")).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_asks_for_confirmation_and_aborts_without_a_terminal()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");

        Assert.Contains("Input is required", (await Zenml.FailsAsync("secret", "delete", "s")).Error, StringComparison.Ordinal);
        (await Zenml.RunWithInputAsync("y\n", "secret", "delete", "s")).Expect(1);
        Assert.Equal("v", await Zenml.ValueAsync("s", "k"));
        await Zenml.OkAsync("secret", "delete", "s", "-y");
        Assert.Contains("'s'", (await Zenml.FailsAsync("secret", "delete", "s", "-y")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_writes_a_private_file_that_create_can_read()
    {
        const string values =
            """
            {"pin":"0123","on":"on","nothing":"","null":"null","text":"a\nb\r\n\tc","1e3":"1e3",
            "😀":"{{x.y}}"," lead":" ","date":"2024-01-01"}
            """;
        await Zenml.OkAsync("secret", "create", "s", "--values", values);
        var exported = await Zenml.OkAsync("secret", "export", "s");

        Assert.Equal("", exported.Out);
        var file = Path.Combine(Zenml.Home, "s.yaml");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await Zenml.OkAsync("secret", "create", "back", "-v", "@s.yaml");
        Assert.Equal(await Zenml.ValuesAsync("s"), await Zenml.ValuesAsync("back"));
    }

    [Fact]
    public async Task Export_overwrites_only_with_force()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        Zenml.WriteFile("s.yaml", "mine");

        Assert.Contains("--force", (await Zenml.FailsAsync("secret", "export", "s")).Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Zenml.Home, "s.yaml"), TestContext.Current.CancellationToken));
        await Zenml.OkAsync("secret", "export", "s", "--force");
        Assert.Contains(
            "k: v",
            await File.ReadAllTextAsync(Path.Combine(Zenml.Home, "s.yaml"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Zenml.Home, "s.yaml")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public async Task Export_of_a_name_with_a_path_separator_needs_a_file_name(string name)
    {
        await Zenml.OkAsync("secret", "create", name, "--k=v");

        Assert.Contains("--filename", (await Zenml.FailsAsync("secret", "export", name)).Error, StringComparison.Ordinal);
        await Zenml.OkAsync("secret", "export", name, "-f", "out.yaml");
        Assert.True(File.Exists(Path.Combine(Zenml.Home, "out.yaml")));
        await Zenml.FailsAsync("secret", "export", name, "-f", "no/such/folder/out.yaml");
    }
}
