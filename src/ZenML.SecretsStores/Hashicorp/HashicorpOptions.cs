namespace ZenML.SecretsStores.Hashicorp;

/// <summary>Where Vault or OpenBao is, and how a server logs in.</summary>
public sealed record HashicorpOptions
{
    /// <summary>The address, such as https://vault.example.com:8200.</summary>
    public required Uri Address { get; init; }

    /// <summary>How to log in.</summary>
    public required HashicorpLogin Login { get; init; }

    /// <summary>The namespace; null for the root.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where the secrets engine (KV version 2) is mounted, without slashes at the ends.</summary>
    public string MountPoint { get; init; } = "secret";

    /// <summary>The folder of the entries, without slashes at the ends.</summary>
    public string Prefix { get; init; } = "zenml";

    /// <summary>A PEM file of certificate authorities to trust instead of the system's; null for the system's.</summary>
    public string? CertificateAuthorities { get; init; }
}
