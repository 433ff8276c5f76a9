using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Reads what a plan needs: one request for the secrets whose keys become variables, and one for all references.</summary>
internal sealed class DeliveryReader(ZenClient client, DeliveryPlan plan)
{
    /// <summary>Reads everything.</summary>
    /// <exception cref="ZenException">Something is missing, or cannot be a variable. All of it is reported together.</exception>
    public async Task<Delivery> ReadAsync(CancellationToken cancellationToken)
    {
        // A variable that loses against another is not read.
        var missing = new MissingLines();
        var secrets = await ReadSecretsAsync(missing, cancellationToken);
        var problems = new List<string>();
        var keys = NameKeys(secrets, problems);
        VariableSource[] sources =
            [.. plan.Written.Values, .. plan.InheritedReferences.Where(variable => !keys.ContainsKey(variable.Name))];
        var resolved = await new ReferenceReader(client.Secrets).ResolveAsync(
            [.. sources.SelectMany(source => source.References)], missing, cancellationToken);
        await missing.EnsureNoneAsync("These do not resolve, so nothing was run:", client, cancellationToken);
        EnsureNone("Nothing was run:", problems);

        var environment = new Dictionary<string, string>(plan.Inherited, StringComparer.Ordinal);
        foreach (var (name, key) in keys)
        {
            environment[name] = key.Value.Reveal();
        }

        foreach (var source in sources)
        {
            environment[source.Name] = source.Template.Render(reference => resolved[reference].Reveal());
        }

        EnsureNone(
            "No variable can hold a value with a NUL character. Nothing was run:",
            [.. environment.Where(variable => variable.Value.Contains('\0', StringComparison.Ordinal))
                .Select(variable => MessageText.Of($"  {variable.Key}"))]);
        var values = secrets.SelectMany(secret => secret.Values.Select(pair => new DeliveredValue(Label(secret, pair.Key), pair.Value)))
            .Concat(resolved.Select(pair => new DeliveredValue(pair.Key.ToString(), pair.Value)));
        return new Delivery(
            environment, [.. values], [.. plan.Secrets.Concat(resolved.Keys.Select(reference => reference.Name)).Distinct()]);
    }

    private async Task<IReadOnlyList<Secret>> ReadSecretsAsync(MissingLines missing, CancellationToken cancellationToken)
    {
        if (plan.Secrets.Count == 0)
        {
            return [];
        }

        try
        {
            return await client.Secrets.GetManyAsync(plan.Secrets, cancellationToken);
        }
        catch (ZenException exception) when (IsMissing(exception))
        {
            if (!await FindMissingAsync(missing, cancellationToken))
            {
                throw;
            }

            return [];
        }
    }

    /// <summary>Finds out what is missing, since a read of all secrets fails with the first one.</summary>
    private async Task<bool> FindMissingAsync(MissingLines missing, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var name in plan.Secrets)
        {
            try
            {
                await client.Secrets.GetAsync(name, cancellationToken: cancellationToken);
            }
            catch (ZenException exception) when (IsMissing(exception))
            {
                var outcome = exception.Code == ErrorCode.NotFound ? ReferenceOutcome.SecretMissing : ReferenceOutcome.ValuesMissing;
                missing.AddSecret(name, outcome);
                isAny = true;
            }
        }

        return isAny;
    }

    private static bool IsMissing(ZenException exception) => exception.Code is ErrorCode.NotFound or ErrorCode.ValuesMissing;

    /// <summary>Finds the variables that keys become, without those that were written explicitly.</summary>
    private Dictionary<string, DeliveredValue> NameKeys(IEnumerable<Secret> secrets, List<string> problems)
    {
        var named = new Dictionary<string, DeliveredValue>(StringComparer.Ordinal);
        foreach (var secret in secrets)
        {
            foreach (var (key, value) in secret.Values)
            {
                var name = plan.Naming.Of(key);
                var label = Label(secret, key);
                if (!VariableName.IsValid(name))
                {
                    problems.Add(MessageText.Of(
                        $"  {label}: no shell can express the variable '{name}'. Use --upper or --prefix, or --env VARIABLE=REFERENCE."));
                }
                else if (plan.Written.ContainsKey(name))
                {
                    continue;
                }
                else if (LoadingVariables.Contains(name))
                {
                    problems.Add(MessageText.Of(
                        $"  {label}: '{name}' can change which programs run. To set it anyway, use --env {name}=REFERENCE, or --prefix."));
                }
                else if (!named.TryAdd(name, new DeliveredValue(label, value)))
                {
                    problems.Add(MessageText.Of(
                        $"  {label}: '{named[name].Label}' sets the variable '{name}' too. Choose one with --env {name}=REFERENCE."));
                }
            }
        }

        return named;
    }

    private static string Label(Secret secret, string key) => $"{secret.Name}.{key}";

    private static void EnsureNone(string introduction, List<string> lines)
    {
        if (lines.Count > 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, [introduction, .. lines]));
        }
    }
}
