using System.Text;

namespace ZenML.EndToEnd.Tests.Secrets;

public sealed class SecretCreateTests : EndToEndTest
{
    [Fact]
    public async Task Arguments_are_stored_exactly_and_not_printed()
    {
        var created = await Zenml.OkAsync(
            "secret", "create", "plain", "--key_1=value-1", "--key_2=value 2 = two", "--empty=", "--emoji=ünïcødé 🔑");

        Assert.Equal("", created.Out);
        Assert.DoesNotContain("value-1", created.Error, StringComparison.Ordinal);
        Assert.Contains("'plain'", created.Error, StringComparison.Ordinal);
        Assert.Equal(
            [new("key_1", "value-1"), new("key_2", "value 2 = two"), new("empty", ""), new("emoji", "ünïcødé 🔑")],
            await Zenml.ValuesAsync("plain"));
    }

    [Theory]
    [InlineData("""{"b":"2","a":"1"}""")]
    [InlineData("b: 2\na: 1\n")]
    [InlineData("{b: '2', a: \"1\"}")]
    [InlineData("---\nb: 2\na: 1\n")]
    public async Task Values_can_be_JSON_or_YAML_and_keep_their_order(string document)
    {
        await Zenml.OkAsync("secret", "create", "joined", $"--values={document}");
        await Zenml.OkAsync("secret", "create", "apart", "-v", document);
        await Zenml.OkAsync("secret", "create", "from_file", "--values", $"@{Zenml.WriteFile("values.txt", document)}");
        (await Zenml.RunWithInputAsync(document, "secret", "create", "from_input", "-v", "@-")).Expect(0);

        foreach (var name in new[] { "joined", "apart", "from_file", "from_input" })
        {
            Assert.Equal([new("b", "2"), new("a", "1")], await Zenml.ValuesAsync(name));
        }
    }

