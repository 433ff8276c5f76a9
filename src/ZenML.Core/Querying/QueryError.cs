using ZenML.Core.Errors;

namespace ZenML.Core.Querying;

/// <summary>An error in a query.</summary>
/// <param name="Kind">The invalid part of the query.</param>
/// <param name="Message">The message.</param>
public sealed record QueryError(QueryErrorKind Kind, string Message)
{
    /// <summary>Creates an error whose message contains untrusted text.</summary>
    /// <param name="kind">The invalid part of the query.</param>
    /// <param name="message">The message.</param>
    public QueryError(QueryErrorKind kind, MessageText message)
        : this(kind, message.ToString())
    {
    }
}
