namespace ZenML.Platform.Files;

/// <summary>One step of the resolution of a path.</summary>
/// <param name="Folder">The folder in which the name is looked up, without links.</param>
/// <param name="FullPath">The full path: folder and name.</param>
/// <param name="FolderStatus">The status of the folder; null if it cannot be read.</param>
/// <param name="Status">The status of the file, folder or link itself; null if it does not exist.</param>
/// <param name="IsLast">Whether this is the last step: the file itself.</param>
internal readonly record struct PathStep(string Folder, string FullPath, FileStatus? FolderStatus, FileStatus? Status, bool IsLast)
{
    /// <summary>
    /// The owner of a link if that is neither this user nor root; otherwise null. The owner of a link decides where it
    /// leads.
    /// </summary>
    public uint? ForeignLinkOwner => Status is { IsLink: true } link && FileExposure.IsForeign(link.Owner) ? link.Owner : null;

    /// <summary>Whether another user can replace this file, folder or link.</summary>
    /// <remarks>
    /// Group-writable folders are accepted, because the group is often the user's own. In a sticky folder, only the
    /// owners of the entry and of the folder can rename the entry.
    /// </remarks>
    public bool CanBeReplaced => FolderStatus is { } folder
        && (FileExposure.IsForeign(folder.Owner)
            || ((folder.Mode & UnixFileMode.OtherWrite) != 0
                && ((folder.Mode & UnixFileMode.StickyBit) == 0 || (Status is { } entry && FileExposure.IsForeign(entry.Owner)))));
}
