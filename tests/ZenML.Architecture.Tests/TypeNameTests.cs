namespace ZenML.Architecture.Tests;

/// <summary>Holds type names to one meaning each, so that a search for a name finds one type.</summary>
public sealed class TypeNameTests
{
    /// <summary>Names that several projects share, each with the reason. Add a name only if every other name would be worse.</summary>
    private static readonly Dictionary<string, string> Shared = new()
    {
        ["Program"] = "The entry point of an executable.",
        ["ApiKeyText"] = "The protocol's reads and writes keys; the CLI's prints one.",
        ["DeviceAuthorization"] = "The client's is what a user of the SDK sees of the one in Core.",
        ["SecretBodies"] = "Request bodies as each side needs them: written by the client, read by the server.",
        ["ServerSettings"] = "Core's are stored in the database, the client's name a server.",
        ["VerificationPage"] = "The server serves the page; the client opens its address.",
    };

    [Fact]
    public void No_two_projects_have_a_type_of_the_same_name()
    {
        var types = SourceFile.All
            .SelectMany(file => file.TypeNames.Select(name => (file.Project, Name: name)))
            .Distinct()
            .ToArray();

        Assert.True(types.Length > 500, "The search finds too few types to prove anything.");
        Assert.Empty(types
            .GroupBy(type => type.Name)
            .Where(group => group.Count() > 1 && !Shared.ContainsKey(group.Key))
            .Select(group => $"{group.Key} is in {string.Join(", ", group.Select(type => type.Project))}"));
    }
}
