using ZenML.Core.Runs.Tracking;

namespace ZenML.Server.Tracking;

/// <summary>What notes are about, as it travels.</summary>
internal static class SubjectWire
{
    private static readonly Dictionary<string, MetadataSubject> Subjects = new(StringComparer.Ordinal)
    {
        ["pipeline_run"] = MetadataSubject.PipelineRun,
        ["step_run"] = MetadataSubject.StepRun,
        ["artifact_version"] = MetadataSubject.ArtifactVersion,
        ["model_version"] = MetadataSubject.ModelVersion,
    };

    /// <summary>The words for all.</summary>
    public static IReadOnlyCollection<string> Words => Subjects.Keys;

    public static MetadataSubject FromWire(string word) => Subjects[word];

    public static string ToWire(MetadataSubject subject) => Subjects.First(pair => pair.Value == subject).Key;
}
