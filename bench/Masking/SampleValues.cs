using System.Globalization;
using System.Security.Cryptography;

namespace ZenML.Bench.Masking;

/// <summary>Values such as secrets have: passwords, tokens, addresses, keys with several lines.</summary>
internal static class SampleValues
{
    private const int PrivateKeyBytes = 600;

    private static readonly char[] Letters =
        [.. Enumerable.Range(0, 128).Select(code => (char)code).Where(char.IsAsciiLetterOrDigit)];

    /// <summary>Makes values, always the same ones.</summary>
    public static IEnumerable<string> Make(int count, Random random)
    {
        for (var number = 0; number < count; number++)
        {
            yield return (number % 8) switch
            {
                0 => $"postgres://app_{number}:{Token(random, 20)}@db-{number}.example.org:5432/app",
                1 => $"sk_live_{Token(random, 32)}",
                2 => $"ghp_{Token(random, 36)}",
                3 => PrivateKey(random),
                4 => string.Create(CultureInfo.InvariantCulture, $"pässwörd-{random.Next()}!"),
                5 => Convert.ToBase64String(Bytes(random, 32)),
                _ => Token(random, 8 + (number % 40)),
            };
        }
    }

    private static string Token(Random random, int length) => new(random.GetItems(Letters, length));

    private static string PrivateKey(Random random) =>
        PemEncoding.WriteString("PRIVATE KEY", Bytes(random, PrivateKeyBytes));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
