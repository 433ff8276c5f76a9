using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ZenML.Stores.Passwords;

/// <summary>A hash as it is kept, in the customary form: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>, base64 without padding.</summary>
/// <param name="Parameters">How it was computed.</param>
/// <param name="Salt">The salt.</param>
/// <param name="Hash">The hash.</param>
internal sealed partial record Argon2Text(Argon2Parameters Parameters, byte[] Salt, byte[] Hash)
{
    private const int LeastBytes = 16;

    public static bool TryParse(string? text, [NotNullWhen(true)] out Argon2Text? parsed)
    {
        parsed = null;
        if (text is null || Form().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var parameters = new Argon2Parameters(Number(match, 1), Number(match, 2), Number(match, 3));
        if (!parameters.IsSane || !TryDecode(match.Groups[4].Value, out var salt) || !TryDecode(match.Groups[5].Value, out var hash)
            || salt.Length < LeastBytes || hash.Length < LeastBytes)
        {
            return false;
        }

        parsed = new Argon2Text(parameters, salt, hash);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"$argon2id$v=19$m={Parameters.MemoryKibibytes},t={Parameters.Passes},p={Parameters.Lanes}${Encode(Salt)}${Encode(Hash)}");

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

    [GeneratedRegex(@"\A\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{1,200})\$([A-Za-z0-9+/]{1,200})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
