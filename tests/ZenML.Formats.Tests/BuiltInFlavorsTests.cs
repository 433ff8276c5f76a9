using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Tests;

public sealed class BuiltInFlavorsTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "stock-flavors.json"));

    private static readonly IReadOnlyList<FlavorDefinition> Flavors = FlavorDocument.ParseMany(Text);

    [Fact]
    public void There_are_fifty_and_none_twice()
    {
        Assert.Equal(50, Flavors.Count);
        Assert.Equal(50, Flavors.DistinctBy(flavor => (flavor.Type, flavor.Name)).Count());
        Assert.DoesNotContain(Flavors, flavor => flavor.IsCustom);
    }

    [Fact]
    public void Each_stands_on_a_line_of_its_own_just_as_it_would_be_written()
    {
        var lines = Text.Split('\n').Where(line => line.StartsWith(' ')).Select(line => line.Trim().TrimEnd(','));
        Assert.Equal(Flavors.Select(FlavorDocument.WriteJson), lines);
    }

    [Fact]
    public void The_tracker_of_the_scenario_takes_its_credentials_as_secrets()
    {
        var schema = Flavors.Single(flavor => flavor is { Type: ComponentType.ExperimentTracker, Name: "mlflow" }).Schema;
        Assert.True(schema.Find("tracking_username")!.IsSensitive);
        Assert.True(schema.Find("tracking_password")!.IsSensitive);
        Assert.False(schema.Find("tracking_uri")!.IsSensitive);
        Assert.IsType<AttributeShape.Map>(schema.Find("tags")!.Shape);
    }

    [Fact]
    public void Three_artifact_stores_begin_their_paths_with_a_scheme() => Assert.Equal(
        ["azure: abfs://, az://", "gcp: gs://", "s3: s3://"],
        Flavors.Where(flavor => flavor.PathPrefixes.Count > 0)
            .Select(flavor => $"{flavor.Name}: {string.Join(", ", flavor.PathPrefixes)}"));

    [Fact]
    public void Three_annotators_accept_attributes_of_any_name() => Assert.Equal(
        ["argilla", "label_studio", "pigeon"],
        Flavors.Where(flavor => flavor.Schema.AllowsAdditionalAttributes).Select(flavor => flavor.Name));
}
