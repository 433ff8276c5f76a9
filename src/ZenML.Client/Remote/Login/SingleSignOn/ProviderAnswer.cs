using System.Text.Json;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>A response of an identity provider: a JSON object. What is not as it should be counts as absent.</summary>
internal sealed class ProviderAnswer
{
    /// <summary>The longest identity token that a server reads.</summary>
    public const int LongestToken = 8 * 1024;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private readonly JsonElement root;

    private ProviderAnswer(int status, JsonElement root) => (Status, this.root) = (status, root);

    /// <summary>The status.</summary>
    public int Status { get; }

    /// <summary>Whether it is a success.</summary>
    public bool IsSuccess => Status == 200;

    /// <summary>Parses a response.</summary>
    /// <returns>The response; null if it is not a JSON object.</returns>
    public static ProviderAnswer? TryParse(int status, byte[] body)
    {
        try
        {
            if (!JsonBudget.Allows(body))
            {
                return null;
            }

            using var document = JsonDocument.Parse(body, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(status, document.RootElement.Clone()) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Returns a text.</summary>
    public string? Text(string name)
    {
        try
        {
            return root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Invalid Unicode is detected only when the text is read.
            return null;
        }
    }

    /// <summary>Returns a token or code: printable ASCII without spaces.</summary>
    public SensitiveString? Token(string name) =>
        Text(name) is { Length: > 0 } text && !text.AsSpan().ContainsAnyExceptInRange('!', '~') ? new SensitiveString(text) : null;

    /// <summary>Returns a whole number.</summary>
    public long? Number(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>Whether something is true.</summary>
    public bool IsTrue(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Whether there is a list of texts that lacks one.</summary>
    public bool Lacks(string list, string item) =>
        root.TryGetProperty(list, out var value) && value.ValueKind == JsonValueKind.Array
        && !value.EnumerateArray().Any(entry => entry.ValueKind == JsonValueKind.String && entry.ValueEquals(item));

    /// <summary>Returns only the status: the rest may contain tokens.</summary>
    public override string ToString() => $"status {Status}";
}
