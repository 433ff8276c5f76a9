using CsCheck;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Tests.CommandLine;

public sealed class FreeAttributesTests
{
    private static readonly string[] Reserved = ["--help", "--scope", "-s", "--values", "-v"];

    private static readonly Gen<string> Keys = Gen.Select(
        Gen.Char["abcdefgXYZ_éß中"], Gen.String[Gen.Char["abcXYZ_019éß中"], 0, 12], (first, rest) => first + rest)
            .Where(key => !Reserved.Contains("--" + key));

    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.String, Gen.String[Gen.Char["=-@{}'\" \n\\$ab"], 0, 20]);

    [Fact]
    public void Any_identifier_with_any_text_is_parsed_and_keeps_its_order()
    {
        Gen.Select(Keys, AnyText).List[0, 8].Sample(pairs =>
        {
            var read = FreeAttributes.Extract(pairs.Select(pair => $"--{pair.Item1}={pair.Item2}"), Reserved, out var rest);

            return rest.Count == 0 && read.Mistakes.Count == 0
                && read.Attributes.Select(pair => (pair.Key, pair.Value)).SequenceEqual(pairs);
        });
    }

    [Fact]
    public void An_option_that_stands_apart_is_an_option_as_a_word_and_a_key_in_one_piece()
    {
        var read = FreeAttributes.Extract(
            ["--tag", "team=ml", "--tag=ml", "--trim", "--trim=x", "--scope=user"], Reserved, out var rest, ["--tag", "--trim"]);

        Assert.Equal(["--tag", "team=ml", "--trim", "--scope=user"], rest);
        Assert.Equal([("tag", "ml"), ("trim", "x")], read.Attributes.Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(read.Mistakes);
    }

    [Fact]
    public void No_mutation_of_a_command_line_puts_a_value_into_an_error()
    {
        const string Value = "CANARY";
        var mutation = Gen.Select(Keys, Gen.Int[0, 9], Gen.Int[0, 9], (key, kind, junk) => kind switch
        {
            0 => [$"--{key}", Value],
            1 => [$"--{key}{Value}"],
            2 => [$"--{key} {Value}"],
            3 => [$"-{key}={Value}"],
            4 => [$"{key}={Value}"],
            5 => [$"--{key} {Value}={Value}"],
            6 => [$"---{key}={Value}"],
            7 => [$"--{key}-{junk}={Value}"],
            8 => [$"--{junk}{key}={Value}"],
            _ => new[] { $"--{key}={Value}={Value}" },
        });

        mutation.List[1, 5].Sample(lines =>
        {
            var read = FreeAttributes.Extract(lines.SelectMany(line => line), Reserved, out _);

            return !read.Mistakes.Any(mistake => mistake.Contains(Value, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Only_the_options_of_the_command_are_left_to_the_parser()
    {
        var read = FreeAttributes.Extract(
            ["x", "--scope", "user", "--output=x", "--scope=user", "-v", "text", "--scopes=y", "--help"],
            Reserved,
            out var rest);

        Assert.Equal(["x", "--scope", "user", "--scope=user", "-v", "text", "--help"], rest);
        Assert.Equal(["output", "scopes"], read.Attributes.Select(pair => pair.Key));
        Assert.Empty(read.Mistakes);
    }

    [Fact]
    public void Arguments_after_two_dashes_are_not_attributes()
    {
        var read = FreeAttributes.Extract(["--a=1", "--", "--b=2"], Reserved, out var rest);

        Assert.Equal(["a"], read.Attributes.Select(pair => pair.Key));
        Assert.Equal(["--", "--b=2"], rest);
    }

    [Fact]
    public void A_document_that_starts_with_three_dashes_is_left_to_the_parser()
    {
        FreeAttributes.Extract(["-v", "---\na: b\n"], Reserved, out var rest);

        Assert.Equal(["-v", "---\na: b\n"], rest);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("🔑")]
    public void Keys_that_are_not_identifiers_are_errors_that_point_to_the_values_option(string key)
    {
        var read = FreeAttributes.Extract([$"--{key}=CANARY"], Reserved, out _);

        Assert.Contains("--values", Assert.Single(read.Mistakes), StringComparison.Ordinal);
        Assert.Empty(read.Attributes);
    }

    [Fact]
    public void All_errors_are_reported()
    {
        var read = FreeAttributes.Extract(["--one", "--two-2=x", "--3=y", "--fine=z"], Reserved, out _);

        Assert.Equal(3, read.Mistakes.Count);
        Assert.Contains("'two-2'", read.Mistakes[1], StringComparison.Ordinal);
    }
}
