using CsCheck;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Core.Tests.Secrets.References;

public sealed class SecretResolverTests
{
    private static readonly Gen<SecretInfo> Secret = Gen.Select(
        Gen.OneOf("db", "DB", "db2", "my_db"), Gen.Enum<SecretScope>(), Gen.OneOf("user", "pass", "a.b", "").Array[0, 3],
        (name, scope, keys) => Secrets.SecretSamples.Info(name, scope, [.. keys.Distinct()]));

    /// <summary>The store guarantees unique names within a scope.</summary>
    private static readonly Gen<SecretInfo[]> Visible =
        Secret.Array[0, 6].Select(secrets => secrets.DistinctBy(secret => (secret.Name, secret.Scope)).ToArray());

    private static readonly Gen<SecretReference> Reference = Gen.Select(
        Gen.OneOf("db", "DB", "d", "db2", "db_", ""), Gen.OneOf("user", "pass", "a.b", "USER", ""), (name, key) =>
            new SecretReference(name, key));

    [Fact]
    public void A_check_passes_if_and_only_if_the_secret_is_found_and_has_the_key() => Gen.Select(Visible, Reference).Sample(
        (visible, reference) =>
        {
            var chosen = SecretResolver.Choose(visible, reference.Name);
            return SecretResolver.Check(visible, reference, SecretValidationLevel.SecretAndKeyExists)
                .Passes == (chosen?.Keys.Contains(reference.Key) ?? false)
                && SecretResolver.Check(visible, reference, SecretValidationLevel.SecretExists).Passes == chosen is not null
                && SecretResolver.Check(visible, reference, SecretValidationLevel.None).Passes;
        },
        iter: 5_000);

    [Fact]
    public void The_resolver_matches_the_exact_name_and_the_user_scope_takes_precedence() => Gen.Select(Visible, Reference).Sample(
        (visible, reference) =>
        {
            var chosen = SecretResolver.Choose(visible, reference.Name);
            var named = visible.Where(secret => secret.Name.Value == reference.Name).ToArray();
            return chosen == (named.SingleOrDefault(secret => secret.Scope == SecretScope.User) ?? named.SingleOrDefault())
                && SecretResolver.Choose(visible.Reverse(), reference.Name) == chosen;
        },
        iter: 5_000);

    [Fact]
    public void An_explicit_scope_is_the_only_one_searched()
    {
        SecretInfo[] visible =
        [
            Secrets.SecretSamples.Info("db", SecretScope.User), Secrets.SecretSamples.Info("db", SecretScope.Workspace),
        ];
        Assert.Same(visible[0], SecretResolver.Choose(visible, "db"));
        Assert.Same(visible[1], SecretResolver.Choose(visible, "db", SecretScope.Workspace));
        Assert.Null(SecretResolver.Choose(visible[..1], "db", SecretScope.Workspace));
    }

    [Fact]
    public void Keys_of_a_shadowed_secret_do_not_count()
    {
        SecretInfo[] visible =
        [
            Secrets.SecretSamples.Info("db", SecretScope.User, "user"),
            Secrets.SecretSamples.Info("db", SecretScope.Workspace, "pass"),
        ];
        var check = SecretResolver.Check(visible, new SecretReference("db", "pass"), SecretValidationLevel.SecretAndKeyExists);
        Assert.Equal((ReferenceOutcome.KeyMissing, SecretScope.User), (check.Outcome, check.Scope));
    }

    [Fact]
    public void D1_a_name_that_only_contains_the_requested_one_does_not_match() =>
        Assert.Null(SecretResolver.Choose([Secrets.SecretSamples.Info("old_db_copy", SecretScope.User)], "db"));

    [Fact]
    public void D2_the_check_does_not_find_what_the_run_would_not_find()
    {
        var check = SecretResolver.Check(
            [Secrets.SecretSamples.Info("mlflow_secret", SecretScope.Workspace, "user")],
            new SecretReference("mlflow", "user"),
            SecretValidationLevel.SecretExists);
        Assert.Equal((ReferenceOutcome.SecretMissing, null), (check.Outcome, check.Scope));
    }

    [Fact]
    public void All_missing_references_are_listed_and_existing_ones_are_not()
    {
        SecretInfo[] visible = [Secrets.SecretSamples.Info("db", SecretScope.Workspace, "user")];
        var checks = new[] { new SecretReference("db", "user"), new SecretReference("db", "pass"), new SecretReference("api", "key") }
            .Select(reference => SecretResolver.Check(visible, reference, SecretValidationLevel.SecretAndKeyExists)).ToArray();
        var message = Refusal.Of(() => { MissingSecrets.ThrowIfAny(checks); return null; }, ErrorCode.MissingSecrets);
        Assert.Contains("db.pass, api.key", message, StringComparison.Ordinal);
        Assert.DoesNotContain("db.user", message, StringComparison.Ordinal);
        MissingSecrets.ThrowIfAny(checks.Take(1));
    }

    [Theory]
    [InlineData(null, SecretValidationLevel.SecretAndKeyExists)]
    [InlineData("SECRET_AND_KEY_EXISTS", SecretValidationLevel.SecretAndKeyExists)]
    [InlineData("SECRET_EXISTS", SecretValidationLevel.SecretExists)]
    [InlineData("NONE", SecretValidationLevel.None)]
    public void A_validation_level_is_parsed_from_its_name(string? text, SecretValidationLevel level) =>
        Assert.Equal(level, SecretValidationLevels.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("SECRET")]
    public void An_unknown_validation_level_is_an_error_that_lists_the_three_levels(string text)
    {
        var message = Refusal.Of(() => SecretValidationLevels.Parse(text));
        Assert.All(["SECRET_AND_KEY_EXISTS", "SECRET_EXISTS", "NONE"], level => Assert.Contains(level, message, StringComparison.Ordinal));
    }
}
