using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Devices;

/// <summary>A device as it travels.</summary>
public sealed record DeviceResource : Resource<DeviceBody, DeviceMetadata>;
