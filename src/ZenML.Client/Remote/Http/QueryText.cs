using System.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>The part of an address after the question mark. Copies share nothing, so a common beginning can be kept.</summary>
internal sealed class QueryText
{
    private readonly List<KeyValuePair<string, string>> parameters;

    public QueryText() => parameters = [];

    private QueryText(IEnumerable<KeyValuePair<string, string>> parameters) => this.parameters = [.. parameters];

    /// <summary>This query with one more parameter.</summary>
    public QueryText With(string name, string value) => new([.. parameters, new(name, value)]);

    /// <summary>This query with one more parameter, if there is a value for it.</summary>
    public QueryText WithIf(string name, string? value) => value is null ? this : With(name, value);

    /// <summary>The text, beginning with the question mark; empty if there is no parameter.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }
}
