using System.Text.RegularExpressions;
using CsCheck;
using ZenML.Core.Secrets.References;

namespace ZenML.Core.Tests.Secrets.References;

public sealed partial class SecretReferenceTests
{
    [Theory]
    [InlineData("{{a.b}}", "a", "b")]
    [InlineData("{{ a.b }}", "a", "b")]
    [InlineData("{{a.b  }}", "a", "b")]
    [InlineData("{{\ta.b\n}}", "a", "b")]
    [InlineData("{{\u00A0a.b\u2003}}", "a", "b")]
    [InlineData("{{\u001Ca.b\u001F}}", "a", "b")]
    [InlineData("{{a.b.c}}", "a", "b.c")]
    [InlineData("{{a..b}}", "a", ".b")]
    [InlineData("{{...}}", "", "..")]
    [InlineData("{{a/b.c-d}}", "a/b", "c-d")]
    [InlineData("{{{a.b}}}", "{a", "b}")]
    [InlineData("{{ {{a.b}} }}", "{{a", "b}}")]
    [InlineData("{{a.b}}{{c.d}}", "a", "b}}{{c.d")]
    [InlineData("{{a.{{b}}", "a", "{{b")]
    [InlineData("{{a}}.b}}", "a}}", "b")]
    [InlineData("{{mlflow_secret.username}}", "mlflow_secret", "username")]
    [InlineData("{{日本.é😀}}", "日本", "é😀")]
    public void Texts_in_the_form_of_a_reference_are_references(string text, string name, string key)
    {
        Assert.True(SecretReference.TryParse(text, out var reference));
        Assert.Equal((name, key), (reference.Name, reference.Key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("{{a .b}}")]
    [InlineData("{{a. b}}")]
    [InlineData("{{a\u00A0.b}}")]
    [InlineData("{{a.\u00A0b}}")]
    [InlineData("{{a b.c}}")]
    [InlineData("{{a.b c}}")]
    [InlineData("{{a\u001C.b}}")]
    [InlineData("{{a}}")]
    [InlineData("{{}}")]
    [InlineData("{{.b}}")]
    [InlineData("{{a.}}")]
    [InlineData("{{ . }}")]
    [InlineData("{{..}}")]
    [InlineData("{a.b}")]
    [InlineData("{{a.b}")]
    [InlineData("{a.b}}")]
    [InlineData("x{{a.b}}")]
    [InlineData("{{a.b}}x")]
    [InlineData("{{a.b}} ")]
    [InlineData(" {{a.b}}")]
    [InlineData("{{a.b}}\n")]
    [InlineData("{{a.b}} {{c.d}}")]
    public void Other_texts_are_plain_text(string? text)
    {
        Assert.False(SecretReference.TryParse(text, out var reference));
        Assert.Null(reference);
    }

    [Fact]
    public void Any_text_is_classified_as_the_grammar_says()
    {
        var part = Gen.OneOf(
            "{{", "}}", "{", "}", ".", "a", "b", "-", "/", " ", "\t", "\n", "\r", "\v", "\f", "\u001C", "\u001D", "\u001E", "\u001F",
            "\u0085", "\u00A0",
            "\u1680", "\u180E", "\u2003", "\u200B", "\u2028", "\u2029", "\u202F", "\u3000", "\uFEFF", "😀", "\0");
        Gen.Select(part.Array[0, 8], Gen.Bool).Sample(
            (parts, wrapped) =>
            {
                var text = wrapped ? "{{" + string.Concat(parts) + "}}" : string.Concat(parts);
                var expected = Grammar().Match(text);
                var accepted = SecretReference.TryParse(text, out var reference);
                if (!expected.Success || !accepted)
                {
                    return expected.Success == accepted;
                }

                var inner = expected.Groups["inner"].Value.Split('.', 2);
                return (reference!.Name, reference.Key) == (inner[0], inner[1]);
            },
            iter: 50_000);
    }

    [Theory]
    [InlineData("db", "password", true)]
    [InlineData("a/b", "c.d", true)]
    [InlineData("a.b", "c", false)]
    [InlineData("two words", "c", false)]
    [InlineData("a", "two words", false)]
    [InlineData("a", "", false)]
    [InlineData("a", "tab\t", false)]
    public void A_reference_reports_whether_its_name_and_key_can_be_expressed(string name, string key, bool expressible)
    {
        Assert.Equal(expressible, SecretReference.CanExpress(name, key));
        Assert.Equal(expressible, SecretReference.CanExpressName(name) && SecretReference.CanExpressKey(key));
    }

    [Fact]
    public void A_reference_is_displayed_in_short_form_and_configured_in_long_form()
    {
        var reference = new SecretReference("db", "password");
        Assert.Equal("db.password", reference.ToString());
        Assert.Equal("{{db.password}}", reference.ToConfigurationText());
    }

    /// <summary>The grammar as one expression, with white space as Python counts it.</summary>
    [GeneratedRegex(@"\A\{\{[\s\x1C-\x1F]*(?<inner>[^\s\x1C-\x1F]+\.[^\s\x1C-\x1F]+)[\s\x1C-\x1F]*\}\}\z")]
    private static partial Regex Grammar();
}
