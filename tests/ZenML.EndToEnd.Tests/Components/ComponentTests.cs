namespace ZenML.EndToEnd.Tests.Components;

public sealed class ComponentTests : EndToEndTest
{
    [Theory]
    [InlineData("alerter", "slack", "--slack_token={{s.token}}")]
    [InlineData("annotator", "label_studio", "--port=8080")]
    [InlineData("artifact-store", "s3", "--path=s3://bucket")]
    [InlineData("container-registry", "default", "--uri=registry.example/x")]
    [InlineData("data-validator", "evidently", null)]
    [InlineData("experiment-tracker", "mlflow", "--tracking_uri=http://127.0.0.1:5000")]
    [InlineData("feature-store", "feast", "--feast_repo=/repo")]
    [InlineData("image-builder", "local", null)]
    [InlineData("model-deployer", "mlflow", null)]
    [InlineData("model-registry", "mlflow", null)]
    [InlineData("orchestrator", "local_docker", null)]
    [InlineData("step-operator", "vertex", "--region=x")]
    public async Task Each_of_the_twelve_component_types_can_be_registered_and_described_and_listed_and_deleted(
        string group, string flavor, string? attribute)
    {
        await Zenml.OkAsync([group, "register", "mine", "--flavor", flavor, .. attribute is null ? Array.Empty<string>() : [attribute]]);

        var component = await Zenml.JsonAsync(group, "describe", "mine");
        Assert.Equal($"mine {group.Replace('-', '_')} {flavor}", $"{component["name"]} {component["type"]} {component["flavor"]}");
        Assert.Contains("mine", (await Zenml.JsonAsync(group, "list", "--name=mine")).AsArray().Select(item => (string)item!["name"]!));
        Assert.Contains(flavor, (await Zenml.JsonAsync(group, "flavor", "list")).AsArray().Select(item => (string)item!["name"]!));
        await Zenml.OkAsync(group, "rename", "mine", "yours");
        await Zenml.OkAsync(group, "copy", "yours", "theirs");
        await Zenml.OkAsync(group, "delete", "yours");
        await Zenml.OkAsync(group, "delete", "theirs");
        await Zenml.FailsAsync(group, "describe", "yours");
    }

