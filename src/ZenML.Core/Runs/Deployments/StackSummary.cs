using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;

namespace ZenML.Core.Runs.Deployments;

/// <summary>A stack without its components, as records of runs show it.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Name">The name.</param>
/// <param name="User">The owner; null for default stacks.</param>
/// <param name="Created">When it was created, UTC.</param>
/// <param name="Updated">When it last changed, UTC.</param>
public sealed record StackSummary(
    Id<Stack> Id, string Name, ResourceReference<User>? User, DateTimeOffset Created, DateTimeOffset Updated);
