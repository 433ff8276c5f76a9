using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Tests.Secrets;

public sealed class SecretLimitsTests
{
    [Fact]
    public void A_mebibyte_of_keys_and_values_is_accepted_and_one_more_byte_is_not()
    {
        SecretLimits.Check(new SecretValues { ["ké"] = new string('x', SecretLimits.MaximumBytes - 3) });
        var message = Refused(new SecretValues { ["ké"] = new string('x', SecretLimits.MaximumBytes - 2) }, ErrorCode.TooLarge);
        Assert.Contains("1048576", message, StringComparison.Ordinal);
        Assert.Contains("1048577", message, StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_limit_counts_bytes_and_not_characters() =>
        Refused(new SecretValues { ["k"] = string.Concat(Enumerable.Repeat("😀", SecretLimits.MaximumBytes / 4)) }, ErrorCode.TooLarge);

    [Fact]
    public void Ten_thousand_keys_are_accepted_and_one_more_is_not()
    {
        SecretLimits.Check(Keys(SecretLimits.MaximumKeys));
        Refused(Keys(SecretLimits.MaximumKeys + 1), ErrorCode.TooLarge);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_rejected_with_the_key_and_without_the_value()
    {
        Assert.Contains(
            "'good'",
            Refused(new SecretValues { ["good"] = "canary\ud800" }, ErrorCode.InvalidArgument),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "canary",
            Refused(new SecretValues { ["good"] = "canary\ud800" }, ErrorCode.InvalidArgument),
            StringComparison.Ordinal);
        Refused(new SecretValues { ["\udc00"] = "a" }, ErrorCode.InvalidArgument);
    }

    [Fact]
    public void Empty_values_and_newlines_and_any_Unicode_text_are_accepted() =>
        SecretLimits.Check(new SecretValues { ["a"] = "", ["b\n"] = "\r\n\0\u0085", [""] = "😀" });

    private static SecretValues Keys(int count) =>
        new(Enumerable.Range(0, count).Select(index => KeyValuePair.Create($"k{index}", new SensitiveString(""))));

    private static string Refused(SecretValues values, ErrorCode code) =>
        Refusal.Of(() => { SecretLimits.Check(values); return null; }, code);
}
