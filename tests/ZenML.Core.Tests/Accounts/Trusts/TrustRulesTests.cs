using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Errors;

namespace ZenML.Core.Tests.Accounts.Trusts;

public sealed class TrustRulesTests
{
    private const string GitHub = TrustPresets.GitHubIssuer;

    [Theory]
    [InlineData("https://ci.example.com", "job:acme/*")]
    [InlineData("https://ci.example.com/realms/a", "x*")]
    [InlineData("http://127.0.0.1:8080", "a")]
    [InlineData("http://localhost", "a")]
    [InlineData("http://[::1]:5", "a")]
    [InlineData(GitHub, "repo:acme/*")]
    [InlineData(GitHub, "repo:acme/app:environment:prod")]
    [InlineData("https://gitlab.com", "project_path:acme/*:ref_type:branch:ref:main")]
    public void An_issuer_with_a_subject_that_says_whose_tokens_it_means_is_accepted(string issuer, string subject) =>
        TrustRules.Check(New(issuer, subject));

    [Theory]
    [InlineData("http://ci.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://10.0.0.1")]
    [InlineData("ftp://ci.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@ci.example.com")]
    [InlineData("https://ci.example.com?x=1")]
    [InlineData("https://ci.example.com#x")]
    [InlineData("https://ci.example.com/a b")]
    [InlineData("ci.example.com")]
    [InlineData("")]
    public void An_issuer_that_is_not_reached_safely_is_rejected(string issuer)
    {
        var refusal = Assert.Throws<ZenException>(() => TrustRules.Check(New(issuer, "a")));

        Assert.Equal(ErrorCode.InvalidArgument, refusal.Code);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("")]
    [InlineData("a\nb")]
    public void A_subject_that_says_nothing_is_rejected(string subject) =>
        Assert.Throws<ZenException>(() => TrustRules.Check(New("https://ci.example.com", subject)));

    [Theory]
    [InlineData(GitHub, "repo:*")]
    [InlineData(GitHub, "repo:acme*")]
    [InlineData(GitHub, "*:ref:refs/heads/main")]
    [InlineData(GitHub, "environment:prod")]
    [InlineData(GitHub, "repo:*/app:ref:refs/heads/main")]
    [InlineData(GitHub + "/acme", "repo:*")]
    [InlineData("https://gitlab.com", "project_path:acme*")]
    [InlineData("https://accounts.google.com", "1*")]
    public void A_subject_that_strangers_can_get_from_an_issuer_for_everyone_is_rejected_with_a_reason(string issuer, string subject)
    {
        var refusal = Assert.Throws<ZenException>(() => TrustRules.Check(New(issuer, subject)));

        Assert.Contains("gives tokens to everyone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_can_say_whose_tokens_of_an_issuer_for_everyone_are_meant()
    {
        TrustRules.Check(New(GitHub, "environment:prod", ("repository_owner_id", "1234")));

        Assert.Throws<ZenException>(() => TrustRules.Check(New(GitHub, "environment:prod", ("repository_owner", "acme*"))));
        Assert.Throws<ZenException>(() => TrustRules.Check(New(GitHub, "environment:prod", ("actor", "ada"))));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("aud")]
    [InlineData("")]
    public void A_claim_that_is_checked_anyway_cannot_be_given_again(string claim) =>
        Assert.Throws<ZenException>(() => TrustRules.Check(New("https://ci.example.com", "a", (claim, "x"))));

    [Fact]
    public void A_claim_cannot_have_a_wildcard_alone() =>
        Assert.Throws<ZenException>(() => TrustRules.Check(New("https://ci.example.com", "a", ("ref", "*"))));

    [Fact]
    public void Presets_have_the_subjects_of_their_issuers()
    {
        var branch = new TrustedReference(TrustedReferenceKind.Branch, "main");
        var tag = new TrustedReference(TrustedReferenceKind.Tag, "v*");
        var environment = new TrustedReference(TrustedReferenceKind.Environment, "prod:eu");

        NewTrust[] all =
        [
            TrustPresets.GitHub("acme/app", branch, "aud"), TrustPresets.GitHub("acme/app", tag, "aud"),
            TrustPresets.GitHub("acme/app", environment, "aud"), TrustPresets.GitLab("acme/sub/app", branch, "aud"),
            TrustPresets.GitLab("acme/app", tag, "aud"), TrustPresets.GitLab("acme/app", environment, "aud", "https://git.example.com"),
            TrustPresets.Kubernetes("https://k8s.example.com", "ml", "train", "aud"),
        ];

        Assert.Equal(
            [
                "repo:acme/app:ref:refs/heads/main", "repo:acme/app:ref:refs/tags/v*", "repo:acme/app:environment:prod%3Aeu",
                "project_path:acme/sub/app:ref_type:branch:ref:main", "project_path:acme/app:ref_type:tag:ref:v*",
                "project_path:acme/app:ref_type:*", "system:serviceaccount:ml:train",
            ],
            all.Select(trust => trust.Subject));
        Assert.Equal("prod:eu", all[5].Claims["environment"]);
        Assert.Equal([false, false, false, true, true, true, true], all.Select(trust => trust.IsReusable));
        Assert.All(all, TrustRules.Check);
    }

    [Theory]
    [InlineData("app")]
    [InlineData("acme/*")]
    [InlineData("acme/")]
    [InlineData("acme/app:ref:refs/heads/main:x/y")]
    public void A_preset_rejects_what_is_no_repository(string repository) => Assert.Throws<ZenException>(
        () => TrustPresets.GitHub(repository, new TrustedReference(TrustedReferenceKind.Branch, "main"), "aud"));

    [Theory]
    [InlineData("*", "train")]
    [InlineData("ml", "*")]
    [InlineData("ml:train", "x")]
    [InlineData("", "x")]
    public void A_preset_rejects_what_is_no_name_of_Kubernetes(string kubernetesNamespace, string account) =>
        Assert.Throws<ZenException>(() => TrustPresets.Kubernetes("https://k8s.example.com", kubernetesNamespace, account, "aud"));

    private static NewTrust New(string issuer, string subject, params (string Name, string Value)[] claims) =>
        new("t", issuer, subject, "aud") { Claims = claims.ToDictionary(claim => claim.Name, claim => claim.Value) };
}
