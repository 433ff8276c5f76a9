using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Web;

namespace ZenML.Client.Tests.Masking;

/// <summary>Values as programs print them, made by other encoders than those that are tested.</summary>
public static class EncodingCorpus
{
    private const int Seed = 4711;
    private const string Before = "at 12:00 [info] x = ";
    private const string After = " ; 7 rows\n";
    private const string Symbols = "!\"#$%&'()+,-./:;<=>?@[\\]^_`{|}~ ";

    private static readonly string[] Users = ["a", "ab", "abc", "admin", "o'neil@example.org"];

    private static readonly JavaScriptEncoder[] JsonEncoders =
        [JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.Create(UnicodeRanges.All)];

    /// <summary>Values of all kinds, without white space around them.</summary>
    public static IReadOnlyList<string> MakeValues()
    {
        var random = new Random(Seed);
        var letters = string.Concat(Enumerable.Range(0, 128).Select(code => (char)code).Where(char.IsAsciiLetterOrDigit));
        List<string> values =
        [
            "abcd", "0000", "p@ss", "hunter2", "correct horse battery staple", "pässwörd", "пароль123", "密码密码", "🔑🔑-key", "a/b+c=d==",
            "it's", "\"quoted\"", "back\\slash\\", "${HOME}", "$(id) `id`", "100%", "%41%42%43", "50%off&x=1", "a b\tc", "<b>bold</b>",
            "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----", "first line\nsecond line\nthird",
            "one\r\ntwo two\r\nx",
            "{\"user\": \"app\", \"password\": \"s3cr3t!\"}", "\u001b[31mred\u001b[0m text", "bell\a and\v more",
            "postgres://app:p%40ss@db:5432/app",
            "tilde~and#hash", "#starts", "~starts", "==padding==", "line\u2028separator", "no\u00a0break\u00a0space", "Basic YWJjOmRlZg==",
        ];
        while (values.Count < 64)
        {
            var alphabet = (values.Count % 4) switch
            {
                0 => letters,
                1 => letters + "-_",
                2 => letters + Symbols,
                _ => letters + Symbols + "äöüß€é漢字",
            };
            var value = new string(random.GetItems<char>(alphabet, random.Next(6, 90))).Trim();
            values.Add(value);
        }

        return values;
    }

    /// <summary>All encodings of a value.</summary>
    public static IEnumerable<EncodedValue> Encode(string value)
    {
        var random = new Random(Seed + value.Length);
        return AsText(value, random).Select(pair => Around(pair.Name, pair.Text, 0, pair.Text.Length))
            .Concat(Lines(value))
            .Concat(Base64(value))
            .Concat(BasicAuthentication(value));
    }

