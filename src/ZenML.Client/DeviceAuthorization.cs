namespace ZenML.Client;

/// <summary>Where a person vouches for this machine.</summary>
/// <param name="Address">The page to open; the code is in it already.</param>
/// <param name="UserCode">The code, to be compared with the one that the page shows.</param>
/// <param name="ExpiresIn">How long the page waits.</param>
public sealed record DeviceAuthorization(Uri Address, string UserCode, TimeSpan ExpiresIn);
