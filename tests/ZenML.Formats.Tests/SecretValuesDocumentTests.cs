using ZenML.Core.Secrets;

namespace ZenML.Formats.Tests;

public sealed class SecretValuesDocumentTests
{
    [Theory]
    [InlineData("0123")]
    [InlineData("on")]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("1e3")]
    [InlineData("1_000")]
    [InlineData("1.0")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01T10:00:00Z")]
    [InlineData("12:30:45")]
    [InlineData(".inf")]
    [InlineData("null")]
    [InlineData("Null")]
    [InlineData("~")]
    [InlineData("123456789012345678901234567890")]
    public void D19_a_plain_YAML_scalar_keeps_the_text_as_written(string scalar) =>
        Assert.Equal(scalar, SecretValuesDocument.Parse($"pin: {scalar}\n")["pin"].Reveal());

    [Theory]
    [InlineData("1e3")]
    [InlineData("1E+3")]
    [InlineData("1.0")]
    [InlineData("-0")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("123456789012345678901234567890")]
    public void D19_a_JSON_scalar_keeps_the_text_as_written(string scalar) =>
        Assert.Equal(scalar, SecretValuesDocument.Parse($$"""{"pin": {{scalar}}}""")["pin"].Reveal());

    [Theory]
    [InlineData("{pin: 0123}", "0123")]
    [InlineData("{pin: on}", "on")]
    [InlineData("{pin: 1_000}", "1_000")]
    public void D19_a_YAML_map_in_braces_keeps_the_text_of_its_scalars(string text, string value) =>
        Assert.Equal(value, SecretValuesDocument.Parse(text)["pin"].Reveal());

    [Theory]
    [InlineData("a:", "")]
    [InlineData("a: ''", "")]
    [InlineData("a: '0123'", "0123")]
    [InlineData("a: \"x\\ty\\u00e9\\x41\"", "x\tyéA")]
    [InlineData("a: \"\\ud83d\\ude00\\U0001F600\"", "😀😀")]
    [InlineData("a: |\n  first\n  second\n", "first\nsecond\n")]
    [InlineData("a: |-\n  first\n  second\n", "first\nsecond")]
    [InlineData("a: >\n  first\n  second\n", "first second\n")]
    [InlineData("a: |\r\n  first\r\n  second\r\n", "first\nsecond\n")]
    [InlineData("a: x # comment", "x")]
    [InlineData("a: x#y", "x#y")]
    [InlineData("a: http://x:5000/?q=1", "http://x:5000/?q=1")]
    [InlineData("a: '{{db.password}}'", "{{db.password}}")]
    [InlineData("a: !!str 5", "5")]
    [InlineData("a: &anchor x", "x")]
    [InlineData("--- \na: x\n...\n", "x")]
    [InlineData("\uFEFFa: x", "x")]
    [InlineData("""{"a": "x\n\u00e9\ud83d\ude00\/"}""", "x\né😀/")]
    [InlineData("\uFEFF{\"a\": \"x\"}", "x")]
    [InlineData("{\"a\": \"x\u2028y\"}", "x\u2028y")]
    public void Escapes_and_blocks_and_comments_and_byte_order_marks_are_parsed_as_their_format_says(string text, string value) =>
        Assert.Equal(value, SecretValuesDocument.Parse(text)["a"].Reveal());

    [Fact]
    public void Keys_keep_the_order_in_which_they_were_written()
    {
        Assert.Equal(["z", "a", "m", "0"], SecretValuesDocument.Parse("z: 1\na: 2\nm: 3\n0: 4\n").Keys);
        Assert.Equal(["z", "a", "m", "0"], SecretValuesDocument.Parse("""{"z":1,"a":2,"m":3,"0":4}""").Keys);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("# nothing\n", "empty")]
    [InlineData("null", "map")]
    [InlineData("~", "map")]
    [InlineData("canary", "map")]
    [InlineData("\"canary\"", "map")]
    [InlineData("- canary", "map")]
    [InlineData("[\"canary\"]", "map")]
    [InlineData("42", "map")]
    [InlineData("{}", "no keys")]
    [InlineData("---\n{}\n", "no keys")]
    [InlineData("a: {canary: x}", "'a' must be a string, not a map")]
    [InlineData("a:\n  - canary", "'a' must be a string, not a list")]
    [InlineData("{\"a\": {\"canary\": 1}}", "'a' must be a string, not a map")]
    [InlineData("{\"a\": [\"canary\"]}", "'a' must be a string, not a list")]
    [InlineData("{\"a\": null, \"b\": \"canary\"}", "'a' is null")]
    [InlineData("{\"a\": \"canary\", \"a\": 1}", "'a' appears twice")]
    [InlineData("{\"a\": \"canary\", \"\\u0061\": 1}", "'a' appears twice")]
    [InlineData("a: canary\n'a': 1\n", "'a' appears twice")]
    [InlineData("a: canary\n---\nb: 1\n", "more than one YAML document")]
    [InlineData("a: &x canary\nb: *x\n", "aliases")]
    [InlineData("a: &x {canary: 1}\n<<: *x\n", "aliases")]
    [InlineData("a: !!binary canary", "tags")]
    [InlineData("a: !canary 1", "tags")]
    [InlineData("!canary\na: 1", "tags")]
    [InlineData("[canary]: 1", "keys of a map must be strings")]
    [InlineData("a: 'canary", "not valid YAML")]
    [InlineData("a: canary: 1", "not valid YAML")]
    [InlineData("a: @canary", "not valid YAML")]
    [InlineData("a: canary\0", "U+0000")]
    [InlineData("a: canary\u2028", "U+2028")]
    [InlineData("{\"a\": \"canary\\ud800\"}", "surrogate")]
    [InlineData("{\"canary\\udc00\": 1}", "surrogate")]
    [InlineData("a: \"canary\\ud800\"", "not valid YAML")]
    [InlineData("a: \"\\ud83dcanary\\ude00\"", "not valid YAML")]
    public void A_document_that_is_not_a_flat_map_of_texts_is_rejected_without_being_quoted(string text, string reason)
    {
        var message = Refusal.Of(() => SecretValuesDocument.Parse(text));
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_in_a_document_is_rejected() =>
        Assert.Contains("Unicode", Refusal.Of(() => SecretValuesDocument.Parse("a: canary\ud800")), StringComparison.Ordinal);

    [Fact]
    public void All_keys_with_an_invalid_value_are_reported_at_once()
    {
        var message = Refusal.Of(() => SecretValuesDocument.Parse("""{"one": null, "two": "fine", "three": {}, "four": []}"""));
        Assert.Equal(3, message.Split(Environment.NewLine).Length);
        Assert.All(["'one'", "'three'", "'four'"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_first_of_very_many_errors_are_reported()
    {
        var message = Refusal.Of(() => SecretValuesDocument.Parse(
            "{" + string.Join(',', Enumerable.Range(0, 1_000).Select(index => $"\"k{index}\": null")) + "}"));
        Assert.Equal(51, message.Split(Environment.NewLine).Length);
        Assert.EndsWith("... and 950 more errors.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_located_by_line_and_column()
    {
        Assert.Contains("line 3, column 1", Refusal.Of(() => SecretValuesDocument.Parse("a: 1\nb: 2\na: 3\n")), StringComparison.Ordinal);
        Assert.Contains(
            "line 2, column 2",
            Refusal.Of(() => SecretValuesDocument.Parse("{\"a\": 1,\n \"a\": 2}")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_text_meant_as_JSON_is_located_where_the_JSON_parser_fails() => Assert.Contains(
        "not valid JSON (line 2, column ",
        Refusal.Of(() => SecretValuesDocument.Parse("{\"a\": 1,\n \"b\": \"canary}")), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_does_not_look_like_a_name_is_not_repeated()
    {
        var key = new string('k', 200);
        Assert.DoesNotContain("kkk", Refusal.Of(() => SecretValuesDocument.Parse($"{{\"{key}\": null}}")), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B", Refusal.Of(() => SecretValuesDocument.Parse("{\"\\u001b[31m\": null}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_would_expand_to_gigabytes_are_rejected_at_once()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 20).Select(level =>
            $"k{level}: &{(char)('a' + level)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + level - 1)}", 9))}]\n"));
        Assert.Contains("aliases", Refusal.Of(() => SecretValuesDocument.Parse(bomb)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_without_end_is_refused_and_does_not_overflow_the_stack(string opening) =>
        Refusal.Of(() => SecretValuesDocument.Parse(string.Concat(Enumerable.Repeat(opening, 200_000))));

    [Fact]
    public void A_text_that_no_secret_could_fill_is_refused()
    {
        Assert.Contains(
            "too long",
            Refusal.Of(() => SecretValuesDocument.Parse("a: " + new string('x', 9 * 1024 * 1024))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_secret_comes_back_even_if_every_character_is_escaped()
    {
        var values = new SecretValues { ["a"] = new string('\u0001', SecretLimits.MaximumBytes - 1) };
        Assert.Equal(values["a"], SecretValuesDocument.Parse(SecretValuesDocument.WriteYaml(values))["a"]);
        Assert.Equal(values["a"], SecretValuesDocument.Parse(SecretValuesDocument.WriteJson(values))["a"]);
    }

    [Fact]
    public void YAML_is_written_for_people()
    {
        var values = new SecretValues
        {
            ["username"] = "admin",
            ["pin"] = "0123",
            ["url"] = "http://127.0.0.1:5000",
            ["empty"] = "",
            ["key"] = "-----BEGIN KEY-----\nabc==\n\n-----END KEY-----\n",
            ["no"] = "null",
            ["two words"] = "über 😀",
            ["windows"] = "a\r\nb",
        };
        const string Expected = """
            username: admin
            pin: "0123"
            url: http://127.0.0.1:5000
            empty: ""
            key: |
              -----BEGIN KEY-----
              abc==

              -----END KEY-----
            "no": "null"
            two words: "über 😀"
            windows: "a\r\nb"

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), SecretValuesDocument.WriteYaml(values));
    }

    [Fact]
    public void Text_that_is_not_Unicode_is_not_written()
    {
        Refusal.Of(() => SecretValuesDocument.WriteYaml(new SecretValues { ["a"] = "\ud800" }));
        Refusal.Of(() => SecretValuesDocument.WriteJson(new SecretValues { ["\ud800"] = "a" }));
    }
}
