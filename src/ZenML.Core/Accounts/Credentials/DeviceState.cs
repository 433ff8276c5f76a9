using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What the row of a device says at this moment.</summary>
/// <param name="Owner">The account that verified it.</param>
/// <param name="Status">What may be done with it.</param>
/// <param name="Expires">When it ends; null for never.</param>
public sealed record DeviceState(Id<User>? Owner, DeviceStatus Status, DateTimeOffset? Expires);
