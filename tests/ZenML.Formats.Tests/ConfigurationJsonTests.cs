using CsCheck;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Tests;

public sealed class ConfigurationJsonTests
{
    [Fact]
    public void Written_JSON_is_read_back_unchanged() => Generators.Configuration.Sample(
        value => ConfigurationJson.Parse(ConfigurationJson.Write(value)).Equals(value)
            && ConfigurationJson.Parse(ConfigurationJson.Write(value, indented: true)).Equals(value),
        iter: 3_000);

    [Fact]
    public void System_Text_Json_can_parse_the_written_JSON() => Generators.Configuration.Sample(
        value =>
        {
            using var document = System.Text.Json.JsonDocument.Parse(ConfigurationJson.Write(value));
            return value is not ConfigurationText text || document.RootElement.GetString() == text.Text;
        },
        iter: 2_000);

    [Fact]
    public void Numbers_keep_their_digits_and_non_ASCII_text_is_not_escaped()
    {
        const string Json = """{"z":1.50,"a":[1e3,-0,12345678901234567890,null,true,""],"日本":"é😀\"\\\n\u0007","empty":{}}""";
        Assert.Equal(Json, ConfigurationJson.Write(ConfigurationJson.Parse(Json)));
    }

    [Fact]
    public void Output_for_people_is_indented()
    {
        const string Expected = """
            {
              "a": 1,
              "b": [
                true,
                {}
              ],
              "c": []
            }
            """;
        Assert.Equal(
            Expected.ReplaceLineEndings("\n"),
            ConfigurationJson.Write(ConfigurationJson.Parse("""{"a":1,"b":[true,{}],"c":[]}"""), indented: true));
    }

    [Fact]
    public void A_sensitive_value_is_written_as_the_mask()
    {
        var map = new ConfigurationMap
        {
            ["a"] = new ConfigurationSensitive(new SensitiveString("canary")), ["b"] = new ConfigurationSensitive(null),
        };
        Assert.Equal("""{"a":"***","b":"***"}""", ConfigurationJson.Write(map));
        Assert.DoesNotContain("canary", ConfigurationYaml.Write(map), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\"a\": canary}", "line 1, column 7")]
    [InlineData("{\"a\": \"canary\",}", "not valid JSON")]
    [InlineData("// canary\n1", "not valid JSON")]
    [InlineData("1 2", "not valid JSON")]
    [InlineData("{\n\"a\": 0123}", "line 2")]
    [InlineData("{\"a\": NaN}", "not valid JSON")]
    [InlineData("{\"a\": 1, \"b\": 2, \"a\": \"canary\"}", "'a' appears twice")]
    [InlineData("{\"a\": {\"canary\": 1, \"canary\": 2}}", "A key appears twice in the same map (line 1, column 21)")]
    [InlineData("[\"canary\\ud800\"]", "surrogate")]
    public void Invalid_JSON_is_rejected_without_being_quoted(string text, string reason)
    {
        var message = Refusal.Of(() => ConfigurationJson.Parse(text));
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        Assert.False(ConfigurationJson.TryParse(text, out _));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void JSON_nested_deeper_than_sixty_four_levels_is_neither_read_nor_written(int levels, bool accepted)
    {
        var json = new string('[', levels) + new string(']', levels);
        Assert.Equal(accepted, ConfigurationJson.TryParse(json, out _));

        ConfigurationValue value = new ConfigurationList([]);
        for (var level = 1; level < levels; level++)
        {
            value = new ConfigurationList([value]);
        }

        if (accepted)
        {
            Assert.Equal(json, ConfigurationJson.Write(value));
            Assert.Equal(value, ConfigurationYaml.Parse(ConfigurationYaml.Write(value)));
        }
        else
        {
            Refusal.Of(() => ConfigurationJson.Write(value));
            Refusal.Of(() => ConfigurationYaml.Write(value));
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0123")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("1,\"a\":2")]
    public void A_number_that_JSON_cannot_express_is_not_written(string digits)
    {
        Refusal.Of(() => ConfigurationJson.Write(new ConfigurationNumber(digits)));
        Refusal.Of(() => ConfigurationYaml.Write(new ConfigurationNumber(digits)));
    }

    [Fact]
    public void Text_that_is_not_valid_Unicode_is_not_written()
    {
        Refusal.Of(() => ConfigurationJson.Write("\ud800"));
        Refusal.Of(() => ConfigurationYaml.Write("\ud800"));
        Refusal.Of(() => ConfigurationJson.Write(new ConfigurationMap { ["\udc00"] = 1 }));
    }
}
