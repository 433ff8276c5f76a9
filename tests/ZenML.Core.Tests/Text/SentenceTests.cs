using ZenML.Core.Text;

namespace ZenML.Core.Tests.Text;

public sealed class SentenceTests
{
    [Theory]
    [InlineData("Connection refused (127.0.0.1:1)", "Connection refused (127.0.0.1:1).")]
    [InlineData("Access is denied.", "Access is denied.")]
    [InlineData("Really?", "Really?")]
    [InlineData("A line that ends\n", "A line that ends.")]
    [InlineData("", "")]
    public void A_text_from_elsewhere_ends_like_a_sentence(string text, string sentence) => Assert.Equal(sentence, Sentence.End(text));
}
