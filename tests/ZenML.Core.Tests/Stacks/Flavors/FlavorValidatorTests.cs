using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;

namespace ZenML.Core.Tests.Stacks.Flavors;

public sealed class FlavorValidatorTests
{
    private static readonly FlavorDefinition Flavor = Define(
        new() { Name = "uri", Shape = new AttributeShape.Text() },
        new() { Name = "checked_uri", Shape = new AttributeShape.Text(), RejectsReferences = true },
        new() { Name = "tier", Shape = new AttributeShape.Text { Choices = ["high", "low"] } },
        new() { Name = "password", Shape = new AttributeShape.Text(), IsSensitive = true },
        new() { Name = "flag", Shape = new AttributeShape.Boolean() },
        new() { Name = "port", Shape = new AttributeShape.Integer() },
        new() { Name = "positive", Shape = new AttributeShape.Integer { ExclusiveMinimum = 0 } },
        new() { Name = "ratio", Shape = new AttributeShape.Number() },
        new() { Name = "map", Shape = new AttributeShape.Map(null) },
        new() { Name = "labels", Shape = new AttributeShape.Map(new AttributeShape.Text()) },
        new() { Name = "counts", Shape = new AttributeShape.Map(new AttributeShape.Integer()) },
        new() { Name = "nested", Shape = new AttributeShape.Map(new AttributeShape.List(null)) },
        new() { Name = "checked_map", Shape = new AttributeShape.Map(null), RejectsReferences = true },
        new() { Name = "list", Shape = new AttributeShape.List(new AttributeShape.Text()) },
        new() { Name = "pair", Shape = new AttributeShape.List(new AttributeShape.Text()) { MinimumItems = 2, MaximumItems = 2 } },
        new() { Name = "some", Shape = new AttributeShape.List(null) { MinimumItems = 1 } },
        new()
        {
            Name = "either",
            Shape = new AttributeShape.AnyOf(
                [new AttributeShape.Text(), new AttributeShape.Map(new AttributeShape.Integer())]),
        },
        new() { Name = "cpus", Shape = new AttributeShape.AnyOf([new AttributeShape.Integer(), new AttributeShape.Number()]) },
        new() { Name = "anything", Shape = new AttributeShape.Any() });

    [Fact]
    public void References_inside_the_text_of_a_map_or_list_are_parsed_so_that_a_check_finds_them()
    {
        var given = new ConfigurationMap
        {
            ["map"] = """{"team": "{{db.team}}"}""",
            ["list"] = """["{{db.x}}", "b"]""",
            ["labels"] = """{"team": "a"}""",
            ["counts"] = """{"T4": "{{db.count}}"}""",
            ["uri"] = """["{{db.x}}"]""",
        };
        var component = new FlavorValidator(Flavor, new StructuredText()).Check(given);

        Assert.Equal(
            ["map.team db.team", "list[0] db.x", "counts.T4 db.count"],
            ReferenceUse.In(component, "mine").Select(use => $"{use.Attribute} {use.Reference}"));
        Assert.Equal(new ConfigurationMap { ["team"] = "a" }, component["labels"]);
        Assert.Equal(given["uri"], component["uri"]);
    }

    [Theory]
    [InlineData("uri", "http://x")]
    [InlineData("uri", "")]
    [InlineData("uri", "{{db.uri}}")]
    [InlineData("checked_uri", "http://x")]
    [InlineData("tier", "high")]
    [InlineData("flag", "true")]
    [InlineData("flag", "False")]
    [InlineData("flag", "1")]
    [InlineData("flag", "0")]
    [InlineData("flag", "YES")]
    [InlineData("flag", "off")]
    [InlineData("port", "1200")]
    [InlineData("port", "-1")]
    [InlineData("positive", "1")]
    [InlineData("ratio", "0.5")]
    [InlineData("ratio", "1e3")]
    [InlineData("map", """{"a": {"b": [1, "x"]}}""")]
    [InlineData("labels", """{"team": "a", "floor": 3}""")]
    [InlineData("counts", """{"A100": 1, "V100": "2"}""")]
    [InlineData("checked_map", """{"k": "v"}""")]
    [InlineData("list", """["a", "b"]""")]
    [InlineData("list", "[]")]
    [InlineData("pair", """["a", "b"]""")]
    [InlineData("some", """[1]""")]
    [InlineData("either", "A100")]
    [InlineData("either", """{"A100": 1}""")]
    [InlineData("either", "{{db.x}}")]
    [InlineData("cpus", "4")]
    [InlineData("cpus", "0.5")]
    [InlineData("anything", "x")]
    [InlineData("anything", "{{db.x}}")]
    public void Texts_from_a_Python_client_that_match_the_type_are_accepted_and_stay_texts(string name, string text)
    {
        var configuration = new ConfigurationMap { [name] = text };
        Assert.Equal(configuration, new FlavorValidator(Flavor, new StructuredText()) { KeepsText = true }.Check(configuration));
    }