    [Fact]
    public async Task Describe_prints_a_documented_object_with_references_as_written()
    {
        await Zenml.OkAsync(
            "artifact-store",
            "register",
            "s",
            "-f",
            "s3",
            "--path=s3://bucket",
            "--key={{ aws.key }}",
            "-l",
            "team=a",
            "-l",
            "stage=b");

        var store = (await Zenml.JsonAsync("artifact-store", "describe", "s")).AsObject();
        Assert.Equal(
            ["id", "name", "type", "flavor", "configuration", "labels", "workspace", "user", "created", "updated"],
            store.Select(pair => pair.Key));
        Assert.Equal("{{ aws.key }}", (string)store["configuration"]!["key"]!);
        Assert.Equal(["team", "stage"], store["labels"]!.AsObject().Select(pair => pair.Key));
        Assert.EndsWith("Z", (string)store["created"]!, StringComparison.Ordinal);
        Assert.Contains("{{ aws.key }}", (await Zenml.OkAsync("artifact-store", "describe", "s")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_in_a_sensitive_attribute_causes_a_warning_and_is_masked_and_encrypted_on_disk()
    {
        var registered = await Zenml.OkAsync(
            "artifact-store",
            "register",
            "s",
            "-f",
            "s3",
            "--path=s3://bucket",
            "--secret=canary-5ec7e7",
            "--key={{aws.key}}");
        Assert.Contains("Warning: ", registered.Error, StringComparison.Ordinal);
        Assert.Contains("secret", registered.Error, StringComparison.Ordinal);

        string[][] commands =
        [
            ["describe", "s"],
            ["describe", "s", "--output", "json"],
            ["describe", "s", "--output", "yaml"],
            ["list", "--output", "json"],
        ];
        foreach (var command in commands)
        {
            var outcome = await Zenml.OkAsync(["artifact-store", .. command]);
            Assert.DoesNotContain("canary", outcome.Everything, StringComparison.Ordinal);
            Assert.Contains(command[0] == "describe" || command.Contains("json") ? "***" : "s", outcome.Out, StringComparison.Ordinal);
        }

        await Zenml.OkAsync("artifact-store", "copy", "s", "t");
        await Zenml.OkAsync("stack", "register", "st", "-o", "default", "-a", "t");
        Assert.DoesNotContain(
            "canary",
            (await Zenml.OkAsync("stack", "describe", "st", "--output", "json")).Everything,
            StringComparison.Ordinal);
        Assert.DoesNotContain(registered.Everything, "canary", StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Zenml.ConfigPath, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(
                -1,
                (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))
                    .AsSpan().IndexOf("canary-5ec7e7"u8));
        }
    }

    [Fact]
    public async Task Update_merges_attributes_and_labels_and_remove_attribute_deletes_attributes()
    {
        await Zenml.OkAsync(
            "artifact-store",
            "register",
            "s",
            "-f",
            "s3",
            "--path=s3://bucket",
            "--key={{aws.key}}",
            "-l",
            "team=a",
            "-l",
            "stage=b");
        await Zenml.OkAsync("artifact-store", "update", "s", "--token={{aws.token}}", "--key={{aws.other}}", "-l", "team=c");
        await Zenml.OkAsync("artifact-store", "remove-attribute", "s", "token", "-l", "stage");

        var store = await Zenml.JsonAsync("artifact-store", "describe", "s");
        Assert.Equal("""{"path":"s3://bucket","key":"{{aws.other}}"}""", store["configuration"]!.ToJsonString());
        Assert.Equal("""{"team":"c"}""", store["labels"]!.ToJsonString());
        await Zenml.FailsAsync("artifact-store", "remove-attribute", "s", "path");
        await Zenml.FailsAsync("artifact-store", "remove-attribute", "s", "nope");
    }

    [Fact]
    public async Task Errors_in_a_configuration_name_the_attribute_and_never_the_value()
    {
        await AssertRefusedAsync("path", "artifact-store", "register", "bad", "-f", "s3");
        await AssertRefusedAsync("nope", "artifact-store", "register", "bad", "-f", "s3", "--path=s3://b", "--nope=canary");
        await AssertRefusedAsync("path", "artifact-store", "register", "bad", "-f", "s3", "--path=canary");
        await AssertRefusedAsync("path", "artifact-store", "register", "bad", "-f", "s3", "--path={{a.b}}");
        await AssertRefusedAsync("uri", "container-registry", "register", "bad", "-f", "default", "--uri={{a.b}}");
        await AssertRefusedAsync("nested", "experiment-tracker", "register", "bad", "-f", "mlflow", "--nested=canary");
        await AssertRefusedAsync(
            "client_kwargs", "artifact-store", "register", "bad", "-f", "s3", "--path=s3://b", "--client_kwargs=canary");
        await AssertRefusedAsync("no_such_flavor", "artifact-store", "register", "bad", "-f", "no_such_flavor");
        Assert.Contains(
            "nolabel", (await Zenml.MisusesAsync("artifact-store", "register", "bad", "-f", "local", "-l", "nolabel")).Error,
            StringComparison.Ordinal);
        (await Zenml.RunAsync("artifact-store", "register", "bad")).Expect(2);
        Assert.Single((await Zenml.JsonAsync("artifact-store", "list")).AsArray());
    }

    [Fact]
    public async Task Get_shows_the_component_of_the_active_stack()
    {
        Assert.Equal("default\n", (await Zenml.OkAsync("orchestrator", "get")).Out);
        var none = await Zenml.OkAsync("alerter", "get");
        Assert.Equal("", none.Out);
        Assert.Contains("Warning: ", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Component_names_are_unique_per_type()
    {
        await Zenml.OkAsync("model-registry", "register", "mlflow", "-f", "mlflow");
        await Zenml.OkAsync("experiment-tracker", "register", "mlflow", "-f", "mlflow");

        Assert.Contains(
            "'mlflow'",
            (await Zenml.FailsAsync("model-registry", "register", "mlflow", "-f", "mlflow")).Error,
            StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string named, params string[] arguments)
    {
        var refused = await Zenml.FailsAsync(arguments);
        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Everything, StringComparison.Ordinal);
    }
}
