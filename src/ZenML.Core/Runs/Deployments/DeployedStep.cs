namespace ZenML.Core.Runs.Deployments;

/// <summary>A step of a deployment.</summary>
/// <param name="Name">The name, unique in the deployment.</param>
/// <param name="Document">Its configuration and its place in the pipeline.</param>
public sealed record DeployedStep(string Name, OpaqueJson Document);
