namespace ZenML.Formats.Tests;

/// <summary>Texts that are nearly JSON, nearly YAML or another format are refused.</summary>
public sealed class AlmostJsonTests
{
    private static readonly Dictionary<string, Func<string, object>> Readers = new()
    {
        ["secret"] = SecretValuesDocument.Parse,
        ["stack"] = StackDocument.Parse,
        ["flavor"] = FlavorDocument.Parse,
    };

    [Theory]
    [InlineData("{\"key\": \"-----BEGIN KEY-----\ncanary\n-----END KEY-----\"}", "line 1, column 29", @"as \n")]
    [InlineData("{\"key\":\n \"one\r\ncanary\"}", "line 2, column 6", @"as \n")]
    [InlineData("{\"key\": \"a\tcanary\"}", "line 1, column 11", @"\uXXXX")]
    [InlineData("""{"path": "C:\apps\etc"}""", "line 1, column 14", @"\\")]
    [InlineData("""{"path": "C:\users\canary"}""", "line 1, column ", "not valid JSON")]
    [InlineData("""{"pattern": "^\d+canary$"}""", "line 1, column 16", @"\\")]
    [InlineData("""{"nul": "a\0canary"}""", "line 1, column 12", @"\\")]
    [InlineData("""{"password":abc,def}""", "line 1, column 13", "not valid JSON")]
    [InlineData("""{"a":"b","c"}""", "line 1, column 13", "not valid JSON")]
    [InlineData("""{"a":"b",}""", "line 1, column 10", "not valid JSON")]
    [InlineData("""{"a":"b"} canary""", "line 1, column 11", "not valid JSON")]
    [InlineData("""{"a":"b"}{"a":"canary"}""", "line 1, column 10", "not valid JSON")]
    [InlineData("""{"pin": 0123}""", "line 1, column 10", "not valid JSON")]
    [InlineData("""{"pin": on}""", "line 1, column 9", "not valid JSON")]
    [InlineData("""{"a": 'canary'}""", "line 1, column 7", "not valid JSON")]
    [InlineData("""{"a": None}""", "line 1, column 7", "not valid JSON")]
    [InlineData("""{"a": "b" # canary""", "line 1, column 11", "not valid JSON")]
    [InlineData("{\n  \"a\": \"b\"\n  \"c\": \"canary\"\n}", "line 3, column 3", "not valid JSON")]
    [InlineData("""{"a": "b", c: "canary"}""", "line 1, column 12", "not valid JSON")]
    [InlineData("""{"größe": canary}""", "line 1, column 11", "not valid JSON")]
    [InlineData("{\"a\": \"é\",\n \"ü\": canary}", "line 2, column 7", "not valid JSON")]
    [InlineData("""[{"a": canary}]""", "line 1, column 8", "not valid JSON")]
    [InlineData("\uFEFF  {\"a\": canary}", "line 1, column 9", "not valid JSON")]
    public void Text_that_starts_like_JSON_is_parsed_as_JSON_or_rejected_with_line_and_column(string text, string place, string reason)
    {
        foreach (var (_, read) in Readers)
        {
            var message = Refusal.Of(() => read(text));
            Assert.Contains("starts like JSON", message, StringComparison.Ordinal);
            Assert.Contains(place, message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{password:abc}")]
    [InlineData("{password: abc,def}")]
    [InlineData("{password: abc, canary}")]
    [InlineData("{canary}")]
    [InlineData("{a: b, c: }")]
    [InlineData("{a: b, 'canary'}")]
    [InlineData("{a: b, c:canary}")]
    [InlineData("a: {b: c, canary}")]
    [InlineData("--- {a: b, canary}")]
    public void An_entry_in_braces_without_a_key_and_a_value_is_rejected(string text)
    {
        var message = Refusal.Of(() => SecretValuesDocument.Parse(text));
        Assert.Contains("must be KEY: VALUE", message, StringComparison.Ordinal);
        Assert.Contains("line 1, column ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GREETING=hello: canary", 1)]
    [InlineData("GREETING=canary", 1)]
    [InlineData("export TOKEN=canary", 1)]
    [InlineData("\n# a comment: here\n\n  API_KEY = \"canary: x\"\n", 4)]
    [InlineData("# only a comment\r\nA=canary\r\nB=c: d\r\n", 2)]
    [InlineData("spring.datasource.url=jdbc: canary", 1)]
    [InlineData("DB-URL=postgres://canary: x", 1)]
    [InlineData("PATH+=canary: x", 1)]
    public void A_dotenv_file_is_recognised_and_rejected_with_its_line(string text, int line)
    {
        foreach (var (_, read) in Readers)
        {
            var message = Refusal.Of(() => read(text));
            Assert.Contains($"looks like a dotenv file: line {line} ", message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("A: b\nGREETING=hello: canary\n", "line 2, column 1")]
    [InlineData("%GREETING=canary: x", "")]
    [InlineData("$env:A = canary: x", "line 1, column 1")]
    [InlineData("https://x/?q=canary: x", "line 1, column 1")]
    public void A_key_with_an_equals_sign_needs_quotes(string text, string place)
    {
        var message = Refusal.Of(() => SecretValuesDocument.Parse(text));
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{key: \"-----BEGIN KEY-----\ncanary\n-----END KEY-----\"}")]
    [InlineData("{key: 'a\n  canary'}")]
    [InlineData("{key: a\n  canary}")]
    [InlineData("key: -----BEGIN KEY-----\n  canary\n  -----END KEY-----\n")]
    [InlineData("key: \"-----BEGIN KEY-----\n  canary\n  -----END KEY-----\"\n")]
    [InlineData("key: '-----BEGIN KEY-----\n  canary\n  -----END KEY-----'\n")]
    public void Lines_that_YAML_would_fold_are_rejected_in_braces_and_in_key_files(string text)
    {
        var message = Refusal.Of(() => SecretValuesDocument.Parse(text));
        Assert.Contains("join the lines", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{a: b, c: d}", "a=b;c=d")]
    [InlineData("{a: b, c: \"\"}", "a=b;c=")]
    [InlineData("{'a': 'b', \"c\": d}", "a=b;c=d")]
    [InlineData("{ a: b,\n  c: d\n}", "a=b;c=d")]
    [InlineData("{a: http://x:1, c: x y}", "a=http://x:1;c=x y")]
    [InlineData("\"a\": b\n'c': d", "a=b;c=d")]
    [InlineData("\"a=b\": c", "a=b=c")]
    [InlineData("a: b=c: d\n", null)]
    [InlineData("a: x=y\n# A=b\n", "a=x=y")]
    [InlineData("# A=b\na: b\n", "a=b")]
    [InlineData("a: long text\n  on two lines\n", "a=long text on two lines")]
    [InlineData("a: |-\n  -----BEGIN KEY-----\n  x\n", "a=-----BEGIN KEY-----\nx")]
    [InlineData("a: \"-----BEGIN KEY-----\\nx\\n\\\n  y\"\n", "a=-----BEGIN KEY-----\nx\ny")]
    [InlineData("""{"a": "C:\\apps\\etc", "c": "x\ny"}""", "a=C:\\apps\\etc;c=x\ny")]
    [InlineData("a:\nc: d\n", "a=;c=d")]
    public void Valid_JSON_and_YAML_are_parsed_as_before(string text, string? expected)
    {
        if (expected is null)
        {
            Refusal.Of(() => SecretValuesDocument.Parse(text));
            return;
        }

        var values = SecretValuesDocument.Parse(text);
        Assert.Equal(expected, string.Join(';', values.Select(entry => $"{entry.Key}={entry.Value.Reveal()}")));
    }
}
