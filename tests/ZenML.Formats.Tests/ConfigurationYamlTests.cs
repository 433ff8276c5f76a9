using CsCheck;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Tests;

public sealed class ConfigurationYamlTests
{
    /// <summary>Exponents are written as YAML 1.1 needs them, which changes their digits; so they are compared as numbers.</summary>
    [Fact]
    public void Written_YAML_is_read_back_unchanged() => Generators.Configuration.Sample(
        value => Normalize(ConfigurationYaml.Parse(ConfigurationYaml.Write(value))).Equals(Normalize(value)), iter: 3_000);

    [Theory]
    [InlineData("1e3", "1.0e+3\n")]
    [InlineData("1E-7", "1.0e-7\n")]
    [InlineData("2.5e10", "2.5e+10\n")]
    [InlineData("1.10", "1.10\n")]
    [InlineData("-0", "-0\n")]
    public void Numbers_are_written_so_that_YAML_1_1_parses_them_as_numbers(string digits, string yaml) =>
        Assert.Equal(yaml, ConfigurationYaml.Write(new ConfigurationNumber(digits)));

    [Theory]
    [InlineData("0123")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData(".inf")]
    [InlineData("on")]
    [InlineData("yes")]
    [InlineData("2024-01-01")]
    [InlineData("tRUE")]
    [InlineData("12:30")]
    public void A_plain_scalar_that_JSON_has_no_type_for_is_text(string scalar) =>
        Assert.Equal(new ConfigurationText(scalar), ConfigurationYaml.Parse(scalar));

    [Fact]
    public void Plain_scalars_get_the_types_of_the_core_schema_and_quoted_scalars_do_not()
    {
        var read = ConfigurationYaml.Parse("[~, null, '', True, FALSE, 1, 1.5e3, 'null', \"1\", !!str 1, ]");
        Assert.Equal(
            new ConfigurationList(
            [
                new ConfigurationNull(), new ConfigurationNull(), "", true, false, 1, new ConfigurationNumber("1.5e3"), "null", "1", "1",
            ]),
            read);
    }

    [Fact]
    public void An_empty_document_is_null() => Assert.Equal(new ConfigurationNull(), ConfigurationYaml.Parse("# nothing\n"));

    [Fact]
    public void YAML_is_written_in_block_style()
    {
        var value = ConfigurationJson.Parse("""
            {"name": "s", "components": [{"type": "orchestrator", "tags": []}, ["a", ["b"]], {}],
             "configuration": {"uri": "http://x", "port": 80, "tls": null, "on": "on"},
             "text": "first\nsecond", "list": ["first\nsecond\n"]}
            """);
        const string Expected = """
            name: s
            components:
              - type: orchestrator
                tags: []
              - - a
                - - b
              - {}
            configuration:
              uri: http://x
              port: 80
              tls: null
              "on": "on"
            text: |-
              first
              second
            list:
              - |
                first
                second

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), ConfigurationYaml.Write(value));
        Assert.Equal(value, ConfigurationYaml.Parse(Expected));
    }

    [Fact]
    public void A_long_key_is_written_as_an_explicit_key_because_parsers_stop_looking_for_its_colon()
    {
        var value = new ConfigurationMap
        {
            [new string('k', 2000)] = new ConfigurationMap { ["a"] = 1 },
            [new string('l', 2000)] = new ConfigurationList([1]),
        };
        var yaml = ConfigurationYaml.Write(value);
        Assert.StartsWith("? kkk", yaml, StringComparison.Ordinal);
        Assert.Equal(value, ConfigurationYaml.Parse(yaml));
    }

    private static ConfigurationValue Normalize(ConfigurationValue value) => value switch
    {
        ConfigurationNumber number when number.Digits.Contains('e', StringComparison.OrdinalIgnoreCase) => double.Parse(
            number.Digits, System.Globalization.CultureInfo.InvariantCulture),
        ConfigurationMap map => new ConfigurationMap(map.Select(entry => KeyValuePair.Create(entry.Key, Normalize(entry.Value)))),
        ConfigurationList list => new ConfigurationList(list.Select(Normalize)),
        _ => value,
    };
}
