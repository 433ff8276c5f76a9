namespace ZenML.Platform.Files;

/// <summary>One name that the system looks up on the way to a file.</summary>
/// <param name="Folder">The folder that it is looked up in; no part of this path is a link.</param>
/// <param name="Place">The folder and the name.</param>
/// <param name="FolderStatus">What the folder is; null if that cannot be read.</param>
/// <param name="Status">What has the name, a link itself and not its target; null if nothing does.</param>
/// <param name="IsLast">Whether the way ends here: this is the file itself.</param>
internal readonly record struct PathStep(string Folder, string Place, FileStatus? FolderStatus, FileStatus? Status, bool IsLast)
{
    /// <summary>The owner of a link who is neither this user nor root; null if there is none. Who owns a link chooses the file.</summary>
    public uint? ForeignLinkOwner => Status is { IsLink: true } link && FileExposure.IsForeign(link.Owner) ? link.Owner : null;

    /// <summary>Whether another account can put something else in this place.</summary>
    /// <remarks>
    /// Folders that only a group can write are accepted: the group is often the user's own. In a sticky folder the owner
    /// of an entry can rename it, and nobody else but the folder's owner.
    /// </remarks>
    public bool CanBeReplaced => FolderStatus is { } folder
        && (FileExposure.IsForeign(folder.Owner)
            || ((folder.Mode & UnixFileMode.OtherWrite) != 0
                && ((folder.Mode & UnixFileMode.StickyBit) == 0 || (Status is { } entry && FileExposure.IsForeign(entry.Owner)))));
}
