using ZenML.Core.Accounts.Credentials;

namespace ZenML.Core.Accounts.Devices;

/// <summary>What a device gets that asks for its token.</summary>
/// <param name="Outcome">Whether it gets one.</param>
/// <param name="Grant">The login, if it does.</param>
/// <param name="Expires">When the device, and so its token, expires.</param>
public sealed record DeviceLogin(DeviceLoginOutcome Outcome, LoginGrant? Grant, DateTimeOffset? Expires);
