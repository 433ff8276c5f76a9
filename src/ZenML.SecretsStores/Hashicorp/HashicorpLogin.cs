using ZenML.Core.Secrets;

namespace ZenML.SecretsStores.Hashicorp;

/// <summary>How a server logs in to Vault.</summary>
/// <param name="Method">The method.</param>
/// <param name="Mount">Where the method is mounted, without slashes at the ends. Not used for tokens.</param>
public sealed record HashicorpLogin(HashicorpLoginMethod Method, string Mount)
{
    /// <summary>For a token: the token.</summary>
    public SensitiveString? Token { get; init; }

    /// <summary>For AppRole: the role's id. For the others: the name of the role.</summary>
    public string? Role { get; init; }

    /// <summary>For AppRole: the secret id.</summary>
    public SensitiveString? SecretId { get; init; }

    /// <summary>For Kubernetes and JWT: the identity token, if it is not in a file.</summary>
    public SensitiveString? Jwt { get; init; }

    /// <summary>
    /// For Kubernetes and JWT: the file with the identity token. It is read at each login, because whoever writes it replaces it.
    /// </summary>
    public string? JwtFile { get; init; }

    /// <summary>The login with a token.</summary>
    public static HashicorpLogin With(SensitiveString token) => new(HashicorpLoginMethod.Token, "token") { Token = token };

    /// <summary>The method; no credentials.</summary>
    public override string ToString() => $"{Method} at {Mount}";
}
