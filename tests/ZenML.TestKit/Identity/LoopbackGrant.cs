namespace ZenML.TestKit.Identity;

/// <summary>What a <see cref="LoopbackProvider"/> remembers of a login: a code, or a device that waits for one.</summary>
internal sealed class LoopbackGrant
{
    /// <summary>Who logged in; null as long as nobody has.</summary>
    public LoopbackPerson? Person { get; set; }

    /// <summary>Where the code was sent; null for a device.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The <c>code_challenge</c>; null for a device.</summary>
    public string? Challenge { get; init; }

    /// <summary>The nonce; null for none.</summary>
    public string? Nonce { get; init; }

    /// <summary>When it is no longer accepted.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Whether it was exchanged already.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether the person said no.</summary>
    public bool IsDenied { get; set; }

    /// <summary>What a person types for a device; null for a code.</summary>
    public string? UserCode { get; init; }
}
