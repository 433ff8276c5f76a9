using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Stacks;

/// <summary>A stack whose experiment tracker refers to two keys of one secret.</summary>
internal static class TrackedStack
{
    /// <summary>Registers it as <c>tracked</c>; the secret is called <c>mlflow_secret</c>.</summary>
    public static async Task RegisterAsync(Zenml zenml)
    {
        await zenml.OkAsync(
            "experiment-tracker", "register", "tracker", "--flavor=mlflow", "--tracking_uri=http://127.0.0.1:5000",
            "--tracking_username={{mlflow_secret.username}}", "--tracking_password={{ mlflow_secret.password }}");
        await zenml.OkAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "tracker");
    }
}
