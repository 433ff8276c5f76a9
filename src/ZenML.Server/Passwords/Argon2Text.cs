using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ZenML.Server.Passwords;

/// <summary>A stored hash in the usual format: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>, base64 without padding.</summary>
/// <param name="Cost">The cost parameters.</param>
/// <param name="Salt">The salt, of <see cref="SaltSize"/> bytes.</param>
/// <param name="Hash">The hash.</param>
/// <remarks>
/// The format allows other numbers of lanes and other sizes of salts. Our hashes do not have them and libsodium does not support
/// them, so they are rejected.
/// </remarks>
internal sealed partial record Argon2Text(Argon2Cost Cost, byte[] Salt, byte[] Hash)
{
    public const int SaltSize = 16;

    private const int LeastHashSize = 16;

    public static bool TryParse(string? text, [NotNullWhen(true)] out Argon2Text? parsed)
    {
        parsed = null;
        if (text is null || Form().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var cost = new Argon2Cost(Number(match, 1), Number(match, 2));
        if (!cost.IsSane || !TryDecode(match.Groups[3].Value, out var salt) || !TryDecode(match.Groups[4].Value, out var hash)
            || salt.Length != SaltSize || hash.Length < LeastHashSize)
        {
            return false;
        }

        parsed = new Argon2Text(cost, salt, hash);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"$argon2id$v=19$m={Cost.MemoryKibibytes},t={Cost.Passes},p=1${Encode(Salt)}${Encode(Hash)}");

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var written))
        {
            return false;
        }

        bytes = bytes[..written];
        return true;
    }

    [GeneratedRegex(
        @"\A\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]{1,200})\$([A-Za-z0-9+/]{1,200})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
