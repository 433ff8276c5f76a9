namespace ZenML.Core.Accounts.Devices;

/// <summary>Whether a device gets a token.</summary>
public enum DeviceLoginOutcome
{
    /// <summary>It does.</summary>
    Granted,

    /// <summary>Nobody knows this client.</summary>
    InvalidClient,

    /// <summary>Its owner has not verified it yet.</summary>
    AuthorizationPending,

    /// <summary>The code is wrong, or the device is locked, or its account may not be used.</summary>
    AccessDenied,

    /// <summary>Its owner did not verify it in time.</summary>
    ExpiredToken,
}
