using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Stores.Sqlite;

namespace ZenML.Stores.Encryption;

/// <summary>Where the keys come from: the text that the user brings, else the key ring file. Reads nothing until asked.</summary>
internal sealed class KeySource(StoreFiles files, string? givenKey, Action<string>? warn = null)
{
    /// <summary>What the database calls a key of the key ring file.</summary>
    public const string RingOrigin = "ring";

    /// <summary>What the database calls a key that the user brings.</summary>
    public const string GivenOrigin = "given";

    /// <summary>Where the keys come from, as the database calls it.</summary>
    public string Origin => givenKey is null ? RingOrigin : GivenOrigin;

    /// <summary>The path of the key ring file, for messages.</summary>
    public string RingPath => files.KeyRing;

    /// <summary>The keys, or null if there is no key ring file.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/> or <see cref="ErrorCode.StoreUnavailable"/>.</exception>
    /// <param name="known">The keys that the database was created with; null if it is being created.</param>
    public KeyRing? Load(IReadOnlyList<KnownKey>? known)
    {
        ExposureWarnings.CheckSecret(files.Database, warn);
        if (givenKey is not null)
        {
            ExposureWarnings.CheckFolder(files.Folder, warn);
            return ProvidedKey.Choose(givenKey, known, warn);
        }

        EnsureNobodyElseOwnsFolder();
        ExposureWarnings.CheckFolder(files.Folder, warn);
        ExposureWarnings.CheckTarget(files.KeyRing, warn);
        ExposureWarnings.CheckSecret(files.KeyRing, warn);
        try
        {
            return File.Exists(files.KeyRing) ? KeyRingDocument.Parse(PrivateFiles.Read(files.KeyRing)) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // The cause stays out: it could quote the file, and the file is made of keys.
            throw new ZenException(ErrorCode.StoreDamaged,
                $"The file '{files.KeyRing}' is not a valid key ring. Restore it from a backup; without it, the "
                + $"values cannot be decrypted. It was left untouched.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"The key ring '{files.KeyRing}' cannot be read: {Sentence.End(exception.Message)}",
                exception);
        }
    }

    /// <summary>Refuses a folder that is not to hold keys, before anything is made in it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it belongs to another user.</exception>
    /// <remarks>
    /// Whoever owns the folder can put a store and a key ring of their own there, and read what is written from then on. Root only
    /// gets a warning: it administers stores of others, and in containers the folders of the host belong to others.
    /// </remarks>
    public void EnsureNobodyElseOwnsFolder()
    {
        if (givenKey is not null || FileExposure.IsRoot)
        {
            return;
        }

        foreach (var folder in new[] { files.Folder, PrivateFolder.FindTargetFolder(files.KeyRing) })
        {
            if (folder is null || PrivateFolder.FindForeignOwner(folder) is not { } owner)
            {
                continue;
            }

            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The folder '{folder}' belongs to another user (id {owner}), who can replace the key ring in it. "
                    + $"Use a folder of your own, or set a key of your own in {ProvidedKey.Variable}.");
        }
    }

    /// <summary>The keys for a store that is being made: those there are, else a fresh key ring file, safely on disk before anything is
    /// encrypted with it.</summary>
    public KeyRing LoadOrCreate(DateTimeOffset now)
    {
        if (Load(known: null) is { } existing)
        {
            return existing;
        }

        PrivateFiles.WriteNew(files.KeyRing, StoreFiles.NewTemporary(files.KeyRing), KeyRingDocument.Generate(now));
        return Load(known: null) ?? throw new ZenException(
            ErrorCode.StoreUnavailable, $"The key ring '{files.KeyRing}' disappeared while the store was being created. Try again.");
    }
}
