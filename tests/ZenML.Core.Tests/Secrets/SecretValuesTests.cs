using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Tests.Secrets;

public sealed class SecretValuesTests
{
    [Fact]
    public void Keys_keep_their_order_and_a_key_that_is_set_again_keeps_its_position()
    {
        var values = new SecretValues { ["z"] = "1", ["a"] = "2", ["Z"] = "3" };
        values["z"] = "4";
        Assert.Equal(["z", "a", "Z"], values.Keys);
        Assert.True(values.Remove("z"));
        values["z"] = "5";
        Assert.Equal(["a", "Z", "z"], values.Keys);
        Assert.False(values.Remove("none"));
    }

    [Fact]
    public void A_copy_does_not_change_when_the_original_does()
    {
        var values = new SecretValues { ["a"] = "1" };
        var copy = new SecretValues(values);
        values["b"] = "2";
        Assert.Equal(["a"], copy.Keys);
    }

    [Fact]
    public void The_error_for_a_missing_key_names_the_key_and_the_secret()
    {
        var secret = new Secret(SecretSamples.Info("db", SecretScope.User, "user"), new SecretValues { ["user"] = "canary" });
        Assert.Equal("canary", secret["user"].Reveal());
        Assert.Equal("The secret 'db' has no key 'pass'.", Refusal.Of(() => secret["pass"], ErrorCode.NotFound));
    }
}
