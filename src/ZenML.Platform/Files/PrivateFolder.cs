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

    /// <summary>Describes how others can put another file or folder in the place of one, by a folder above it.</summary>
    /// <param name="path">The full path of the file or folder.</param>
    /// <returns>A sentence that says what is wrong and what to do; null for nothing.</returns>
    public static string? DescribePlace(string path)
    {
        for (var above = Path.GetDirectoryName(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (CanRenameWithin(above))
            {
                return $"Other users of this machine can replace '{path}', because they can rename what is in '{above}'. "
                    + "Use a place that nobody else can change.";
            }
        }

        return null;
    }

    /// <remarks>
    /// Group-writable folders above are accepted: the group is often the user's own. In a sticky folder only owners rename files.
    /// </remarks>
    private static bool CanRenameWithin(string folder) => FileStatus.TryRead(folder) is { } status
        && (FileExposure.IsForeign(status.Owner)
            || (status.Mode & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) == UnixFileMode.OtherWrite);
}
