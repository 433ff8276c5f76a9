using ZenML.Client.Remote.Wire;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>What a server says about the identity provider at which people log in.</summary>
/// <param name="Issuer">The address that names the provider.</param>
/// <param name="ClientId">What the server is called there.</param>
/// <param name="Scopes">What to ask for.</param>
/// <param name="Name">What the provider is called.</param>
internal sealed record SingleSignOnTerms(string Issuer, string ClientId, string Scopes, string Name)
{
    private const int LongestName = 64;

    private const int LongestText = 2000;

    /// <summary>Whether everyone can also log in with a password.</summary>
    public bool AllowsPasswords { get; init; } = true;

    /// <summary>Whether the provider has logins for machines without a browser.</summary>
    public bool HasDeviceLogin { get; init; }

    /// <summary>Reads a response.</summary>
    public static SingleSignOnTerms Read(WireValue value)
    {
        var issuer = Visible(value, "issuer");
        return new SingleSignOnTerms(issuer, Visible(value, "client_id"), Visible(value, "scopes"), ReadName(value, issuer))
        {
            AllowsPasswords = value.Find("password_login")?.Text is null or "on",
            HasDeviceLogin = value.Find("device_authorization_endpoint") is not null,
        };
    }

    /// <summary>What programs are told.</summary>
    public SingleSignOnOffer ToOffer() => new(Name, Issuer) { AllowsPasswords = AllowsPasswords, HasDeviceLogin = HasDeviceLogin };

    private static string ReadName(WireValue value, string issuer) =>
        value.Find("name")?.Text.Trim() is { Length: > 0 and <= LongestName } name && !VisibleText.HasHidden(name)
            ? name
            : Uri.TryCreate(issuer, UriKind.Absolute, out var address) ? address.IdnHost : issuer;

    private static string Visible(WireValue value, string name) =>
        value[name].Text is { Length: > 0 and <= LongestText } text && !VisibleText.HasHidden(text)
            ? text
            : throw WireValue.Unexpected($"'{name}'");
}
