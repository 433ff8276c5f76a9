namespace ZenML.EndToEnd.Tests;

/// <summary>
/// Defects of comparable software that this one must not have, by the names under which they were recorded.
/// </summary>
public sealed class DefectTests : EndToEndTest
{
    [Fact]
    public async Task D1_a_name_never_matches_a_secret_whose_name_merely_contains_it()
    {
        // Not hexadecimal, so that no random id begins with it.
        await Zenml.OkAsync("secret", "create", "old_sql_copy", "--scope=user", "--which=copy");
        await Zenml.OkAsync("secret", "create", "sql", "--which=sql");

        Assert.Equal("sql", await Zenml.ValueAsync("sql", "which"));
        await Zenml.OkAsync("secret", "export", "sql");
        Assert.True(File.Exists(Path.Combine(Zenml.Home, "sql.yaml")));
        await Zenml.OkAsync("secret", "rename", "sql", "-n", "database");
        Assert.Equal("copy", await Zenml.ValueAsync("old_sql_copy", "which"));
        await Zenml.FailsAsync("secret", "get", "sql");
    }

    [Fact]
    public async Task D2_the_check_does_not_find_a_missing_secret_because_another_has_a_similar_name()
    {
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--password=p");
        await Zenml.OkAsync(
            "experiment-tracker",
            "register",
            "tracker",
            "-f",
            "mlflow",
            "--tracking_uri=http://x",
            "--tracking_password={{mlflow.password}}");
        await Zenml.OkAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "tracker");

        Assert.Contains("mlflow.password", (await Zenml.FailsAsync("stack", "validate", "tracked")).Error, StringComparison.Ordinal);
        Zenml.Variables["ZENML_SECRET_VALIDATION_LEVEL"] = "SECRET_EXISTS";
        await Zenml.FailsAsync("stack", "validate", "tracked");
    }

    [Fact]
    public async Task D3_an_exact_name_is_found_among_more_than_twenty_similar_ones()
    {
        for (var index = 0; index < 25; index++)
        {
            await Zenml.OkAsync("secret", "create", $"app_{index}", "--which=other");
        }

        await Zenml.OkAsync("secret", "create", "app", "--which=app");
        Assert.Equal("app", await Zenml.ValueAsync("app", "which"));
        Assert.Equal("other", await Zenml.ValueAsync("app_24", "which"));
        Assert.Contains("more", (await Zenml.FailsAsync("secret", "get", "ap")).Error, StringComparison.Ordinal);
        await Zenml.OkAsync("secret", "delete", "app", "-y");
        await Zenml.FailsAsync("secret", "delete", "app", "-y");
        Assert.Equal(25, (await Zenml.JsonAsync("secret", "list", "--size=100")).AsArray().Count);
    }

    [Fact]
    public async Task D5_concurrent_updates_of_different_keys_are_all_kept()
    {
        await Zenml.OkAsync("secret", "create", "s", "--first=0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var index = 0; index < 5; index++)
            {
                await Zenml.OkAsync("secret", "update", "s", $"--k_{writer}_{index}=v");
            }
        }));

        Assert.Equal(21, (await Zenml.ValuesAsync("s")).Count);
    }

    [Fact]
    public async Task D6_values_are_encrypted_from_the_first_write_with_nothing_configured()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=canary-d6-value");

        foreach (var file in Directory.EnumerateFiles(Zenml.ConfigPath, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("canary-d6"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Y2FuYXJ5LWQ2"u8));
        }
    }

    [Fact]
    public async Task D7_a_wrong_key_is_not_reported_as_a_missing_secret_and_overwrites_nothing()
    {
        await Zenml.OkAsync("secret", "create", "s", "--a=1", "--b=2");
        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "some other key, long enough";
        foreach (var command in new string[][] { ["secret", "get", "s"], ["secret", "update", "s", "--c=3"] })
        {
            var refused = await Zenml.FailsAsync(command);
            Assert.DoesNotContain("There is no", refused.Error, StringComparison.Ordinal);
            Assert.Contains("ZENML_SECRETS_STORE_ENCRYPTION_KEY", refused.Error, StringComparison.Ordinal);
        }

        Zenml.Variables.Clear();
        Assert.Equal([new("a", "1"), new("b", "2")], await Zenml.ValuesAsync("s"));
    }

    [Fact]
    public async Task D16_exports_are_private_and_empty_values_count_and_any_key_is_allowed()
    {
        await Zenml.OkAsync("secret", "create", "s", "--empty=", "--values={\"name\":\"n\",\"not-an-identifier\":\"i\"}");
        Assert.Equal(3, (await Zenml.ValuesAsync("s")).Count);
        await Zenml.OkAsync("secret", "export", "s");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Zenml.Home, "s.yaml")));

        await Zenml.OkAsync(
            "experiment-tracker",
            "register",
            "tracker",
            "-f",
            "mlflow",
            "--tracking_uri=http://x",
            "--tracking_password={{s.empty}}",
            "--tracking_token={{s.not-an-identifier}}");
        await Zenml.OkAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "tracker");
        await Zenml.OkAsync("stack", "validate", "tracked");
        await Zenml.OkAsync("stack", "register-secrets", "tracked", "--skip-existing");
    }

    [Fact]
    public async Task D17_files_larger_than_a_command_line_are_read_as_UTF_8()
    {
        var text = string.Concat(Enumerable.Repeat("line \"quotes\" $dollar `tick` {{brace}} ünïcødé 🔑\n", 10_000));
        Zenml.WriteFile("large.txt", text);
        Zenml.Variables["LC_ALL"] = "C";

        await Zenml.OkAsync("secret", "create", "s", "--k=@large.txt");
        Assert.Equal(text, await Zenml.ValueAsync("s", "k"));
    }

    [Fact]
    public async Task D18_a_typing_error_does_not_print_the_secret()
    {
        Assert.DoesNotContain(
            "canary",
            (await Zenml.MisusesAsync("secret", "create", "s", "--key canary-value")).Everything,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "canary",
            (await Zenml.FailsAsync("secret", "create", "s", "--values=canary-value")).Everything,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "canary",
            (await Zenml.MisusesAsync("secret", "create", "s", "--key", "canary-value")).Everything,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task D19_scalars_keep_the_text_as_written()
    {
        await Zenml.OkAsync(
            "secret",
            "create",
            "yaml",
            "--values",
            "pin: 0123\non: on\nyes: yes\ndate: 2024-01-31\nexp: 1e3\nnull: null\ntilde: ~\nhex: 0x1F\nfloat: 1.50\n");
        Assert.Equal(
            [
                new("pin", "0123"),
                new("on", "on"),
                new("yes", "yes"),
                new("date", "2024-01-31"),
                new("exp", "1e3"),
                new("null", "null"),
                new("tilde", "~"),
                new("hex", "0x1F"),
                new("float", "1.50"),
            ],
            await Zenml.ValuesAsync("yaml"));

        await Zenml.OkAsync(
            "secret",
            "create",
            "json",
            "--values",
            """{"exp": 1e3, "float": 1.50, "flag": true, "large": 12345678901234567890123}""");
        Assert.Equal(
            [new("exp", "1e3"), new("float", "1.50"), new("flag", "true"), new("large", "12345678901234567890123")],
            await Zenml.ValuesAsync("json"));
        Assert.Contains(
            "'nothing'",
            (await Zenml.FailsAsync("secret", "create", "null", "--values", """{"nothing": null}""")).Error,
            StringComparison.Ordinal);
    }
}
