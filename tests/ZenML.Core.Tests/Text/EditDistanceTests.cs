using ZenML.Core.Text;

namespace ZenML.Core.Tests.Text;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "key", 3)]
    [InlineData("key", "", 3)]
    [InlineData("password", "password", 0)]
    [InlineData("password", "PASSWORD", 0)]
    [InlineData("password", "passwort", 1)]
    [InlineData("password", "pasword", 1)]
    [InlineData("password", "passsword", 1)]
    [InlineData("password", "passwrod", 2)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_added_removed_and_replaced_characters(string first, string second, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(first, second));
        Assert.Equal(distance, EditDistance.Between(second, first));
    }

    [Theory]
    [InlineData("password", "passwrod", 1)]
    [InlineData("password", "apssword", 1)]
    [InlineData("password", "passwodr", 1)]
    [InlineData("ab", "BA", 1)]
    [InlineData("password", "passwort", 1)]
    [InlineData("abcd", "badc", 2)]
    public void A_swap_of_two_neighbours_counts_as_one_change_when_asked_for(string first, string second, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(first, second, swaps: true));
        Assert.Equal(distance, EditDistance.Between(second, first, swaps: true));
    }
}
