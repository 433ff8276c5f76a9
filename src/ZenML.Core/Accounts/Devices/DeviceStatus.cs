namespace ZenML.Core.Accounts.Devices;

/// <summary>Where a device stands.</summary>
public enum DeviceStatus
{
    /// <summary>It asked to be let in; nobody has verified it.</summary>
    Pending,

    /// <summary>Its owner verified it; it has not fetched its token.</summary>
    Verified,

    /// <summary>It has its token.</summary>
    Active,

    /// <summary>Its owner, or too many wrong codes, shut it out.</summary>
    Locked,
}
