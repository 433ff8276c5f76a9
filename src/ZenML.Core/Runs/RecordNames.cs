using ZenML.Core.Errors;

namespace ZenML.Core.Runs;

/// <summary>The rules for names of artifacts, models, their versions, tags and plain resources.</summary>
internal static class RecordNames
{
    private const int MaximumTags = 1_000;

    /// <summary>Rejects a name that is empty or has tabs or line breaks in it.</summary>
    /// <param name="noun">What has the name, with a capital letter.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void Ensure(string noun, string name)
    {
        if (name.Length == 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"{noun} must not be empty.");
        }

        EnsureOneLine(noun, name);
    }

    /// <summary>Rejects a name that has tabs or line breaks in it.</summary>
    /// <param name="noun">What has the name, with a capital letter.</param>
    /// <param name="name">The name, which may be empty.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void EnsureOneLine(string noun, string name)
    {
        if (name.AsSpan().ContainsAny("\t\n\r\v\f"))
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"{noun} must not contain tabs or line breaks.");
        }
    }

    /// <summary>The same, for each of the names of tags, of which one request can add 1,000.</summary>
    public static void EnsureTags(IReadOnlyCollection<string> names)
    {
        if (names.Count > MaximumTags)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"At most {MaximumTags} tags can be added at once.");
        }

        foreach (var name in names)
        {
            Ensure("The name of a tag", name);
        }
    }
}
