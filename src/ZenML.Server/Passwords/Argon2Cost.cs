namespace ZenML.Server.Passwords;

/// <summary>How hard a hash is to compute.</summary>
/// <param name="MemoryKibibytes">How much memory it takes.</param>
/// <param name="Passes">How often it goes through that.</param>
internal sealed record Argon2Cost(int MemoryKibibytes, int Passes)
{
    // What comes from the database is not trusted to be cheap.
    private const int MostMemoryKibibytes = 256 * 1024;

    /// <summary>Whether this is a sane amount of work.</summary>
    public bool IsSane => MemoryKibibytes is >= 8 and <= MostMemoryKibibytes && Passes is >= 1 and <= 16;
}
