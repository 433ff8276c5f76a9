namespace ZenML.SecretsStores.Requests;

/// <summary>How a back end is called.</summary>
public sealed record BackEndRequestOptions
{
    /// <summary>How long one request, with all its repetitions, can take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one try can take. Then it is repeated, if it can be.</summary>
    public TimeSpan TryDeadline { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The most requests a second, over all callers.</summary>
    public int RequestsPerSecond { get; init; } = 1_000;

    /// <summary>The most bytes of an answer.</summary>
    public int MaximumResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A PEM file of certificate authorities to trust instead of the system's; null for the system's.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>Whether an answer says that the request was refused because of a rate, beside status 429 and 503.</summary>
    public Func<BackEndResponse, bool> IsBusy { get; init; } = _ => false;

    /// <summary>Whether an answer is not worth a repetition although its status is 429 or from 500 on.</summary>
    public Func<BackEndResponse, bool> IsFinal { get; init; } = _ => false;
}
