namespace ZenML.Core.Accounts.Devices;

/// <summary>The outcome of the token request of a device.</summary>
public enum DeviceLoginOutcome
{
    /// <summary>The login is granted.</summary>
    Granted,

    /// <summary>The client is unknown.</summary>
    InvalidClient,

    /// <summary>The owner has not approved the device yet.</summary>
    AuthorizationPending,

    /// <summary>The code is wrong, the device is locked, or its account is not active.</summary>
    AccessDenied,

    /// <summary>The owner did not approve the device in time.</summary>
    ExpiredToken,
}
