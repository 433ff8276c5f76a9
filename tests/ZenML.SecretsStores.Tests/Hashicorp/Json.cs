using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZenML.SecretsStores.Tests.Hashicorp;

/// <summary>How tests write JSON.</summary>
internal static class Json
{
    /// <summary>Without escapes that are not needed.</summary>
    public static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
