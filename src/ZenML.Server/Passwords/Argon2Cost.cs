namespace ZenML.Server.Passwords;

/// <summary>The cost parameters of a hash.</summary>
/// <param name="MemoryKibibytes">The memory in KiB.</param>
/// <param name="Passes">The number of passes over the memory.</param>
internal sealed record Argon2Cost(int MemoryKibibytes, int Passes)
{
    // A hash from the database must not exhaust memory or time.
    private const int MaximumMemoryKibibytes = 256 * 1024;

    /// <summary>19 MiB and two passes, the minimum that OWASP recommends. A hash takes about 30 ms.</summary>
    public static Argon2Cost Recommended { get; } = new(MemoryKibibytes: 19 * 1024, Passes: 2);

    /// <summary>Whether the cost is within limits.</summary>
    public bool IsSane => MemoryKibibytes is >= 8 and <= MaximumMemoryKibibytes && Passes is >= 1 and <= 16;
}
