namespace ZenML.Core.Accounts.Devices;

/// <summary>The status of a device.</summary>
public enum DeviceStatus
{
    /// <summary>It waits for approval.</summary>
    Pending,

    /// <summary>Its owner approved it, but it has not obtained its token yet.</summary>
    Verified,

    /// <summary>It has obtained its token.</summary>
    Active,

    /// <summary>It was locked by its owner or by too many wrong codes.</summary>
    Locked,
}
