namespace ZenML.Core.PlainResources;

/// <summary>Builds of pipelines: the container images of a pipeline and its steps.</summary>
public static class Builds
{
    /// <summary>What a build is.</summary>
    public static PlainResourceKind Kind { get; } = new()
    {
        Word = "build",
        Noun = "build",
        Collection = "pipeline_builds",
        HasName = false,
        IsListedInWorkspaces = true,
        Fields =
        [
            new("pipeline", PlainFieldType.Id)
            {
                Place = PlainPlace.Metadata, Reference = new(PlainTarget.Pipeline, IsNested: true),
            },
            new("stack", PlainFieldType.Id) { Place = PlainPlace.Metadata, Reference = new(PlainTarget.Stack, IsNested: true) },
            new("images", PlainFieldType.Document)
            {
                Place = PlainPlace.Metadata, Filter = PlainFilter.None, Default = PlainDefaults.EmptyMap, HasEntries = true,
                Parts =
                [
                    new("image", PlainFieldType.Text) { IsRequired = true, MaximumLength = PlainField.LongText },
                    new("dockerfile", PlainFieldType.Text) { MaximumLength = int.MaxValue },
                    new("requirements", PlainFieldType.Text) { MaximumLength = int.MaxValue },
                    new("settings_checksum", PlainFieldType.Text),
                    new("contains_code", PlainFieldType.Boolean) { Default = true },
                    new("requires_code_download", PlainFieldType.Boolean) { Default = false },
                ],
            },
            new("zenml_version", PlainFieldType.Text) { Place = PlainPlace.Metadata },
            new("python_version", PlainFieldType.Text) { Place = PlainPlace.Metadata },
            new("checksum", PlainFieldType.Text) { Place = PlainPlace.Metadata },
            new("is_local", PlainFieldType.Boolean) { Place = PlainPlace.Metadata, IsRequired = true },
            new("contains_code", PlainFieldType.Boolean) { Place = PlainPlace.Metadata, IsRequired = true },
            new("template_deployment_id", PlainFieldType.Id)
            {
                Place = PlainPlace.Metadata, Filter = PlainFilter.None, Reference = new(PlainTarget.Deployment),
            },
        ],
    };
}
