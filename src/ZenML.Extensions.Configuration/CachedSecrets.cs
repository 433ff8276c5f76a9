namespace ZenML.Extensions.Configuration;

/// <summary>The content of a copy.</summary>
/// <param name="Workspace">The id of the workspace, which can be chosen by name: another one can get that name later.</param>
/// <param name="Values">The values by configuration key.</param>
internal sealed record CachedSecrets(Guid Workspace, Dictionary<string, string?> Values)
{
    /// <summary>Returns no values.</summary>
    public override string ToString() => $"{Values.Count} keys";
}
