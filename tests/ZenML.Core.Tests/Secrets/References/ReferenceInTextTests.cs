using ZenML.Core.Secrets.References;

namespace ZenML.Core.Tests.Secrets.References;

public sealed class ReferenceInTextTests
{
    [Theory]
    [InlineData("http://{{db.host}}:5000", true)]
    [InlineData("{{db.user}}:{{db.password}}", true)]
    [InlineData(" {{db.host}}", true)]
    [InlineData("{{db.host}}", false)]
    [InlineData("{{ db.host }}", false)]
    [InlineData("http://{{host}}:5000", false)]
    [InlineData("{\"a\": {\"b\": 1}}", false)]
    [InlineData("{{\"{{\"}}", false)]
    [InlineData("plain", false)]
    [InlineData("", false)]
    public void A_text_with_a_reference_that_is_not_one_itself_is_found(string text, bool isFound) =>
        Assert.Equal(isFound, ReferenceInText.IsIn(text));
}
