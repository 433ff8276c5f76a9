namespace ZenML.Server.Tests.Replay;

/// <summary>All deliberate differences from the recorded server. docs/compatibility.md says the same for people.</summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("tokens-expire", "A token that never ends is a password that never changes; ours say when they end.",
            new Place("", [], @"\$\.expires_in", @"^\d+$")),
    ];
}
