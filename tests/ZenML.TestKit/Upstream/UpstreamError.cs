using System.Text.Json.Nodes;

namespace ZenML.TestKit.Upstream;

/// <summary>An error response.</summary>
internal sealed class UpstreamError(int status, JsonNode body) : Exception
{
    public UpstreamError(int status, string errorClass, string message)
        : this(status, new JsonObject { ["detail"] = new JsonArray(errorClass, message) })
    {
    }

    public int Status => status;

    public JsonNode Body => body;

    public static UpstreamError NotFound(string what) => new(404, "KeyError", $"'Unable to find {what}.'");
}
