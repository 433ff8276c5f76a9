using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Login;

/// <summary>A token that was exchanged for an identity token.</summary>
/// <param name="Text">The token.</param>
/// <param name="Lifetime">How long it is valid from when it arrived.</param>
internal sealed record ShortToken(SensitiveString Text, TimeSpan Lifetime);
