using ZenML.Core.Querying;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Metadata;

namespace ZenML.Core.Runs;

/// <summary>The fields by which lists of runs and their records can be filtered and sorted.</summary>
public static class TrackingFields
{
    private static readonly FilterField[] Dated =
        [new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp), new("updated", FilterFieldType.Timestamp)];

    private static readonly FilterField[] Timed =
    [
        new("status", FilterFieldType.Text) { AllowedValues = RunStatuses.Words },
        new("start_time", FilterFieldType.Timestamp), new("end_time", FilterFieldType.Timestamp),
    ];

    /// <summary>Fields of pipelines.</summary>
    public static IReadOnlyList<FilterField> Pipelines { get; } =
    [
        .. FilterField.OfEveryResource, .. FilterField.OfOwnedResource,
        new("version", FilterFieldType.Text),
        new("version_hash", FilterFieldType.Text),
        new("docstring", FilterFieldType.Text),
    ];

    /// <summary>Fields of deployments.</summary>
    public static IReadOnlyList<FilterField> Deployments { get; } =
    [
        .. Dated, .. FilterField.OfOwnedResource,
        new("pipeline_id", FilterFieldType.Uuid),
        new("stack_id", FilterFieldType.Uuid),
        new("build_id", FilterFieldType.Uuid),
        new("schedule_id", FilterFieldType.Uuid),
    ];

    /// <summary>Fields of runs.</summary>
    public static IReadOnlyList<FilterField> Runs { get; } =
    [
        .. FilterField.OfEveryResource, .. FilterField.OfOwnedResource, .. Timed,
        new("orchestrator_run_id", FilterFieldType.Text),
        new("pipeline_id", FilterFieldType.Uuid),
        new("pipeline_name", FilterFieldType.Text, IsSortable: false),
        new("stack_id", FilterFieldType.Uuid, IsSortable: false),
        new("deployment_id", FilterFieldType.Uuid),
        new("build_id", FilterFieldType.Uuid, IsSortable: false),
        new("schedule_id", FilterFieldType.Uuid, IsSortable: false),
        new("code_repository_id", FilterFieldType.Uuid, IsSortable: false),
        new("unlisted", FilterFieldType.Boolean, IsSortable: false),
    ];

    /// <summary>Fields of steps.</summary>
    public static IReadOnlyList<FilterField> Steps { get; } =
    [
        .. FilterField.OfEveryResource, .. FilterField.OfOwnedResource, .. Timed,
        new("code_hash", FilterFieldType.Text), new("cache_key", FilterFieldType.Text),
        new("pipeline_run_id", FilterFieldType.Uuid), new("original_step_run_id", FilterFieldType.Uuid),
        new("deployment_id", FilterFieldType.Uuid, IsSortable: false),
    ];

    /// <summary>Fields of artifacts.</summary>
    public static IReadOnlyList<FilterField> Artifacts { get; } =
    [
        .. FilterField.OfEveryResource,
        new("has_custom_name", FilterFieldType.Boolean), new("tag", FilterFieldType.Text, IsSortable: false),
    ];

    /// <summary>Fields of artifact versions; <c>name</c> is the name of the artifact.</summary>
    public static IReadOnlyList<FilterField> ArtifactVersions { get; } =
    [
        .. Dated, .. FilterField.OfOwnedResource,
        new("name", FilterFieldType.Text, IsSortable: false),
        new("artifact_id", FilterFieldType.Uuid),
        new("version", FilterFieldType.Text),
        new("version_number", FilterFieldType.Integer),
        new("uri", FilterFieldType.Text),
        new("materializer", FilterFieldType.Text),
        new("type", FilterFieldType.Text),
        new("data_type", FilterFieldType.Text),
        new("artifact_store_id", FilterFieldType.Uuid),
        new("has_custom_name", FilterFieldType.Boolean, IsSortable: false),
        new("tag", FilterFieldType.Text, IsSortable: false),
    ];

    /// <summary>Fields of the names of pipelines. A list of them is sorted by their newest runs, whatever the query asks for.</summary>
    public static IReadOnlyList<FilterField> PipelineNamespaces { get; } = FilterField.OfEveryResource;

    /// <summary>Fields of tags.</summary>
    public static IReadOnlyList<FilterField> Tags { get; } =
        [.. FilterField.OfEveryResource, new("color", FilterFieldType.Text) { AllowedValues = TagColors.Words }];

    /// <summary>Fields of metadata.</summary>
    public static IReadOnlyList<FilterField> Metadata { get; } =
    [
        .. Dated,
        new("resource_id", FilterFieldType.Uuid),
        new("resource_type", FilterFieldType.Text) { AllowedValues = MetadataSubjects.Words },
        new("stack_component_id", FilterFieldType.Uuid),
        new("key", FilterFieldType.Text),
        new("type", FilterFieldType.Text),
    ];
}
