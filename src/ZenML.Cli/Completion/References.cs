using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Cli.Completion;

/// <summary>Completes references to secrets in a value: <c>{{name.key}}</c>.</summary>
internal static class References
{
    /// <summary>With more secrets, all their keys would be too long a list, so that names come first.</summary>
    private const int MostSecrets = 8;

    /// <summary>Completes the reference that a word ends in; null if it does not end in one.</summary>
    public static async Task<CompletionAnswer?> FindAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var open = request.Word.LastIndexOf("{{", StringComparison.Ordinal);
        if (open < 0 || request.Word.IndexOf("}}", open, StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        var inner = request.Word[(open + 2)..].TrimStart();
        var before = request.Word[..^inner.Length];
        var dot = inner.IndexOf('.', StringComparison.Ordinal);
        var store = request.OfStore() with { Word = dot < 0 ? inner : inner[..dot] };
        var page = await store.Client.Secrets.ListPageAsync(store.Query(), cancellationToken);
        SecretInfo[] found =
        [
            .. page.Items.Where(secret => dot < 0 || secret.ReferenceName == store.Word)
                .Where(secret => SecretReference.CanExpressName(secret.ReferenceName)),
        ];
        if (found is [{ Keys.Count: 0 } only])
        {
            // Lists of ZenML's own server do not have the keys.
            found = [await store.Client.Secrets.FindAsync(only.ReferenceName, only.Scope, LookupMode.Exact, cancellationToken)];
        }

        // What follows the reference in a longer text is typed directly after it.
        var isWhole = open == 0 || request.Word[open - 1] == '=';
        return new CompletionAnswer.Words(dot < 0 && (found.Length > MostSecrets || found.Any(secret => secret.Keys.Count == 0))
            ? [.. found.Select(secret => NameOf(before, secret))]
            : [.. found.SelectMany(secret => KeysOf(before, secret, isWhole))]);
    }

    private static Candidate NameOf(string before, SecretInfo secret) =>
        new($"{before}{secret.ReferenceName}.", Names.Describe(secret), IsWhole: false);

    private static IEnumerable<Candidate> KeysOf(string before, SecretInfo secret, bool isWhole) => secret.Keys
        .Where(key => SecretReference.CanExpress(secret.ReferenceName, key))
        .Select(key => new Candidate($"{before}{secret.ReferenceName}.{key}}}}}", secret.Details.Description, isWhole));
}
