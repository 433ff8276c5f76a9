using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The current state of a device.</summary>
/// <param name="Owner">The account that approved it.</param>
/// <param name="Status">The status.</param>
/// <param name="Expires">When it expires; null for never.</param>
public sealed record DeviceState(Id<User>? Owner, DeviceStatus Status, DateTimeOffset? Expires);
