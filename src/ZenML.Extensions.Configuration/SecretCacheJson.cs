using System.Text.Json.Serialization;

namespace ZenML.Extensions.Configuration;

/// <summary>The JSON form of a copy, inside its encryption.</summary>
[JsonSerializable(typeof(CachedSecrets))]
internal sealed partial class SecretCacheJson : JsonSerializerContext;
