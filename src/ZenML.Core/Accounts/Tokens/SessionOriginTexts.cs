using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>The words for how sessions are opened, in lists, filters and the database.</summary>
public static class SessionOriginTexts
{
    private static readonly (SessionOrigin Origin, string Word)[] Origins =
    [
        (SessionOrigin.Password, "password"), (SessionOrigin.ApiKey, "api_key"), (SessionOrigin.Device, "device"),
        (SessionOrigin.Workload, "workload"), (SessionOrigin.SingleSignOn, "sso"),
    ];

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Origins.Select(known => known.Word)];

    /// <summary>The word.</summary>
    public static string Text(this SessionOrigin origin) => Origins.First(known => known.Origin == origin).Word;

    /// <summary>Parses a word.</summary>
    /// <returns>Whether there is such a word.</returns>
    public static bool TryParse(string text, out SessionOrigin origin)
    {
        var found = Origins.Where(known => known.Word == text).ToArray();
        origin = found.Length > 0 ? found[0].Origin : default;
        return found.Length > 0;
    }
}
