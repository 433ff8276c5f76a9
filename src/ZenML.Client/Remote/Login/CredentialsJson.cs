using System.Text.Json.Serialization;

namespace ZenML.Client.Remote.Login;

/// <summary>The JSON form of <see cref="CredentialsDocument"/>.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CredentialsDocument))]
internal sealed partial class CredentialsJson : JsonSerializerContext;
