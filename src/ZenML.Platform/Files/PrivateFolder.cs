namespace ZenML.Platform.Files;

/// <summary>Judges folders whose files others are not to replace.</summary>
internal static class PrivateFolder
{
    /// <summary>The id of another user who owns a folder and can therefore replace the files in it; null if there is none.</summary>
    /// <param name="path">The folder; one that does not exist has no owner.</param>
    public static uint? FindForeignOwner(string path) => FileExposure.Of(path).ForeignOwner;

    /// <summary>Describes how others can replace files of a folder: by the folder itself, or by one above it.</summary>
    /// <param name="path">The full path of the folder.</param>
    /// <returns>A sentence that says what is wrong and what to do; null for nothing.</returns>
    public static string? Describe(string path)
    {
        var exposure = FileExposure.Of(path);
        if (exposure.ForeignOwner is { } owner)
        {
            return $"The folder '{path}' belongs to another user (id {owner}), who can replace the files in it. Use a folder of your own.";
        }

        if (exposure.CanBeChanged)
        {
            return $"Other users of this machine can replace files in the folder '{path}'. To prevent that, run: chmod 700 '{path}'";
        }

        return DescribePlace(path);
    }

    /// <summary>
    /// Describes how others can put another file or folder in the place of one: by a folder above it, by a folder that a
    /// link leads through, or by a link.
    /// </summary>
    /// <param name="path">The full path of the file or folder.</param>
    /// <returns>A sentence that says what is wrong and what to do; null for nothing.</returns>
    public static string? DescribePlace(string path)
    {
        foreach (var step in PathWalk.Follow(path))
        {
            if (step.ForeignLinkOwner is { } owner)
            {
                return $"'{step.Place}' is a link of another user (id {owner}), who chooses what it leads to. Use a link of your own.";
            }

            if (step.CanBeReplaced)
            {
                return $"Other users of this machine can replace '{step.Place}', because they can rename what is in '{step.Folder}'. "
                    + "Use a place that nobody else can change.";
            }
        }

        return null;
    }

    /// <summary>
    /// Describes how others can replace a file of a private folder that may be a link to a file elsewhere: then the
    /// folders on the way must be as safe.
    /// </summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>A sentence that says what is wrong and what to do; null for nothing, or if it is no link.</returns>
    public static string? DescribeTarget(string path)
    {
        if (FileStatus.TryRead(path, followLink: false) is not { IsLink: true })
        {
            return null;
        }

        return FindTargetFolder(path) is { } folder && (FileStatus.TryRead(folder)?.Mode & UnixFileMode.StickyBit) == 0
            ? Describe(folder) ?? DescribePlace(path)
            : DescribePlace(path);
    }

    /// <summary>The folder that a file is really in, after all links; null if it does not exist or the system does not tell.</summary>
    /// <param name="path">The full path of the file.</param>
    public static string? FindTargetFolder(string path) =>
        PathWalk.Follow(path).LastOrDefault() is { IsLast: true } last ? last.Folder : null;
}
