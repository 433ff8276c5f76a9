namespace ZenML.Core.Accounts.Users;

/// <summary>How a session was opened.</summary>
public enum SessionOrigin
{
    /// <summary>With the password of a user.</summary>
    Password,

    /// <summary>With an API key of a service account.</summary>
    ApiKey,

    /// <summary>By a device that a user approved in a browser.</summary>
    Device,

    /// <summary>With an identity token of an issuer that a service account trusts.</summary>
    Workload,

    /// <summary>By a person, with a login at the identity provider.</summary>
    SingleSignOn,
}