    [Theory]
    [InlineData("tier", "canary", "one of high, low")]
    [InlineData("tier", "High", "one of high, low")]
    [InlineData("tier", "{{db.canary}}", "one of high, low")]
    [InlineData("flag", "canary", "true or false")]
    [InlineData("flag", "2", "true or false")]
    [InlineData("flag", "", "true or false")]
    [InlineData("flag", "{{db.canary}}", "cannot be a secret reference")]
    [InlineData("port", "canary", "a whole number")]
    [InlineData("port", "1.5", "a whole number")]
    [InlineData("port", "", "a whole number")]
    [InlineData("port", "99999999999999999999", "a whole number")]
    [InlineData("port", "{{db.canary}}", "cannot be a secret reference")]
    [InlineData("positive", "0", "greater than 0")]
    [InlineData("ratio", "canary", "a number")]
    [InlineData("ratio", "NaN", "a number")]
    [InlineData("ratio", "1e999", "a number")]
    [InlineData("map", "canary", "a map")]
    [InlineData("map", """["canary"]""", "a map")]
    [InlineData("map", "{{db.canary}}", "cannot be a secret reference")]
    [InlineData("labels", """{"team": {"canary": 1}}""", "a string at team")]
    [InlineData("counts", """{"A100": "canary", "T4": 1, "V100": []}""", "a whole number at A100, V100")]
    [InlineData("checked_uri", "{{db.canary}}", "cannot be a secret reference")]
    [InlineData("checked_map", "{{db.canary}}", "cannot be a secret reference")]
    [InlineData("list", """{"canary": 1}""", "a list")]
    [InlineData("list", """["a", ["canary"]]""", "a string at [1]")]
    [InlineData("list", """["a", "{}", {"canary": "[]"}]""", "a string at [2]")]
    [InlineData("nested", """{"a": "[canary]"}""", "a list at a")]
    [InlineData("list", "{{db.canary}}", "cannot be a secret reference")]
    [InlineData("pair", """["canary"]""", "a list of 2 items")]
    [InlineData("pair", """["canary", "b", "c"]""", "a list of 2 items")]
    [InlineData("some", "[]", "a list of at least 1 item")]
    [InlineData("cpus", "canary", "a whole number or a number")]
    public void Texts_that_do_not_match_the_type_are_rejected_by_attribute_name_without_the_value(string name, string text, string reason)
    {
        var message = Refusal.Of(() => Check(new ConfigurationMap { [name] = text }));
        Assert.StartsWith($"The attribute '{name}' of the step operator flavor 'test' ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_declared_type_are_accepted_unchanged()
    {
        var configuration = new ConfigurationMap
        {
            ["uri"] = "http://x",
            ["flag"] = true,
            ["port"] = 5000,
            ["ratio"] = 0.5,
            ["map"] = new ConfigurationMap { ["a"] = new ConfigurationList([true, new ConfigurationNull(), "{{db.x}}"]) },
            ["counts"] = new ConfigurationMap { ["A100"] = 1 },
            ["list"] = new ConfigurationList(["a", "{{db.x}}"]),
            ["checked_map"] = new ConfigurationMap { ["a"] = "{{db.x}}" },
            ["either"] = new ConfigurationMap { ["A100"] = 1 },
            ["anything"] = new ConfigurationList([]),
            ["tier"] = new ConfigurationNull(),
        };
        Assert.Equal(configuration, Check(configuration));
    }

    public static TheoryData<string, ConfigurationValue> WrongTypes() => new()
    {
        { "uri", true },
        { "uri", new ConfigurationMap() },
        { "flag", 2 },
        { "flag", 1 },
        { "port", 1.5 },
        { "port", true },
        { "positive", 0 },
        { "ratio", new ConfigurationList([]) },
        { "map", 1 },
        { "labels", new ConfigurationMap { ["a"] = true } },
        { "list", new ConfigurationMap() },
        { "either", new ConfigurationMap { ["A100"] = "many" } },
    };

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void Values_of_another_type_are_rejected(string name, ConfigurationValue value) =>
        Assert.Contains($"'{name}'", Refusal.Of(() => Check(new ConfigurationMap { [name] = value })), StringComparison.Ordinal);

    [Fact]
    public void Plain_text_in_a_sensitive_attribute_is_separated()
    {
        var sensitive = Assert.IsType<ConfigurationSensitive>(Check(new ConfigurationMap { ["password"] = "canary" })["password"]);
        Assert.Equal("canary", sensitive.Value!.Reveal());
        Assert.Equal(
            new ConfigurationSensitive("0123"),
            Check(new ConfigurationMap { ["password"] = new ConfigurationNumber("0123") })["password"]);
    }

    [Fact]
    public void A_URL_with_a_password_is_separated_in_every_attribute()
    {
        const string Address = "http://user:canary@host";
        var open = Flavor with { Schema = Flavor.Schema with { AllowsAdditionalAttributes = true } };
        var result = Validate(open, new ConfigurationMap
        {
            ["uri"] = Address,
            ["map"] = $$"""{"deep": [{"url": "{{Address}}"}], "n": 1}""",
            ["list"] = new ConfigurationList([Address, "a"]),
            ["anything"] = Address,
            ["unknown"] = new ConfigurationMap { ["x"] = Address },
        });
        Assert.All(result.Values, value => Assert.True(value.HoldsSensitive()));
        Assert.All(
            result.Leaves().OfType<ConfigurationSensitive>(),
            leaf => Assert.Equal(new ConfigurationSensitive(Address) { DisplayText = "http://user:***@host" }, leaf));
        Assert.Equal(5, result.Leaves().OfType<ConfigurationSensitive>().Count());
        Assert.DoesNotContain("canary", ConfigurationJson.Write(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_URL_that_was_copied_with_its_mask_is_rejected()
    {
        var message = Refusal.Of(() => Check(new ConfigurationMap { ["uri"] = "http://user:***@host" }));
        Assert.Contains("'uri'", message, StringComparison.Ordinal);
        Assert.Contains("***", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_inside_a_sensitive_map_are_separated()
    {
        var flavor = Define(new FlavorAttribute { Name = "keys", Shape = new AttributeShape.Map(null), IsSensitive = true });
        var result = Validate(flavor, new ConfigurationMap { ["keys"] = """{"a": "canary", "b": ["{{db.x}}", "", "canary"]}""" });
        Assert.Equal("""{"keys":{"a":"***","b":["{{db.x}}","","***"]}}""", ConfigurationJson.Write(result));
    }

    [Fact]
    public void References_and_empty_texts_and_separated_texts_are_unchanged()
    {
        ConfigurationValue[] values = ["{{db.password}}", "", new ConfigurationSensitive(null), new ConfigurationSensitive("kept")];
        foreach (var value in values)
        {
            Assert.Same(value, Check(new ConfigurationMap { ["password"] = value })["password"]);
        }
    }

    [Fact]
    public void A_sensitive_attribute_of_the_wrong_type_is_rejected_and_not_stored_in_the_clear() =>
        Refusal.Of(() => Check(new ConfigurationMap { ["password"] = new ConfigurationMap { ["canary"] = 1 } }));

    [Fact]
    public void An_unknown_attribute_is_rejected_with_the_closest_valid_name()
    {
        Assert.Equal(
            "The step operator flavor 'test' has no attribute 'passwrd'. Did you mean 'password'?",
            Refusal.Of(() => Check(new ConfigurationMap { ["passwrd"] = "canary" })));
        Assert.Contains(
            "It has uri, checked_uri, ",
            Refusal.Of(() => Check(new ConfigurationMap { ["zzzzzzzzzz"] = "canary" })),
            StringComparison.Ordinal);
        Assert.Contains("It has none.", Refusal.Of(() => Validate(Define(), new ConfigurationMap { ["x"] = 1 })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flavor_that_allows_additional_attributes_accepts_any_value_in_them()
    {
        var open = Flavor with { Schema = Flavor.Schema with { AllowsAdditionalAttributes = true } };
        var configuration = new ConfigurationMap
        {
            ["other"] = "{{db.x}}", ["another"] = new ConfigurationMap { ["a"] = new ConfigurationNull() },
        };
        Assert.Equal(configuration, Validate(open, configuration));
        Refusal.Of(() => Validate(open, new ConfigurationMap { ["port"] = "x" }));
    }

    [Fact]
    public void A_required_attribute_must_be_present_and_not_null()
    {
        var flavor = Define(
            new FlavorAttribute { Name = "role", Shape = new AttributeShape.Text(), IsRequired = true, IsSensitive = true });
        Assert.Contains("needs the attribute 'role'", Refusal.Of(() => Validate(flavor, [])), StringComparison.Ordinal);
        Assert.Contains(
            "needs the attribute 'role'",
            Refusal.Of(() => Validate(flavor, new() { ["role"] = new ConfigurationNull() })),
            StringComparison.Ordinal);
        Validate(flavor, new() { ["role"] = "" });
        Validate(flavor, new() { ["role"] = "{{a.b}}" });
        Validate(flavor, new() { ["role"] = new ConfigurationSensitive(null) });
    }

    [Fact]
    public void The_path_of_an_artifact_store_must_start_with_a_prefix_of_its_flavor_and_cannot_be_a_reference()
    {
        var flavor = Define(new FlavorAttribute { Name = "path", Shape = new AttributeShape.Text() }) with
        {
            PathPrefixes = ["abfs://", "az://"],
        };
        Validate(flavor, new() { ["path"] = "az://container" });
        foreach (var path in new[] { "/tmp/canary", "AZ://canary", "" })
        {
            var message = Refusal.Of(() => Validate(flavor, new() { ["path"] = path }));
            Assert.EndsWith("must begin with 'abfs://' or 'az://'.", message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        }

        Assert.Contains(
            "cannot be a secret reference, because it must begin with",
            Refusal.Of(() => Validate(flavor, new() { ["path"] = "{{a.b}}" })),
            StringComparison.Ordinal);
        Validate(flavor with { PathPrefixes = [] }, new() { ["path"] = "{{a.b}}" });
    }

    [Fact]
    public void All_errors_are_reported_and_each_is_on_its_own_line()
    {
        var flavor = Flavor with
        {
            Schema = Flavor.Schema with
            {
                Attributes = [.. Flavor.Schema.Attributes, new() { Name = "role", Shape = new AttributeShape.Text(), IsRequired = true }],
            },
        };
        var message = Refusal.Of(() => Validate(flavor, new()
        {
            ["flag"] = "canary", ["port"] = "canary", ["checked_uri"] = "{{canary.x}}", ["unknown_one"] = "canary",
            ["uri"] = "canary", ["password"] = "canary",
        }));
        Assert.Equal(5, message.Split(Environment.NewLine).Length);
        Assert.All(
            ["'flag'", "'port'", "'checked_uri'", "'unknown_one'", "'role'"],
            name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    private static ConfigurationMap Check(ConfigurationMap configuration) => Validate(Flavor, configuration);

    private static ConfigurationMap Validate(FlavorDefinition flavor, ConfigurationMap configuration) =>
        new FlavorValidator(flavor, new StructuredText()).Check(configuration);

    private static FlavorDefinition Define(params FlavorAttribute[] attributes) => new()
    {
        Name = "test",
        Type = ComponentType.StepOperator,
        Schema = new FlavorSchema { Attributes = attributes },
    };
}
