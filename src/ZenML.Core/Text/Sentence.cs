namespace ZenML.Core.Text;

/// <summary>Words of others inside our messages. The system ends some of its reasons with a full stop and some without; ours are sentences.</summary>
public static class Sentence
{
    /// <summary><c>2 secrets, 1 stack and 3 runs</c>.</summary>
    public static string Join(IReadOnlyList<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
    }

    /// <summary>The text with a full stop at its end, unless it ends a sentence already.</summary>
    public static string End(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.TrimEnd();
        return trimmed.Length == 0 || trimmed[^1] is '.' or '!' or '?' ? trimmed : $"{trimmed}.";
    }
}
