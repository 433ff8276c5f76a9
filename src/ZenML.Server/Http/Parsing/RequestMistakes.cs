using System.Globalization;
using System.Text;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>Collects type errors in a request, to report them together (shape C of the contract).</summary>
internal sealed class RequestMistakes
{
    /// <summary>How many are described, so that a response is not much larger than its request.</summary>
    private const int MostDescribed = 100;

    private readonly List<(string Location, string Reason)> mistakes = [];

    private int count;

    /// <summary>Adds a mistake.</summary>
    /// <param name="location">The path to the field, such as <c>body -> values -> a</c>. Never a value.</param>
    /// <param name="reason">What is wrong. Never a value.</param>
    public void Add(string location, string reason)
    {
        count++;
        if (mistakes.Count < MostDescribed)
        {
            mistakes.Add((location, reason));
        }
    }

    /// <summary>Throws an exception with all mistakes, if there are any.</summary>
    /// <exception cref="HttpFailure">422.</exception>
    public void ThrowIfAny()
    {
        if (count == 0)
        {
            return;
        }

        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{count} validation {(count == 1 ? "error" : "errors")} for Request"));
        foreach (var (location, reason) in mistakes)
        {
            text.Append('\n').Append(location).Append("\n  ").Append(reason);
        }

        if (count > mistakes.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nand {count - mistakes.Count} more");
        }

        throw HttpFailure.InvalidRequest(text.ToString());
    }
}
