using ZenML.Protocol.Vocabulary;

namespace ZenML.Protocol.Accounts;

/// <summary>The answer to the exchange of an identity token.</summary>
public sealed record ExchangedTokenResponse
{
    /// <summary>The token, to be sent with each request.</summary>
    public required string AccessToken { get; init; }

    /// <summary>What kind of token it is.</summary>
    public string IssuedTokenType { get; init; } = LoginWords.AccessTokenType;

    /// <summary>How to send it.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>For how many seconds it is good.</summary>
    public required long ExpiresIn { get; init; }
}
