using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Tests.Secrets;

public sealed class SensitiveStringTests
{
    private const string Canary = "canary-7f3a";

    private static readonly SensitiveString Value = Canary;

    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Fact]
    public void Only_Reveal_returns_the_value() => Assert.Equal(Canary, Value.Reveal());

    public static TheoryData<string> Renderings() =>
    [
        Value.ToString(), $"{Value}", $"{Value,40}", string.Format(CultureInfo.InvariantCulture, "{0}", Value),
        "" + Value, string.Concat(Value, "!"),
        new ConfigurationSensitive(Value).ToString(), new SecretUpdate { Set = Values() }.ToString(), Values().ToString(),
        new Secret(SecretSamples.Info("db", SecretScope.User, "k"), Values())
            .ToString(), string.Join(",", Values()), string.Join(",", Values().Values),
        new NewSecret(default, SecretName.Parse("db"), SecretScope.User, Values()).ToString(),
        JsonSerializer.Serialize(Value), JsonSerializer.Serialize(Values()), JsonSerializer.Serialize<object>(Value),
        JsonSerializer.Serialize(Value, WithFields),
        JsonSerializer.Serialize(new { Password = Value }), JsonSerializer.Serialize(new SecretUpdate { Set = Values() }),
        typeof(SensitiveString).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value,
    ];

    [Theory]
    [MemberData(nameof(Renderings))]
    public void No_text_form_of_a_sensitive_string_shows_the_value(string rendering) =>
        Assert.DoesNotContain(Canary, rendering, StringComparison.Ordinal);

    [Fact]
    public void The_text_form_of_a_sensitive_string_does_not_reveal_its_length()
    {
        Assert.Equal("***", new SensitiveString("").ToString());
        Assert.Equal("***", new SensitiveString(new string('x', 100)).ToString());
        Assert.Equal("***", typeof(SensitiveString).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
    }

    [Fact]
    public void Reveal_is_the_only_public_member_that_returns_text()
    {
        var open = typeof(SensitiveString)
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(
                member => member is FieldInfo { IsLiteral: false }
                    || (member is PropertyInfo property && property.PropertyType != typeof(bool))
                    || (member is MethodInfo method && method.ReturnType == typeof(string)))
            .Select(member => member.Name);
        Assert.Equal(["Reveal", "ToString"], open.Order());
    }

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("", "", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "ab", false)]
    [InlineData("a", "A", false)]
    public void Sensitive_strings_are_compared_character_by_character(string first, string second, bool same)
    {
        Assert.Equal(same, new SensitiveString(first).Equals(new SensitiveString(second)));
        Assert.Equal(same, new SensitiveString(first).Equals((object)new SensitiveString(second)));
    }

    private static SecretValues Values() => new() { ["k"] = Value };
}