    private static IEnumerable<(string Name, string Text)> AsText(string value, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return ("raw", value);
        yield return ("hex, capital", Convert.ToHexString(bytes));
        yield return ("hex, small", Convert.ToHexStringLower(bytes));
        yield return ("hex, mixed", Mix(Convert.ToHexString(bytes), random));
        foreach (var (name, text) in Percent(value, bytes))
        {
            yield return ($"percent, {name}, capital", text);
            yield return ($"percent, {name}, small", ChangeEscapes(text, '%', 2, digits => digits.ToLowerInvariant()));
            yield return ($"percent, {name}, mixed", ChangeEscapes(text, '%', 2, digits => Mix(digits, random)));
        }

        foreach (var encoder in JsonEncoders)
        {
            var json = JsonEncodedText.Encode(value, encoder).ToString();
            yield return ("JSON", json);
            yield return ("JSON, small", ChangeEscapes(json, 'u', 4, digits => digits.ToLowerInvariant()));
            yield return ("JSON, slash", json.Replace("/", "\\/", StringComparison.Ordinal));
        }

        yield return ("JSON, ASCII", Ascii(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()));
        yield return ("shell, single quotes", value.Replace("'", "'\\''", StringComparison.Ordinal));
        yield return ("shell, single quotes by double ones", value.Replace("'", "'\"'\"'", StringComparison.Ordinal));
        yield return ("shell, double quotes", string.Concat(value.Select(each => "\\\"$`".Contains(each) ? $"\\{each}" : $"{each}")));
        yield return ("SQL", value.Replace("'", "''", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Text)> Percent(string value, byte[] bytes)
    {
        yield return ("Uri", Uri.EscapeDataString(value));
        yield return ("WebUtility", WebUtility.UrlEncode(value));
        yield return ("HttpUtility", HttpUtility.UrlEncode(value));
        yield return ("UrlEncoder", UrlEncoder.Default.Encode(value));
        yield return ("all", string.Concat(bytes.Select(each => string.Create(CultureInfo.InvariantCulture, $"%{each:X2}"))));
        yield return ("encodeURI", Encode("-._~!'()*#$&+,/:;=?@"));
        yield return ("encodeURIComponent", Encode("-._~!'()*"));
        yield return ("quote of Python", Encode("-._~/"));
        yield return ("form", Encode("-._*").Replace("%20", "+", StringComparison.Ordinal));

        string Encode(string kept) => string.Concat(bytes.Select(each =>
            char.IsAsciiLetterOrDigit((char)each) || kept.Contains((char)each)
                ? $"{(char)each}"
                : string.Create(CultureInfo.InvariantCulture, $"%{each:X2}")));
    }

    private static IEnumerable<EncodedValue> Lines(string value) => value.Split('\n', '\r')
        .Select(line => line.Trim())
        .Where(line => value.Contains('\n', StringComparison.Ordinal) && line.Length >= 4)
        .Where(line => !line.StartsWith("---", StringComparison.Ordinal))
        .SelectMany(line => (EncodedValue[])
        [
            Around("line", line, 0, line.Length),
            Around("line, JSON", JsonEncodedText.Encode(line).ToString(), 0, JsonEncodedText.Encode(line).ToString().Length),
            Around("line, percent", Uri.EscapeDataString(line), 0, Uri.EscapeDataString(line).Length),
        ]);

    private static IEnumerable<EncodedValue> Base64(string value)
    {
        foreach (var before in (string[])["", "x", "xy", "key: "])
        {
            foreach (var after in (string[])["", "\n", "z", "\", \"next\": 1}"])
            {
                var (start, end) = (Encoding.UTF8.GetByteCount(before), Encoding.UTF8.GetByteCount(before + value));

                // The first character of a value that begins inside a group, and the last of one that ends there, have bits of others too.
                var first = ((start * 8) + 5) / 6;
                var last = after.Length == 0 ? ((end * 8) + 5) / 6 : end * 8 / 6;
                foreach (var (name, text) in BothAlphabets(before + value + after))
                {
                    yield return Around($"{name} after {start} bytes, before {after.Length}", text, first, last);
                }
            }
        }

        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        foreach (var length in (int[])[64, 76])
        {
            var wrapped = string.Join('\n', encoded.Chunk(length).Select(line => new string(line)));
            yield return Around("base64, wrapped", wrapped, 0, wrapped.Length);
        }
    }

    private static IEnumerable<EncodedValue> BasicAuthentication(string value)
    {
        foreach (var user in Users)
        {
            var start = Encoding.UTF8.GetByteCount(user) + 1;
            foreach (var (name, text) in BothAlphabets($"{user}:{value}"))
            {
                yield return Around($"Basic, {name}, {user}", text, start * 8 / 6, text.TrimEnd('=').Length);
            }
        }

        foreach (var (name, text) in BothAlphabets($"{value}:"))
        {
            yield return Around($"Basic, {name}, as user", text, 0, ((Encoding.UTF8.GetByteCount(value) * 8) + 5) / 6);
        }
    }

    private static IEnumerable<(string Name, string Text)> BothAlphabets(string text)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        yield return ("base64", encoded);
        yield return ("base64 for URLs", encoded.Replace('+', '-').Replace('/', '_').TrimEnd('='));
    }

    private static EncodedValue Around(string encoding, string text, int start, int end) =>
        new(encoding, $"{Before}{text}{After}", Before.Length + start, Before.Length + end);

    private static string Ascii(string json) => string.Concat(json.Select(each =>
        char.IsAscii(each) ? $"{each}" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)each:x4}")));

    private static string Mix(string digits, Random random) =>
        string.Concat(digits.Select(each => random.Next(2) == 0 ? char.ToLowerInvariant(each) : char.ToUpperInvariant(each)));

    /// <summary>
    /// Changes the digits of escapes: after each percent sign, or after each <c>\u</c> that is not a backslash and a letter.
    /// </summary>
    private static string ChangeEscapes(string text, char sign, int length, Func<string, string> change)
    {
        var changed = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            changed.Append(text[index]);
            var isEscaped = index > 0 && text[index - 1] == '\\' && (index < 2 || text[index - 2] != '\\');
            if (text[index] == sign && (sign == '%' || isEscaped))
            {
                changed.Append(change(text.Substring(index + 1, length)));
                index += length;
            }
        }

        return changed.ToString();
    }
}
