using ZenML.Core.Querying;

namespace ZenML.Core.Runs.Models;

/// <summary>The fields by which lists of models, their versions and links can be filtered and sorted.</summary>
public static class ModelFields
{
    private static readonly FilterField[] Linked =
    [
        .. FilterField.OfEveryResource.Where(field => field.Name != "name"), .. FilterField.OfOwnedResource,
        new("model_id", FilterFieldType.Uuid), new("model_version_id", FilterFieldType.Uuid),
    ];

    /// <summary>Fields of models.</summary>
    public static IReadOnlyList<FilterField> Models { get; } =
        [.. FilterField.OfEveryResource, .. FilterField.OfOwnedResource, new("tag", FilterFieldType.Text, IsSortable: false)];

    /// <summary>Fields of model versions.</summary>
    public static IReadOnlyList<FilterField> Versions { get; } =
    [
        .. FilterField.OfEveryResource, .. FilterField.OfOwnedResource,
        new("number", FilterFieldType.Integer),
        new("stage", FilterFieldType.Text),
        new("tag", FilterFieldType.Text, IsSortable: false),
    ];

    /// <summary>Fields of links of artifact versions.</summary>
    public static IReadOnlyList<FilterField> ArtifactLinks { get; } =
    [
        .. Linked,
        new("artifact_version_id", FilterFieldType.Uuid),
        new("artifact_name", FilterFieldType.Text, IsSortable: false),
        new("has_custom_name", FilterFieldType.Boolean, IsSortable: false),
        new("only_data_artifacts", FilterFieldType.Boolean, IsSortable: false),
        new("only_model_artifacts", FilterFieldType.Boolean, IsSortable: false),
        new("only_deployment_artifacts", FilterFieldType.Boolean, IsSortable: false),
    ];

    /// <summary>Fields of links of runs.</summary>
    public static IReadOnlyList<FilterField> RunLinks { get; } =
        [.. Linked, new("pipeline_run_id", FilterFieldType.Uuid), new("pipeline_run_name", FilterFieldType.Text, IsSortable: false)];
}
