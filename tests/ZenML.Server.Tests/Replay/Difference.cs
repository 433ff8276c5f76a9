namespace ZenML.Server.Tests.Replay;

/// <summary>A place where our answer is not the recorded one.</summary>
/// <param name="Path">Where: <c>status</c>, <c>header.name</c>, or a path into the body like <c>$.items[0].name</c>.</param>
/// <param name="Recorded">What the recorded answer says there.</param>
/// <param name="Ours">What ours says.</param>
internal sealed record Difference(string Path, string Recorded, string Ours)
{
    public override string ToString() => $"{Path}: recorded {Recorded}, ours {Ours}";
}
