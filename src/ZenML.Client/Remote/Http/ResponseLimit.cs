namespace ZenML.Client.Remote.Http;

/// <summary>The maximum length of a response.</summary>
internal enum ResponseLimit
{
    /// <summary>The general limit: 64 MiB, enough for the largest page of a list.</summary>
    Any,

    /// <summary>The limit for small responses, such as a token: 1 MiB.</summary>
    Small,
}
