using System.Text.Json.Nodes;

namespace ZenML.TestKit.Stock;

/// <summary>An error response.</summary>
internal sealed class StockError(int status, JsonNode body) : Exception
{
    public StockError(int status, string errorClass, string message)
        : this(status, new JsonObject { ["detail"] = new JsonArray(errorClass, message) })
    {
    }

    public int Status => status;

    public JsonNode Body => body;

    public static StockError NotFound(string what) => new(404, "KeyError", $"'Unable to find {what}.'");
}
