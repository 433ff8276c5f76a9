using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Devices;

/// <summary>A device as it travels.</summary>
public sealed record DeviceResource : Resource<DeviceBody, DeviceMetadata>;
