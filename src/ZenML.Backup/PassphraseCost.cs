namespace ZenML.Backup;

/// <summary>What a key from a passphrase costs whoever derives it, by Argon2id.</summary>
/// <param name="MemoryKibibytes">The memory, in KiB.</param>
/// <param name="Passes">The number of passes over the memory.</param>
internal readonly record struct PassphraseCost(int MemoryKibibytes, int Passes)
{
    private const int MostMemory = 1024 * 1024;

    private const int MostPasses = 16;

    /// <summary>The second recommendation of RFC 9106. The memory fits into small machines.</summary>
    public static PassphraseCost Recommended { get; } = new(64 * 1024, 3);

    /// <summary>
    /// Whether it is in the bounds for archives of others: at most 1 GiB and 16 passes, so that a file cannot stop the machine.
    /// </summary>
    public bool IsAcceptable => MemoryKibibytes is >= 8 and <= MostMemory && Passes is >= 1 and <= MostPasses;
}
