using System.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>The query of an address. Immutable, so queries with a common start can share it.</summary>
internal sealed class QueryText
{
    private readonly List<KeyValuePair<string, string>> parameters;

    public QueryText() => parameters = [];

    private QueryText(IEnumerable<KeyValuePair<string, string>> parameters) => this.parameters = [.. parameters];

    /// <summary>Returns this query with an additional parameter.</summary>
    public QueryText With(string name, string value) => new([.. parameters, new(name, value)]);

    /// <summary>Returns this query with an additional parameter, unless the value is null.</summary>
    public QueryText WithIf(string name, string? value) => value is null ? this : With(name, value);

    /// <summary>Returns the text with a leading question mark; empty if there are no parameters.</summary>
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
