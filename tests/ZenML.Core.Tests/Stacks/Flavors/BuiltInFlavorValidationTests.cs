using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;

namespace ZenML.Core.Tests.Stacks.Flavors;

public sealed class BuiltInFlavorValidationTests
{
    private static readonly IReadOnlyList<FlavorDefinition> Flavors =
        FlavorDocument.ParseMany(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "stock-flavors.json")));

    public static TheoryData<ComponentType, string> Names() => [.. Flavors.Select(flavor => (flavor.Type, flavor.Name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_built_in_flavor_accepts_a_configuration_with_only_its_required_attributes(ComponentType type, string name)
    {
        var flavor = Find(type, name);
        Assert.Equal(Minimal(flavor).Keys, Validate(flavor, Minimal(flavor)).Keys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_built_in_flavor_accepts_its_own_defaults(ComponentType type, string name)
    {
        var flavor = Find(type, name);
        var configuration = Minimal(flavor);
        foreach (var attribute in flavor.Schema.Attributes.Where(attribute => attribute.Default is not null))
        {
            configuration[attribute.Name] = attribute.Default!;
        }

        Validate(flavor, configuration);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_built_in_flavor_reports_every_missing_required_attribute(ComponentType type, string name)
    {
        var flavor = Find(type, name);
        var required = flavor.Schema.Attributes.Where(attribute => attribute.IsRequired).Select(attribute => attribute.Name).ToArray();
        if (required.Length > 0)
        {
            var message = Refusal.Of(() => Validate(flavor, []));
            Assert.Equal(required.Length, message.Split(Environment.NewLine).Length);
            Assert.All(required, attribute => Assert.Contains($"'{attribute}'", message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_experiment_tracker_of_the_walkthrough_accepts_references_and_hides_plain_text()
    {
        var flavor = Find(ComponentType.ExperimentTracker, "mlflow");
        var result = Validate(flavor, new ConfigurationMap
        {
            ["tracking_uri"] = "http://127.0.0.1:5000",
            ["tracking_username"] = "{{mlflow_secret.username}}",
            ["tracking_password"] = "abc123",
            ["nested"] = "true",
            ["tags"] = """{"team": "a"}""",
        });
        Assert.Equal(new ConfigurationText("{{mlflow_secret.username}}"), result["tracking_username"]);
        Assert.Equal(new ConfigurationSensitive("abc123"), result["tracking_password"]);
        Assert.Equal(new ConfigurationMap { ["team"] = "a" }, result["tags"]);
        Assert.Equal(new ConfigurationBoolean(true), result["nested"]);
    }

    private static FlavorDefinition Find(ComponentType type, string name) =>
        Flavors.Single(flavor => flavor.Type == type && flavor.Name == name);

    private static ConfigurationMap Minimal(FlavorDefinition flavor) => new(
        flavor.Schema.Attributes.Where(attribute => attribute.IsRequired)
        .Select(attribute => KeyValuePair.Create<string, ConfigurationValue>(attribute.Name, Sample(flavor, attribute))));

    private static string Sample(FlavorDefinition flavor, FlavorAttribute attribute) => attribute.Shape switch
    {
        AttributeShape.Text { Choices: [var first, ..] } => first,
        AttributeShape.Text =>
            attribute.Name == "path"
                ? $"{(flavor.PathPrefixes is [var prefix, ..] ? prefix : "")}bucket"
                : attribute.RejectsReferences
                ? "plain"
                : "{{some.key}}",
        AttributeShape.Boolean => "true",
        AttributeShape.Map => "{}",
        AttributeShape.List => "[]",
        _ => "1",
    };

    private static ConfigurationMap Validate(FlavorDefinition flavor, ConfigurationMap configuration) =>
        new FlavorValidator(flavor, new StructuredText()).Check(configuration);
}
