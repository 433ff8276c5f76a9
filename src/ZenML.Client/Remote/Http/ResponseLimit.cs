namespace ZenML.Client.Remote.Http;

/// <summary>How long an answer can be.</summary>
internal enum ResponseLimit
{
    /// <summary>Anything: 64 MiB, room for the largest page of a list.</summary>
    Any,

    /// <summary>What is always small, such as a token: 1 MiB.</summary>
    Small,
}
