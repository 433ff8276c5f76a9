using ZenML.Core.Accounts.Credentials;

namespace ZenML.Core.Accounts.Devices;

/// <summary>The response to a device that requests its token.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Grant">The login, if it was granted.</param>
/// <param name="Expires">When the device, and so its token, expires.</param>
public sealed record DeviceLogin(DeviceLoginOutcome Outcome, LoginGrant? Grant, DateTimeOffset? Expires);
