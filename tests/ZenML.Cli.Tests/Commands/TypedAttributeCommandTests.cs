using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

public class TypedAttributeCommandTests : CommandTest
{
    [Fact]
    public async Task An_attribute_is_read_back_with_the_type_that_its_flavor_declares()
    {
        var registered = await Host.RunAsync(
            "artifact-store", "register", "minio", "--flavor=s3", "--path=s3://bucket",
            """--client_kwargs={"endpoint_url": "http://x", "n": 1}""");
        Assert.True(registered.ExitCode == 0, registered.Error);
        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--nested=True")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "update", "t", """--tags={"floor": 3}""")).ExitCode);

        Assert.Equal(
            """{"path":"s3://bucket","client_kwargs":{"endpoint_url":"http://x","n":1}}""",
            await ConfigurationAsync("artifact-store", "minio"));
        Assert.Equal("""{"nested":true,"tags":{"floor":3}}""", await ConfigurationAsync("experiment-tracker", "t"));
    }

    [Theory]
    [InlineData("artifact-store", "s3", "--path=s3://b", "client_kwargs", "{'canary': 'b'}", "a map")]
    [InlineData("artifact-store", "s3", "--path=s3://b", "config_kwargs", "canary: b", "a map")]
    [InlineData("experiment-tracker", "mlflow", null, "nested", "yes", "true or false")]
    [InlineData("orchestrator", "kubeflow", null, "timeout", "007", "a whole number")]
    public async Task A_value_of_another_type_is_rejected_and_nothing_is_registered(
        string type, string flavor, string? required, string attribute, string value, string expected)
    {
        string[] more = required is null ? [] : [required];
        var refused = await Host.RunAsync([type, "register", "bad", $"--flavor={flavor}", .. more, $"--{attribute}={value}"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"The attribute '{attribute}'", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"must be {expected}", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Host.RunAsync(type, "describe", "bad")).ExitCode);
    }

    [Fact]
    public async Task A_stack_file_with_the_same_attributes_as_text_matches_the_registered_component()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--nested=true", """--tags={"floor": 3}""");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");
        await Host.RunAsync("stack", "export", "s", "s.yaml");
        var path = Path.Combine(Host.Folder, "s.yaml");
        var exported = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("nested: true", exported, StringComparison.Ordinal);
        var asText = exported.Replace("nested: true", "nested: \"True\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, asText, TestContext.Current.CancellationToken);

        var imported = await Host.RunAsync("stack", "import", "again", "--filename", "s.yaml");

        Assert.True(imported.ExitCode == 0, imported.Error);
    }

    private async Task<string> ConfigurationAsync(string type, string name)
    {
        var described = await Host.RunAsync(type, "describe", name, "--output", "json");
        return JsonNode.Parse(described.Out)!["configuration"]!.ToJsonString();
    }
}
