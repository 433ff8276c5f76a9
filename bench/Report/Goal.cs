namespace ZenML.Bench.Report;

/// <summary>What a number must not be below, or above.</summary>
internal sealed record Goal(double Limit, bool IsLowest)
{
    public static Goal AtLeast(double limit) => new(limit, IsLowest: true);

    public static Goal AtMost(double limit) => new(limit, IsLowest: false);

    /// <summary>Whether a number meets it, for the end of its cell.</summary>
    public string Judge(double measured) => (IsLowest ? measured >= Limit : measured <= Limit) ? "" : " **missed**";

    public override string ToString() => FormattableString.Invariant($"at {(IsLowest ? "least" : "most")} {Limit}");
}
