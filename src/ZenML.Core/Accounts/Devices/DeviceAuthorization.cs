using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Devices;

/// <summary>What a device gets that asks to be let in.</summary>
/// <param name="Device">The device.</param>
/// <param name="DeviceCode">With this it fetches its token.</param>
/// <param name="UserCode">This its owner confirms.</param>
/// <param name="Lifetime">For how long its owner can do so.</param>
/// <param name="Interval">How often it may ask whether that happened.</param>
public sealed record DeviceAuthorization(Device Device, SensitiveString DeviceCode, SensitiveString UserCode, TimeSpan Lifetime, TimeSpan Interval);
