using System.Text.Json;

namespace ZenML.Server.Tests.Hosting;

/// <summary>Texts in JSON.</summary>
internal static class JsonTexts
{
    public static string Quoted(this JsonEncodedText text) => $"\"{text}\"";
}
