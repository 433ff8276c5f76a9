using ZenML.Core.Secrets;
using ZenML.Formats.Exporters;

namespace ZenML.Formats.Tests.Exporters;

public sealed class SecretExporterTests
{
    public static TheoryData<string> Formats => [.. SecretExporters.All.Select(exporter => exporter.Format)];

    [Fact]
    public void Ordinary_keys_and_values_are_written_in_each_format_as_people_write_them()
    {
        var values = new SecretValues
        {
            ["USER"] = "admin", ["PASSWORD"] = "it's #1", ["URL"] = "postgres://db:5432/app?x=1",
        };

        Assert.Equal("USER=admin\nPASSWORD=\"it's #1\"\nURL='postgres://db:5432/app?x=1'\n", Write("env", values));
        Assert.Equal(
            "export USER='admin'\nexport PASSWORD='it'\\''s #1'\nexport URL='postgres://db:5432/app?x=1'\n", Write("shell", values));
        Assert.Equal("USER=admin\nPASSWORD=it's #1\nURL=postgres://db:5432/app?x=1\n", Write("docker", values));
        Assert.Equal(
            "{\n  \"USER\": \"admin\",\n  \"PASSWORD\": \"it's #1\",\n  \"URL\": \"postgres://db:5432/app?x=1\"\n}\n",
            Write("json", values));
        Assert.Equal(SecretValuesDocument.WriteYaml(values), Write("yaml", values));
        Assert.Equal(
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: my-app\ntype: Opaque\ndata:\n  USER: YWRtaW4=\n  PASSWORD: aXQncyAjMQ==\n"
            + "  URL: cG9zdGdyZXM6Ly9kYjo1NDMyL2FwcD94PTE=\n",
            Write("k8s", values).Replace("\"", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("K", "plain")]
    [InlineData("K", "$(id)")]
    [InlineData("K", "`id`; id | id > x")]
    [InlineData("K", "")]
    [InlineData("K", "it's fine; id")]
    [InlineData("K", "two\nlines")]
    [InlineData("K", "C:\\server")]
    public void An_env_file_whose_values_a_shell_does_not_run_has_no_warning(string key, string value) =>
        Assert.Null(SecretExporters.Of("env").FindWarning(new SecretExport("s", new SecretValues { [key] = value })));

    [Theory]
    [InlineData("K", "canary\\\\server")]
    [InlineData("K", "canary\\")]
    [InlineData("K", "it's `canary`")]
    [InlineData("K", "it's \"canary\"")]
    [InlineData("K", "canary\\\\server canary")]
    [InlineData("a.b", "canary")]
    [InlineData("1K", "canary")]
    [InlineData("RANDOM", "a[$(canary)]")]
    [InlineData("PROMPT_COMMAND", "canary")]
    public void An_env_file_that_a_shell_could_run_has_a_warning_that_names_the_key_and_no_value(string key, string value)
    {
        var values = new SecretValues { ["fine"] = "$(id)", [key] = value };

        var warning = SecretExporters.Of("env").FindWarning(new SecretExport("s", values));

        Assert.Equal(
            $"Do not source this file in a shell, which could run values as code or break: '{key}'. For a shell, use the format shell.",
            warning?.Replace('"', '\''));
    }

    [Theory]
    [InlineData("env", "K", "canary\0")]
    [InlineData("env", "K", "canary${X}")]
    [InlineData("env", "K", "${X:-canary}")]
    [InlineData("env", "K", "'canary\"\n")]
    [InlineData("env", "K", "canary\"\u2028'$'")]
    [InlineData("env", "K", "'canary$\n")]
    [InlineData("env", "K", "'canary\\\\n\n")]
    [InlineData("env", "", "canary")]
    [InlineData("env", "a b", "canary")]
    [InlineData("env", "\u00E4", "canary")]
    [InlineData("shell", "K", "canary\0")]
    [InlineData("shell", "", "canary")]
    [InlineData("shell", "1K", "canary")]
    [InlineData("shell", "k-k", "canary")]
    [InlineData("shell", "\u00E4", "canary")]
    [InlineData("shell", "UID", "canary")]
    [InlineData("shell", "_", "canary")]
    [InlineData("docker", "K", "canary\n")]
    [InlineData("docker", "K", "canary\r")]
    [InlineData("docker", "K", "canary\0")]
    [InlineData("docker", "", "canary")]
    [InlineData("docker", "#K", "canary")]
    [InlineData("docker", "K=", "canary")]
    [InlineData("docker", "k k", "canary")]
    [InlineData("k8s", "", "canary")]
    [InlineData("k8s", "..", "canary")]
    [InlineData("k8s", ".", "canary")]
    [InlineData("k8s", "k k", "canary")]
    [InlineData("k8s", "\u00E4", "canary")]
    public void What_a_format_cannot_express_is_refused_with_the_key_and_without_the_value(string format, string key, string value)
    {
        var message = Refusal.Of(() => Write(format, new SecretValues { ["good"] = "canary", [key] = value }));

        Assert.Contains($"The format {format} cannot express the key '{key}': ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("good", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_keys_that_a_format_cannot_express_are_reported_at_once()
    {
        var message = Refusal.Of(() => Write("docker", new SecretValues { ["a"] = "1\n2", ["b"] = "1", ["c"] = "\n" }));

        Assert.Contains("'a': its value has a line break", message, StringComparison.Ordinal);
        Assert.Contains("'c': its value has a line break", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'b'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("it's")]
    [InlineData("say \"x\"")]
    [InlineData("both ' and \"")]
    [InlineData("C:\\new\\dir")]
    [InlineData("\\\\server\\share")]
    [InlineData("pa$$word")]
    [InlineData("$HOME")]
    [InlineData("#1")]
    [InlineData("a #b")]
    [InlineData("a`b`")]
    [InlineData("-----BEGIN KEY-----\nabc+/=\n-----END KEY-----\n")]
    [InlineData("line\r\nline")]
    [InlineData("{\"json\": [1, \"x\"]}")]
    [InlineData("{{name.key}}")]
    [InlineData("{% raw %}${{ x")]
    [InlineData("\u00E9\U0001F600\u2028\uFEFF")]
    public void Ordinary_values_survive_in_the_env_format_and_are_read_back_by_the_importer(string value)
    {
        var written = Write("env", new SecretValues { ["K"] = value, ["L"] = value });
        var read = ZenML.Formats.Dotenv.DotenvDocument.Parse(written);

        Assert.Equal([value, value], read.Values.Values.Select(each => each.Reveal()));
    }

    [Theory]
    [InlineData("mlflow_secret", "mlflow-secret")]
    [InlineData("My App (prod)", "my-app-prod")]
    [InlineData("--a--b--", "a-b")]
    [InlineData("\u00C4pfel 1", "pfel-1")]
    public void The_name_of_a_Kubernetes_Secret_is_derived_from_the_name_of_the_secret(string name, string expected) =>
        Assert.Contains($"\n  name: {expected}\n", Write("k8s", new SecretValues { ["k"] = "v" }, name), StringComparison.Ordinal);

    [Theory]
    [InlineData("___")]
    [InlineData("\u65E5\u672C")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_of_which_no_Kubernetes_name_can_be_derived_is_refused(string name) => Assert.Contains(
        "--k8s-name", Refusal.Of(() => Write("k8s", new SecretValues { ["k"] = "v" }, name)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a.b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    public void A_given_name_that_Kubernetes_would_refuse_is_refused(string name)
    {
        var export = new SecretExport("s", new SecretValues { ["k"] = "v" }) { KubernetesName = name };

        var message = Refusal.Of(() => SecretExporters.Of("k8s").Write(export));
        Assert.Contains("not a valid name in Kubernetes", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Docker_gets_no_line_that_is_longer_than_its_buffer()
    {
        Assert.NotEmpty(Write("docker", new SecretValues { ["K"] = new string('x', 65_000) }));
        Assert.Contains(
            "64 KiB", Refusal.Of(() => Write("docker", new SecretValues { ["K"] = new string('x', 65_536) })), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Each_format_has_an_ending_of_its_own(string format) =>
        Assert.Single(SecretExporters.All, exporter => exporter.FileEnding == SecretExporters.Of(format).FileEnding);

    private static string Write(string format, SecretValues values, string name = "My_App") =>
        SecretExporters.Of(format).Write(new SecretExport(name, values));
}
