using System.Runtime.CompilerServices;

namespace ZenML.Client.Tests.PublicApi;

/// <summary>
/// What programs can build on, line by line, so that no change of it goes unseen. After a change that is meant, run the tests once with
/// <c>ZENML_UPDATE_GOLDEN=1</c> and look at the difference.
/// </summary>
public sealed class PublicApiTests
{
    private const string UpdateVariable = "ZENML_UPDATE_GOLDEN";

    [Fact]
    public void The_public_surface_of_the_client_is_the_recorded_one() => Compare(typeof(ZenClient).Assembly);

    [Fact]
    public void The_public_surface_of_pipelines_is_the_recorded_one() => Compare(typeof(ZenML.Pipelines.Pipeline).Assembly);

    [Fact]
    public void The_public_surface_of_the_core_is_the_recorded_one() => Compare(typeof(Core.ZenServices).Assembly);

    private static void Compare(System.Reflection.Assembly assembly, [CallerFilePath] string thisFile = "")
    {
        var golden = Path.Combine(Path.GetDirectoryName(thisFile)!, $"{assembly.GetName().Name}.txt");
        var actual = PublicApiText.Of(assembly);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(golden, actual);
        }

        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), actual);
    }
}
