using ZenML.Core.Errors;

namespace ZenML.Backup;

/// <summary>What can be wrong with an archive.</summary>
internal static class ArchiveErrors
{
    /// <summary>The file is something else.</summary>
    public static ZenException NotAnArchive() => new(ErrorCode.InvalidArgument, "The file is not a backup of zenml.");

    /// <summary>The archive is of a later version of the program.</summary>
    public static ZenException Newer() => new(ErrorCode.InvalidArgument,
        "The backup was made by a newer version of zenml, or it is damaged. Use that version or a later one.");

    /// <summary>Bytes of it are not what was written.</summary>
    public static ZenException Damaged() => new(ErrorCode.StoreDamaged,
        "The backup is damaged or incomplete: it is not what was written. Use another copy of it, or another backup.");

    /// <summary>It ends before its end.</summary>
    public static ZenException Incomplete() => new(ErrorCode.StoreDamaged,
        "The backup is incomplete: its end is missing. Use another copy of it, or another backup.");

    /// <summary>Its header is none that this program writes.</summary>
    public static ZenException AsksTooMuch() => new(ErrorCode.InvalidArgument,
        "The backup asks for more memory or time than zenml allows, or its header is not one of zenml. It was not opened.");

    /// <summary>The passphrase is another one.</summary>
    public static ZenException WrongPassphrase() => new(ErrorCode.WrongEncryptionKey, "The passphrase is not the one of this backup.");

    /// <summary>The key is another one.</summary>
    public static ZenException WrongKey(BackupRecipient wanted) => new(ErrorCode.WrongEncryptionKey,
        $"The key is not the one of this backup. It was made for the recipient {wanted}.");
}
