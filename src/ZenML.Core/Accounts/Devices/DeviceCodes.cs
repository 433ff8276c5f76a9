namespace ZenML.Core.Accounts.Devices;

/// <summary>The hashes of the two codes of a device.</summary>
/// <param name="User">The hash of the user code.</param>
/// <param name="Device">The hash of the device code.</param>
public sealed record DeviceCodes(string User, string Device)
{
    /// <summary>Returns no hash.</summary>
    public override string ToString() => "Codes of a device";
}
