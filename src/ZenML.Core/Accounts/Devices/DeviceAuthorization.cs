using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Devices;

/// <summary>The response to a device that requests authorization.</summary>
/// <param name="Device">The device.</param>
/// <param name="DeviceCode">The code with which the device obtains its token.</param>
/// <param name="UserCode">The code that the owner confirms.</param>
/// <param name="Lifetime">How long the codes are valid.</param>
/// <param name="Interval">The minimum interval between polls.</param>
public sealed record DeviceAuthorization(
    Device Device, SensitiveString DeviceCode, SensitiveString UserCode, TimeSpan Lifetime, TimeSpan Interval);
