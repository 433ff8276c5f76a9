using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Tests;

public sealed class StackDocumentTests
{
    private static readonly StackDescription Stack = new(
        "my stack",
        [
            new(ComponentType.ArtifactStore, "s3", "s3", new ConfigurationMap
            {
                ["path"] = "s3://bucket", ["key"] = "{{aws.key}}", ["secret"] = new ConfigurationSensitive(new SensitiveString("canary")),
            }, new Dictionary<string, string> { ["team"] = "a", ["version"] = "2", ["on"] = "on" }),
            new(ComponentType.Orchestrator, "default", "local", new ConfigurationMap(), new Dictionary<string, string>()),
        ]);

    [Fact]
    public void A_stack_is_written_by_type_with_references_as_their_text()
    {
        const string Expected = """
            stack_name: my stack
            components:
              artifact_store:
                type: artifact_store
                name: s3
                flavor: s3
                configuration:
                  path: s3://bucket
                  key: "{{aws.key}}"
                labels:
                  team: a
                  version: "2"
                  "on": "on"
              orchestrator:
                type: orchestrator
                name: default
                flavor: local
                configuration: {}
                labels: {}

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), StackDocument.Write(Stack, out _));
    }

    [Fact]
    public void Plain_text_that_should_be_a_secret_is_left_out_and_told()
    {
        var yaml = StackDocument.Write(Stack, out var omitted);
        Assert.DoesNotContain("canary", yaml, StringComparison.Ordinal);
        Assert.Equal([new OmittedAttribute(ComponentType.ArtifactStore, "s3", "secret")], omitted);
    }

    [Fact]
    public void What_was_exported_can_be_imported()
    {
        var read = StackDocument.Parse(StackDocument.Write(Stack, out _));
        Assert.Equal(Stack.Name, read.Name);
        Assert.Equal(
            Stack.Components.Select(component => (component.Type, component.Name, component.Flavor)),
            read.Components.Select(component => (component.Type, component.Name, component.Flavor)));
        Assert.Equal(new ConfigurationMap { ["path"] = "s3://bucket", ["key"] = "{{aws.key}}" }, read.Components[0].Configuration);
        Assert.Equal(Stack.Components[0].Labels, read.Components[0].Labels);
    }

    [Fact]
    public void A_file_of_the_Python_program_can_be_imported()
    {
        var read = StackDocument.Parse("""
            zenml_version: 0.58.0
            stack_name: 2024
            components:
              orchestrator:
                id: 0d1ba4b8-5e1f-4d2f-8b4c-2f6d9f6a0001
                name: default
                type: orchestrator
                flavor: local
                configuration: {}
              experiment_tracker:
                name: tracker
                flavor: mlflow
                configuration:
                  tracking_uri: http://x
                  nested: true
            """);
        Assert.Equal("2024", read.Name);
        Assert.Equal([ComponentType.Orchestrator, ComponentType.ExperimentTracker], read.Components.Select(component => component.Type));
        Assert.Equal(new ConfigurationMap { ["tracking_uri"] = "http://x", ["nested"] = true }, read.Components[1].Configuration);
        Assert.Empty(read.Components[1].Labels);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_by_the_name_of_the_property()
    {
        var message = Refusal.Of(() => StackDocument.Parse("""
            stack_nam: canary
            components:
              orchestrator: canary
              wizard: {}
              alerter:
                type: canary
                name: []
                configuration: canary
                labels: {a: [canary]}
            """));
        string[] expected =
        [
            "stack_name is missing.",
            "The document has an unknown property 'stack_nam'. Did you mean 'stack_name'?",
            "components.orchestrator must be a map.",
            "components has the unknown type 'wizard'; the types are alerter, ",
            "components.alerter.type must be alerter, like the key of the component.",
            "components.alerter.name must be a string.",
            "components.alerter.flavor is missing.",
            "components.alerter.configuration must be a map.",
            "components.alerter.labels.a must be a string.",
        ];
        Assert.All(expected, line => Assert.Contains(line, message, StringComparison.Ordinal));
        Assert.Equal(expected.Length, message.Split(Environment.NewLine).Length);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("stack_name: a")]
    [InlineData("stack_name: a\ncomponents:\n  alerter: {}\n  alerter: {}\n")]
    public void What_is_no_stack_is_refused(string text) => Refusal.Of(() => StackDocument.Parse(text));
}
