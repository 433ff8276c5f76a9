using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Templates;

namespace ZenML.Core.Tests.Secrets.Templates;

public sealed class SecretTemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("no reference", "no reference")]
    [InlineData("{{a.b}}", "<a|b>")]
    [InlineData("{{ a.b }}", "<a|b>")]
    [InlineData("x{{a.b}}y{{c.d.e}}z", "x<a|b>y<c|d.e>z")]
    [InlineData("{\"k\": {\"v\": \"{{a.b}}\"}}", "{\"k\": {\"v\": \"<a|b>\"}}")]
    [InlineData("{ {a.b} }", "{ {a.b} }")]
    [InlineData("{{\"{{\"}}", "{{")]
    [InlineData("{{ \"{{\" }}a.b}}", "{{a.b}}")]
    [InlineData("{{\"{{a.b}}\"}}", "{{a.b}}")]
    [InlineData("}} and {", "}} and {")]
    public void References_anywhere_in_a_text_are_replaced(string text, string expected)
    {
        var template = SecretTemplate.Parse(text);

        Assert.Empty(template.Mistakes);
        Assert.Equal(expected, template.Render(Show));
    }

    [Theory]
    [InlineData("{{a}}", 1, 1)]
    [InlineData("{{", 1, 1)]
    [InlineData("ok {{a.b}} {{ .Values.x }}", 1, 12)]
    [InlineData("line\nü😀{{a b.c}}", 2, 3)]
    [InlineData("{{a.b\n}}", 1, 1)]
    [InlineData("{{\"{{}}", 1, 1)]
    public void An_opening_delimiter_without_a_reference_is_a_mistake_with_its_line_and_column(string text, int line, int column)
    {
        var template = SecretTemplate.Parse(text);

        Assert.Equal(new TemplatePlace(line, column), template.Mistakes[0]);
        Assert.Throws<InvalidOperationException>(() => template.Render(Show));
    }

    [Fact]
    public void Each_reference_has_its_line_and_column()
    {
        var template = SecretTemplate.Parse("a: {{x.y}}\r\nb: é{{z.w}} {{x.y}}");

        Assert.Equal([new(1, 4), new(2, 5), new(2, 13)], template.References.Select(part => part.Place));
        Assert.True(template.HasReferences);
        Assert.False(SecretTemplate.Parse("x").HasReferences);
    }

    [Fact]
    public void Other_delimiters_leave_braces_alone()
    {
        var template = SecretTemplate.Parse("{{ .Values.x }} <% a.b %> <%\"<%\"%>", TemplateDelimiters.Parse("<% %>"));

        Assert.Equal("{{ .Values.x }} <a|b> <%", template.Render(Show));
    }

    [Theory]
    [InlineData("<%")]
    [InlineData("<%%>")]
    [InlineData("< >")]
    [InlineData("<%  %>")]
    [InlineData("ab cd")]
    [InlineData("")]
    public void Delimiters_that_could_be_found_by_accident_are_rejected(string text) =>
        Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ZenException>(() => TemplateDelimiters.Parse(text)).Code);

    [Fact]
    public void A_value_that_looks_like_a_reference_is_not_resolved_again() =>
        Assert.Equal("{{c.d}}", SecretTemplate.Parse("{{a.b}}").Render(_ => "{{c.d}}"));

    [Fact]
    public void Any_literal_text_and_any_references_survive_a_template()
    {
        var random = new Random(12);
        for (var round = 0; round < 20_000; round++)
        {
            var (template, expected) = (new StringBuilder(), new StringBuilder());
            for (var part = random.Next(6); part > 0; part--)
            {
                if (random.Next(2) == 0)
                {
                    // A brace directly before a reference would be part of it, as in any such language.
                    var literal = Literal(random).TrimEnd('{');
                    template.Append(literal.Replace("{{", "{{\"{{\"}}", StringComparison.Ordinal));
                    expected.Append(literal);
                }
                else
                {
                    template.Append("{{a").Append(round).Append(".k}}");
                    expected.Append("<a").Append(round).Append("|k>");
                }
            }

            var parsed = SecretTemplate.Parse(template.ToString());
            Assert.True(parsed.Mistakes.Count == 0, template.ToString());
            Assert.Equal(expected.ToString(), parsed.Render(Show));
        }
    }

    [Fact]
    public void Any_text_can_be_read_and_loses_nothing()
    {
        var random = new Random(34);
        for (var round = 0; round < 50_000; round++)
        {
            var text = Literal(random);
            var template = SecretTemplate.Parse(text);
            if (template.Parts.All(part => part.Reference is null) && template.Mistakes.Count == 0
                && !text.Contains("{{", StringComparison.Ordinal))
            {
                Assert.Equal(text, template.Render(Show));
            }

            var lines = text.Count(character => character == '\n') + 1;
            Assert.All(template.Mistakes.Concat(template.Parts.Select(part => part.Place)), place => Assert.InRange(place.Line, 1, lines));
        }
    }

    [Fact]
    public void A_million_opening_delimiters_are_read_quickly()
    {
        var text = string.Concat(Enumerable.Repeat("{{", 500_000));

        Assert.Equal(500_000, SecretTemplate.Parse(text).Mistakes.Count);
    }

    private static string Literal(Random random)
    {
        const string Alphabet = "{{{{}}}}..ab \"\"\n\té😀{\\'%$";
        return new string([.. Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
    }

    private static string Show(SecretReference reference) => $"<{reference.Name}|{reference.Key}>";
}
