namespace ZenML.Core.Accounts.Users;

/// <summary>What a session was opened with.</summary>
public enum SessionOrigin
{
    /// <summary>The password of a person.</summary>
    Password,

    /// <summary>An API key of a service account.</summary>
    ApiKey,

    /// <summary>A device that a person approved in a browser.</summary>
    Device,
}
