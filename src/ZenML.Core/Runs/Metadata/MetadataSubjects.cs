namespace ZenML.Core.Runs.Metadata;

/// <summary>The written forms of <see cref="MetadataSubject"/>.</summary>
public static class MetadataSubjects
{
    private static readonly string[] Names = ["pipeline_run", "step_run", "artifact_version", "model_version"];

    /// <summary>The words for all kinds in databases and on the wire.</summary>
    public static IReadOnlyList<string> Words => Names;

    /// <summary>The word for a kind.</summary>
    public static string ToWord(this MetadataSubject subject) => Names[(int)subject];

    /// <summary>Reads the word for a kind. Returns false for any other text.</summary>
    public static bool TryParse(string? word, out MetadataSubject subject)
    {
        var index = Array.IndexOf(Names, word);
        subject = index < 0 ? default : (MetadataSubject)index;
        return index >= 0;
    }
}
