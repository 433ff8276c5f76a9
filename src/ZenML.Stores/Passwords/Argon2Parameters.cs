namespace ZenML.Stores.Passwords;

/// <summary>How hard a hash is to compute.</summary>
/// <param name="MemoryKibibytes">How much memory it takes.</param>
/// <param name="Passes">How often it goes through that.</param>
/// <param name="Lanes">How many threads share the work.</param>
internal sealed record Argon2Parameters(int MemoryKibibytes, int Passes, int Lanes)
{
    // What comes from the database is not trusted to be cheap.
    private const int MostMemoryKibibytes = 256 * 1024;

    /// <summary>Whether this is a sane amount of work.</summary>
    public bool IsSane => MemoryKibibytes is >= 8 and <= MostMemoryKibibytes && Passes is >= 1 and <= 16 && Lanes is >= 1 and <= 16;
}
