namespace ZenML.Cli.Output;

/// <summary>How much of long work is done, for <see cref="Progress"/>. The work reports, and a timer reads.</summary>
/// <param name="total">The amount in all, such as bytes.</param>
internal sealed class Amount(long total)
{
    private long done;

    /// <summary>The part that is done, from 0 to 100.</summary>
    public int Percent => total <= 0 ? 100 : (int)Math.Min(100, Interlocked.Read(ref done) * 100 / total);

    /// <summary>Says how much is done.</summary>
    public void Report(long amount) => Interlocked.Exchange(ref done, amount);
}
