using System.Runtime.CompilerServices;

namespace ZenML.Client.Tests.PublicApi;

/// <summary>
/// The public API as text, so that every change of it shows in a review. To update the recorded text, run the tests
/// with <c>ZENML_UPDATE_GOLDEN=1</c> and review the difference.
/// </summary>
public sealed class PublicApiTests
{
    private const string UpdateVariable = "ZENML_UPDATE_GOLDEN";

    [Fact]
    public void The_public_API_of_the_client_matches_the_recorded_one() => Compare(typeof(ZenClient).Assembly);

    [Fact]
    public void The_public_API_of_pipelines_matches_the_recorded_one() => Compare(typeof(ZenML.Pipelines.Pipeline).Assembly);

    [Fact]
    public void The_public_API_of_the_core_matches_the_recorded_one() => Compare(typeof(Core.ZenServices).Assembly);

    [Fact]
    public void The_public_API_of_the_configuration_package_matches_the_recorded_one() =>
        Compare(typeof(Extensions.Configuration.ZenConfigurationOptions).Assembly);

    [Fact]
    public void The_public_API_of_the_hosting_package_matches_the_recorded_one() =>
        Compare(typeof(Microsoft.Extensions.DependencyInjection.ZenServiceCollectionExtensions).Assembly);

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
