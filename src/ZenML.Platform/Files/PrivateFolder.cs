namespace ZenML.Platform.Files;

/// <summary>Checks that other users cannot replace the files in a folder.</summary>
internal static class PrivateFolder
{
    /// <summary>
    /// Returns the id of another user who owns a folder and can replace its files, or null if there is none.
    /// </summary>
    /// <param name="path">The folder, which need not exist.</param>
    public static uint? FindForeignOwner(string path) => FileExposure.Of(path).ForeignOwner;

    /// <summary>
    /// Describes how other users can replace files in a folder, through the folder itself or one above it.
    /// </summary>
    /// <param name="path">The full path of the folder.</param>
    /// <returns>The problem and its solution, or null if there is none.</returns>
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
    /// Describes how other users can replace a file or folder, through a folder above it, through a link, or through a
    /// folder that a link leads to.
    /// </summary>
    /// <param name="path">The full path of the file or folder.</param>
    /// <returns>The problem and its solution, or null if there is none.</returns>
    public static string? DescribePlace(string path)
    {
        foreach (var step in PathWalk.Follow(path))
        {
            if (step.ForeignLinkOwner is { } owner)
            {
                return $"'{step.FullPath}' is a link of another user (id {owner}), who controls where it leads. Use a link of your own.";
            }

            if (step.CanBeReplaced)
            {
                return $"Other users of this machine can replace '{step.FullPath}', because they can rename what is in '{step.Folder}'. "
                    + $"Use a folder that only you can change.";
            }
        }

        return null;
    }

    /// <summary>
    /// Describes how other users can replace a file in a private folder that is a link: then the folders that it leads
    /// to must be safe too.
    /// </summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The problem and its solution, or null if there is none or the file is no link.</returns>
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

    /// <summary>
    /// Returns the real folder of a file, after all links, or null if it does not exist or cannot be determined.
    /// </summary>
    /// <param name="path">The full path of the file.</param>
    public static string? FindTargetFolder(string path) =>
        PathWalk.Follow(path).LastOrDefault() is { IsLast: true } last ? last.Folder : null;
}
