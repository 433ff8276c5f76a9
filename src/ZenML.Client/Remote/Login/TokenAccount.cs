using System.Buffers.Text;
using System.Text.Json;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Client.Remote.Login;

/// <summary>Finds the account in a token, so that the server need not be asked for it.</summary>
internal static class TokenAccount
{
    /// <summary>
    /// Reads the account of a token (JWT). The signature is not checked: the token came from the server that would be asked otherwise.
    /// </summary>
    /// <returns>The account; null if the token has another form.</returns>
    public static Id<User>? Find(string token)
    {
        if (token.Split('.') is not [_, var claims, _])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("sub", out var subject) && subject.ValueKind == JsonValueKind.String
                && Id<User>.TryParse(subject.GetString()!, out var user)
                    ? user
                    : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
