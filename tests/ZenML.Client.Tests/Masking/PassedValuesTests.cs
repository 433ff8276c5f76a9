using ZenML.Client.Masking;
using ZenML.Core.Secrets;

namespace ZenML.Client.Tests.Masking;

public sealed class PassedValuesTests
{
    private readonly PassedValues values = new();
    private readonly List<string> told = [];

    [Fact]
    public void An_observer_gets_existing_values_and_new_ones_until_it_unsubscribes()
    {
        values.Add("before");
        using (values.Subscribe(Tell))
        {
            values.Add("during");
        }

        values.Add("after");

        Assert.Equal(["before", "during"], told);
    }

    [Fact]
    public void Only_the_latest_values_are_remembered()
    {
        values.Add("first");
        values.Add("second");
        values.Add("first");
        for (var index = 2; index <= PassedValues.MaximumCount; index++)
        {
            values.Add($"value {index}");
        }

        using var subscription = values.Subscribe(Tell);

        Assert.Equal(PassedValues.MaximumCount, told.Count);
        Assert.Equal("first", told[0]);
        Assert.DoesNotContain("second", told);
    }

    [Fact]
    public void A_value_that_is_marked_as_not_secret_is_not_passed_on_unless_an_equal_one_is_secret()
    {
        using var subscription = values.Subscribe(Tell);

        values.Add(new SensitiveString("user").WithPlain(true));
        values.Add(new SensitiveString("same").WithPlain(true));
        values.Add("same");

        Assert.Equal(["same"], told);
    }

    [Fact]
    public void Long_values_evict_others()
    {
        values.Add("first");
        values.Add(new string('a', PassedValues.MaximumCharacters));

        using var subscription = values.Subscribe(Tell);

        Assert.Equal(PassedValues.MaximumCharacters, Assert.Single(told).Length);
    }

    private void Tell(SensitiveString value) => told.Add(value.Reveal());
}
