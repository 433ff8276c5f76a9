namespace ZenML.Core;

/// <summary>Words of others inside our messages. The system ends some of its reasons with a full stop and some without; ours are sentences.</summary>
public static class Sentence
{
    /// <summary>The text with a full stop at its end, unless it ends a sentence already.</summary>
    public static string End(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.TrimEnd();
        return trimmed.Length == 0 || trimmed[^1] is '.' or '!' or '?' ? trimmed : $"{trimmed}.";
    }
}
