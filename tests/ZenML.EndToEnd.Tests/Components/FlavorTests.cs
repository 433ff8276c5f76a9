namespace ZenML.EndToEnd.Tests.Components;

public sealed class FlavorTests : EndToEndTest
{
    private const string Custom = """
        {
          "name": "mine",
          "type": "artifact_store",
          "source": "my.module.MyFlavor",
          "config_schema": {
            "additionalProperties": false,
            "properties": [
              { "name": "path", "type": "string", "required": true },
              { "name": "token", "type": "string", "required": false, "sensitive": true },
              { "name": "retries", "type": "integer", "required": false }
            ]
          }
        }
        """;

    [Fact]
    public async Task The_fifty_built_in_flavors_are_listed()
    {
        string[] groups =
        [
            "alerter", "annotator", "artifact-store", "container-registry", "data-validator", "experiment-tracker",
            "feature-store", "image-builder", "model-deployer",
            "model-registry", "orchestrator", "step-operator",
        ];
        var count = 0;
        foreach (var group in groups)
        {
            count += (await Zenml.JsonAsync(group, "flavor", "list", "--size=100")).AsArray().Count;
        }

        Assert.Equal(50, count);
        Assert.Contains(
            "tracking_password",
            (await Zenml.OkAsync("experiment-tracker", "flavor", "describe", "mlflow")).Out,
            StringComparison.Ordinal);
        await Zenml.FailsAsync("orchestrator", "flavor", "describe", "nope");
        await Zenml.FailsAsync("orchestrator", "flavor", "delete", "local");
    }

    [Fact]
    public async Task A_custom_flavor_can_be_registered_and_validates_components_and_can_be_deleted_when_unused()
    {
        Zenml.WriteFile("mine.json", Custom);
        await Zenml.OkAsync("artifact-store", "flavor", "register", "mine.json");
        await Zenml.FailsAsync("artifact-store", "flavor", "register", "mine.json");
        await Zenml.FailsAsync("orchestrator", "flavor", "register", "mine.json");

        await Zenml.FailsAsync("artifact-store", "register", "s", "-f", "mine");
        await Zenml.FailsAsync("artifact-store", "register", "s", "-f", "mine", "--path=p", "--retries=many");
        await Zenml.OkAsync("artifact-store", "register", "s", "-f", "mine", "--path=p", "--retries=3", "--token={{a.b}}");
        await Zenml.FailsAsync("artifact-store", "flavor", "delete", "mine");
        await Zenml.OkAsync("artifact-store", "delete", "s");
        await Zenml.OkAsync("artifact-store", "flavor", "delete", "mine");
    }

    [Fact]
    public async Task The_output_of_describe_can_be_registered_under_another_name()
    {
        var yaml = (await Zenml.OkAsync("artifact-store", "flavor", "describe", "s3", "--output", "yaml")).Out;
        Zenml.WriteFile("mine.yaml", yaml.Replace("name: s3\n", "name: mine\n", StringComparison.Ordinal));

        await Zenml.OkAsync("artifact-store", "flavor", "register", "mine.yaml");
        await Zenml.FailsAsync("artifact-store", "register", "s", "-f", "mine", "--path=/not/s3");
        await Zenml.OkAsync("artifact-store", "register", "s", "-f", "mine", "--path=s3://bucket");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not: [valid")]
    [InlineData("[1, 2]")]
    [InlineData("")]
    public async Task A_file_that_is_not_a_flavor_is_rejected(string text)
    {
        Zenml.WriteFile("bad.yaml", text);

        await Zenml.FailsAsync("artifact-store", "flavor", "register", "bad.yaml");
        await Zenml.FailsAsync("artifact-store", "flavor", "register", "does-not-exist.yaml");
    }
}
