using ZenML.Core.Errors;

namespace ZenML.Stores.Encryption;

/// <summary>Says which key a store needs, and that nothing happened.</summary>
internal static class WrongKey
{
    private const string Untouched = "No value was read or changed.";

    /// <summary>There is no key ring file.</summary>
    public static ZenException RingMissing(KeySource source, IReadOnlyList<KnownKey> known) => BegunWithGivenKey(known)
        ? NeedsGivenKey()
        : new(ErrorCode.WrongEncryptionKey,
            $"The key ring '{source.RingPath}' is missing. Without it, the values of this store cannot be "
            + $"decrypted. Restore it from a backup. {Untouched}");

    /// <summary>The keys at hand are others.</summary>
    public static ZenException Other(KeySource source, IReadOnlyList<KnownKey> known) => (source.Origin, BegunWithGivenKey(known)) switch
    {
        (KeySource.GivenOrigin, true) => new(ErrorCode.WrongEncryptionKey,
            $"The encryption key in {ProvidedKey.Variable} is not the one that this store was created with. Set it to "
            + $"the original key. {Untouched}"),
        (KeySource.GivenOrigin, false) => new(ErrorCode.WrongEncryptionKey,
            $"This store was created with its key ring '{source.RingPath}', not with a key of your own. Unset "
            + $"{ProvidedKey.Variable} to use it. {Untouched}"),
        (_, true) => NeedsGivenKey(),
        _ => new(ErrorCode.WrongEncryptionKey,
            $"The key ring '{source.RingPath}' is not the one that this store was created with. Restore the original "
            + $"from a backup. {Untouched}"),
    };

    private static bool BegunWithGivenKey(IReadOnlyList<KnownKey> known) => known.Any(key => key.Origin == KeySource.GivenOrigin);

    private static ZenException NeedsGivenKey() => new(ErrorCode.WrongEncryptionKey,
        $"This store was created with an encryption key of your own. Set {ProvidedKey.Variable} to that key. {Untouched}");
}
