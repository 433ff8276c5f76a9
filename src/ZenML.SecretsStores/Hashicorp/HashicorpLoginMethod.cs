namespace ZenML.SecretsStores.Hashicorp;

/// <summary>How a server proves to Vault who it is.</summary>
public enum HashicorpLoginMethod
{
    /// <summary>With a token, which is renewed if it can be.</summary>
    Token,

    /// <summary>With the id of a role and a secret id.</summary>
    AppRole,

    /// <summary>With the token of a service account of Kubernetes.</summary>
    Kubernetes,

    /// <summary>With an identity token of an issuer that Vault trusts.</summary>
    Jwt,
}