    [Fact]
    public async Task Values_and_arguments_can_be_combined_but_no_key_can_be_given_twice()
    {
        await Zenml.OkAsync("secret", "create", "both", "--values={\"a\":\"1\"}", "--b=2");
        Assert.Equal([new("a", "1"), new("b", "2")], (await Zenml.ValuesAsync("both")).OrderBy(pair => pair.Key));

        var twice = await Zenml.MisusesAsync("secret", "create", "twice", "--values={\"a\":\"canary-one\"}", "--a=canary-two");
        Assert.Contains("'a'", twice.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", twice.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "canary",
            (await Zenml.MisusesAsync("secret", "create", "twice", "--a=canary-one", "--a=canary-two")).Everything,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "canary",
            (await Zenml.FailsAsync("secret", "create", "twice", "--values={\"a\":\"canary-one\",\"a\":\"canary-two\"}")).Everything,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_signs_read_files_and_standard_input_byte_for_byte()
    {
        var text = "first line\r\n\ttabbed \"quoted\" {{not.one}} ünïcødé 🔑\n\n";
        Zenml.WriteFile("value.txt", text);
        (await Zenml.RunWithInputAsync(text, "secret", "create", "ats", "--file=@value.txt", "--input=@-", "--literal=@@home")).Expect(0);

        Assert.Equal([new("file", text), new("input", text), new("literal", "@home")], await Zenml.ValuesAsync("ats"));
    }

    [Fact]
    public async Task Files_up_to_one_megabyte_are_accepted_and_larger_ones_are_an_error()
    {
        Zenml.WriteFile("fits.txt", new string('x', 1024 * 1024 - 1));
        Zenml.WriteFile("large.txt", new string('x', 1024 * 1024 + 1));

        await Zenml.OkAsync("secret", "create", "fits", "--k=@fits.txt");
        Assert.Equal(1024 * 1024 - 1, (await Zenml.ValueAsync("fits", "k")).Length);
        Assert.Contains("'k'", (await Zenml.FailsAsync("secret", "create", "large", "--k=@large.txt")).Error, StringComparison.Ordinal);
        await Zenml.FailsAsync("secret", "get", "large");
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_gets_a_clear_error()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(Zenml.Home, "binary"), [0x63, 0x61, 0x6e, 0xff, 0xfe], TestContext.Current.CancellationToken);

        var refused = await Zenml.FailsAsync("secret", "create", "binary", "--k=@binary");
        Assert.Contains("UTF-8", refused.Error, StringComparison.Ordinal);
        var fromInput = (await Zenml.RunWithInputAsync([0xc3, 0x28], "secret", "create", "binary", "--k=@-")).Expect(1);
        Assert.Contains("UTF-8", fromInput.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_keys_fit_and_one_more_does_not()
    {
        static string Document(int count) =>
            Enumerable.Range(0, count).Aggregate(
                new StringBuilder(), (text, index) => text.Append('k').Append(index).Append(": v\n")).ToString();

        (await Zenml.RunWithInputAsync(Document(10_000), "secret", "create", "many", "-v", "@-")).Expect(0);
        Assert.Equal(10_000, (await Zenml.ValuesAsync("many")).Count);
        var refused = (await Zenml.RunWithInputAsync(Document(10_001), "secret", "create", "more", "-v", "@-")).Expect(1);
        Assert.Contains("10000", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_called_name_is_rejected_on_the_command_line_and_accepted_in_values()
    {
        var refused = await Zenml.FailsAsync("secret", "create", "keyed", "--name=canary-value");
        Assert.Contains("--values", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-value", refused.Everything, StringComparison.Ordinal);
        await Zenml.FailsAsync("secret", "update", "keyed", "--name=canary-value");

        await Zenml.OkAsync("secret", "create", "keyed", "--values={\"name\":\"taken\"}");
        Assert.Equal("taken", await Zenml.ValueAsync("keyed", "name"));
    }

    [Fact]
    public async Task Keys_named_like_options_of_other_commands_are_stored()
    {
        string[] keys =
        [
            "output", "debug", "page", "size", "yes", "version", "force", "filename", "sort_by", "h", "i", "s", "v",
            "interactive_", "remove_keys", "flavor", "label",
        ];
        await Zenml.OkAsync(["secret", "create", "options", .. keys.Select(key => $"--{key}=value of {key}")]);
        await Zenml.OkAsync(["secret", "update", "options", .. keys.Select(key => $"--{key}=new value of {key}")]);

        Assert.Equal(keys.Select(key => KeyValuePair.Create(key, $"new value of {key}")), await Zenml.ValuesAsync("options"));
    }

    [Theory]
    [InlineData("has.dot")]
    [InlineData("has blank")]
    public async Task A_name_that_no_reference_can_express_is_accepted_with_one_warning(string name)
    {
        var created = await Zenml.OkAsync("secret", "create", name, "--k=v");

        Assert.Single(
            created.Error.Split('\n'),
            line => line.StartsWith("Warning: ", StringComparison.Ordinal)
                && line.Contains(name, StringComparison.Ordinal));
        Assert.Equal("v", await Zenml.ValueAsync(name, "k"));
    }

    [Fact]
    public async Task A_key_that_no_reference_can_express_is_accepted_with_one_warning()
    {
        var created = await Zenml.OkAsync("secret", "create", "odd_keys", "--values={\"two words\":\"v\",\"fine.key\":\"v\"}");

        Assert.Single(created.Error.Split('\n'), line => line.StartsWith("Warning: ", StringComparison.Ordinal));
        Assert.Contains("two words", created.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("name")]
    [InlineData("line\nbreak")]
    public async Task Invalid_names_are_rejected(string name)
    {
        await Zenml.FailsAsync("secret", "create", name, "--k=v");
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
    }

    [Fact]
    public async Task Names_can_have_up_to_255_characters()
    {
        var longest = string.Concat(Enumerable.Repeat("🔑", 255));
        await Zenml.OkAsync("secret", "create", longest, "--k=v");
        Assert.Equal("v", await Zenml.ValueAsync(longest, "k"));
        await Zenml.FailsAsync("secret", "create", longest + "x", "--k=v");
    }

    [Fact]
    public async Task Scopes_are_separate_namespaces_and_the_user_scope_takes_precedence()
    {
        await Zenml.OkAsync("secret", "create", "shared", "--where=workspace");
        await Zenml.OkAsync("secret", "create", "shared", "--scope", "user", "--where=user");
        Assert.Contains(
            "'shared'",
            (await Zenml.FailsAsync("secret", "create", "shared", "--where=again")).Error,
            StringComparison.Ordinal);
        await Zenml.FailsAsync("secret", "create", "shared", "-s", "user", "--where=again");

        Assert.Equal("user", await Zenml.ValueAsync("shared", "where"));
        Assert.Equal([new("where", "workspace")], await Zenml.ValuesAsync("shared", "--scope", "workspace"));
        await Zenml.OkAsync("secret", "update", "shared", "-r", "where", "--left=1");
        Assert.Equal([new("where", "workspace")], await Zenml.ValuesAsync("shared", "-s", "workspace"));
    }
}
