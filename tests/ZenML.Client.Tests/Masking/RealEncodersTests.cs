using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ZenML.Client.Masking;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Masking;

/// <summary>What the encoders of other languages print is masked. A test is skipped where its program is not installed.</summary>
public sealed class RealEncodersTests
{
    private const string PythonScript = """
        import base64, json, shlex, sys, urllib.parse
        def encodings(value):
            raw = value.encode()
            yield urllib.parse.quote(value)
            yield urllib.parse.quote(value, safe='')
            yield urllib.parse.quote_plus(value)
            yield json.dumps(value)
            yield json.dumps(value, ensure_ascii=False)
            yield json.dumps(json.dumps(value))
            yield shlex.quote(value)
            yield base64.b64encode(raw).decode()
            yield base64.urlsafe_b64encode(raw).decode()
            yield base64.encodebytes(raw).decode()
            yield base64.b64encode(b'user:' + raw).decode()
            yield raw.hex()
        json.dump([list(encodings(value)) for value in json.load(sys.stdin)], sys.stdout)
        """;

    private const string NodeScript = """
        const values = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        process.stdout.write(JSON.stringify(values.map(value => [
            encodeURI(value), encodeURIComponent(value), new URLSearchParams({ p: value }).toString(), JSON.stringify(value),
            JSON.stringify(JSON.stringify(value)), Buffer.from(value).toString('base64'), Buffer.from(value).toString('base64url'),
            Buffer.from('user:' + value).toString('base64'), Buffer.from(value).toString('hex'),
        ])));
        """;

    private const string BashScript = """
        while IFS= read -r -d '' value; do
            printf '%q\0' "$value"
            printf '%s\0' "${value@Q}"
            printf '%s' "$value" | base64 -w 0; printf '\0'
            printf '%s\n' "$value" | base64; printf '\0'
            printf 'user:%s' "$value" | base64 -w 0; printf '\0'
        done
        """;

    private static readonly IReadOnlyList<string> Values = EncodingCorpus.MakeValues();

    [Theory]
    [InlineData("python3", "-c", PythonScript)]
    [InlineData("node", "-e", NodeScript)]
    public async Task What_a_language_encodes_shows_nothing_of_the_value(string program, string option, string script)
    {
        Assert.SkipUnless(IsInstalled(program), $"There is no {program}.");

        var output = await RunAsync(program, [option, script], JsonSerializer.Serialize(Values));

        AssertHidden(JsonSerializer.Deserialize<string[][]>(output)!);
    }

    [Fact]
    public async Task What_bash_quotes_and_encodes_shows_nothing_of_the_value()
    {
        Assert.SkipUnless(IsInstalled("bash"), "There is no bash.");

        var output = await RunAsync("bash", ["-c", BashScript], string.Concat(Values.Select(value => $"{value}\0")));

        AssertHidden([.. output.TrimEnd('\0').Split('\0').Chunk(5)]);
    }

    private static void AssertHidden(string[][] encodings)
    {
        Assert.Equal(Values.Count, encodings.Length);
        var misses = Values.Zip(encodings).SelectMany(pair =>
        {
            var values = new MaskedValues();
            values.Add("value", pair.First);
            return pair.Second.Where(encoding => !IsHidden(Mask(values, encoding)))
                .Select(encoding => $"{encoding} -> {Mask(values, encoding)}");
        }).ToArray();

        Assert.True(misses.Length == 0, string.Join('\n', misses));
    }

    /// <summary>Whether nothing remains but what encoders put around a value, and the encoded user.</summary>
    private static bool IsHidden(string shown) =>
        shown.Replace("***", "", StringComparison.Ordinal).Trim('"', '\'', '$', '\\', '=', '\n', ' ')
        is "" or "p" or "p=" or "dXNlc" or "dXNlcj";

    private static string Mask(MaskedValues values, string text)
    {
        using var shown = new MemoryStream();
        using (var stream = new MaskedStream(shown, values, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return Encoding.UTF8.GetString(shown.ToArray());
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            Environment = { ["LC_ALL"] = "C.UTF-8", ["PYTHONIOENCODING"] = "utf-8" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await output.InTimeAsync($"the output of {program}");
    }
}
