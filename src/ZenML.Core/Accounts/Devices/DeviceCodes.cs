namespace ZenML.Core.Accounts.Devices;

/// <summary>What is kept of the two codes of a device.</summary>
/// <param name="User">The hash of the code that the owner confirms.</param>
/// <param name="Device">The hash of the code with which the client fetches its token.</param>
public sealed record DeviceCodes(string User, string Device)
{
    /// <summary>Never a hash.</summary>
    public override string ToString() => "Codes of a device";
}
