using ZenML.Core.Errors;

namespace ZenML.Core.Querying;

/// <summary>One thing that is wrong with a query.</summary>
/// <param name="Kind">What part of it.</param>
/// <param name="Message">A sentence for whoever asked.</param>
public sealed record QueryError(QueryErrorKind Kind, string Message)
{
    /// <summary>Makes one with text in its message that somebody else chose.</summary>
    /// <param name="kind">What part of it.</param>
    /// <param name="message">A sentence for whoever asked.</param>
    public QueryError(QueryErrorKind kind, MessageText message)
        : this(kind, message.ToString())
    {
    }
}
