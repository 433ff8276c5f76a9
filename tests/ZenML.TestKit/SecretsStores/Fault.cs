namespace ZenML.TestKit.SecretsStores;

/// <summary>How a back end misbehaves for one request.</summary>
public enum Fault
{
    /// <summary>It refuses the request because of a rate.</summary>
    Throttle,

    /// <summary>It answers with status 500 and does nothing.</summary>
    Fail,

    /// <summary>It does what was asked for and closes the connection without an answer.</summary>
    LoseAnswer,

    /// <summary>It does nothing and closes the connection.</summary>
    LoseRequest,

    /// <summary>It does nothing and never answers.</summary>
    Hang,

    /// <summary>It does what was asked for and answers with a success that is not JSON.</summary>
    AnswerMalformed,

    /// <summary>It refuses the credentials, as if they had expired.</summary>
    RefuseCredentials,
}
