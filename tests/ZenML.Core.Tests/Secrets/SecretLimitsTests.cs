using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Tests.Secrets;

public sealed class SecretLimitsTests
{
    [Fact]
    public void A_mebibyte_of_keys_and_values_fits_and_a_byte_more_does_not()
    {
        SecretLimits.Check(new SecretValues { ["ké"] = new string('x', SecretLimits.MaximumBytes - 3) });
        var message = Refused(new SecretValues { ["ké"] = new string('x', SecretLimits.MaximumBytes - 2) }, ErrorCode.TooLarge);
        Assert.Contains("1048576", message, StringComparison.Ordinal);
        Assert.Contains("1048577", message, StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_count_and_not_characters() =>
        Refused(new SecretValues { ["k"] = string.Concat(Enumerable.Repeat("😀", SecretLimits.MaximumBytes / 4)) }, ErrorCode.TooLarge);

    [Fact]
    public void Ten_thousand_keys_fit_and_one_more_does_not()
    {
        SecretLimits.Check(Keys(SecretLimits.MaximumKeys));
        Refused(Keys(SecretLimits.MaximumKeys + 1), ErrorCode.TooLarge);
    }

    [Fact]
    public void Half_a_character_is_refused_naming_the_key_and_not_the_value()
    {
        Assert.Contains("'good'", Refused(new SecretValues { ["good"] = "canary\ud800" }, ErrorCode.InvalidArgument), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", Refused(new SecretValues { ["good"] = "canary\ud800" }, ErrorCode.InvalidArgument), StringComparison.Ordinal);
        Refused(new SecretValues { ["\udc00"] = "a" }, ErrorCode.InvalidArgument);
    }

    [Fact]
    public void Empty_values_newlines_and_any_Unicode_are_fine() => SecretLimits.Check(new SecretValues { ["a"] = "", ["b\n"] = "\r\n\0\u0085", [""] = "😀" });

    private static SecretValues Keys(int count) => new(Enumerable.Range(0, count).Select(index => KeyValuePair.Create($"k{index}", new SensitiveString(""))));

    private static string Refused(SecretValues values, ErrorCode code) => Refusal.Of(() => { SecretLimits.Check(values); return null; }, code);
}
