using ZenML.Core.Secrets;

namespace ZenML.Formats.Exporters;

/// <summary>What is exported.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Values">Its keys and values.</param>
public sealed record SecretExport(string Name, SecretValues Values)
{
    /// <summary>The <c>metadata.name</c> of a Kubernetes manifest; null to derive it from the secret's name.</summary>
    public string? KubernetesName { get; init; }
}
