using System.CommandLine.Completions;

namespace ZenML.Cli.Completion;

/// <summary>
/// Says what an argument or option takes, so that a shell can complete it. Every argument and option has one: attached with
/// <see cref="CompletionSources.Completes"/>, or by its placeholder in help.
/// </summary>
/// <param name="answer">Completes the word of a request.</param>
internal sealed class CompletionSource(Func<CompletionRequest, CancellationToken, Task<CompletionAnswer>> answer)
{
    private readonly CompletionItem[] suggested = [];

    /// <summary>Text that nobody can know, such as the name of something new.</summary>
    public static CompletionSource FreeText { get; } = new((_, _) => Task.FromResult(CompletionAnswer.None));

    /// <summary>The path of a file.</summary>
    public static CompletionSource File { get; } = new((_, _) => Task.FromResult<CompletionAnswer>(new CompletionAnswer.Files("")));

    /// <summary>Text, or <c>@path</c> for the contents of a file.</summary>
    public static CompletionSource TextOrFile { get; } = new((request, _) => Task.FromResult(AfterAtSign(request.Word)));

    /// <summary>Text with references to secrets, or <c>@path</c>.</summary>
    public static CompletionSource TextWithReferences { get; } = new(
        async (request, token) => await References.FindAsync(request, token) ?? AfterAtSign(request.Word));

    /// <summary>The command that <c>zenml run</c> runs.</summary>
    public static CompletionSource Command { get; } = new((request, _) => Task.FromResult<CompletionAnswer>(
        request.Typed.Separator is { } place
            ? new CompletionAnswer.Command(place + 1)
            : new CompletionAnswer.Words([new Candidate("--", "The command follows.")])));

    /// <summary>Completes the word of a request.</summary>
    public Task<CompletionAnswer> AnswerAsync(CompletionRequest request, CancellationToken cancellationToken) =>
        answer(request, cancellationToken);

    /// <summary>One of a few words.</summary>
    public static CompletionSource OneOf(params IEnumerable<string> words)
    {
        var found = new CompletionAnswer.Words([.. words.Select(word => new Candidate(word))]);
        return new((_, _) => Task.FromResult<CompletionAnswer>(found));
    }

    /// <summary>What the store has.</summary>
    /// <param name="find">Finds names or other metadata; never reads a value.</param>
    /// <param name="keepsOrder">Whether the order means something.</param>
    public static CompletionSource InStore(
        Func<StoreRequest, CancellationToken, Task<IEnumerable<Candidate>>> find, bool keepsOrder = false) =>
        new(async (request, token) => new CompletionAnswer.Words([.. await find(request.OfStore(), token)], keepsOrder));

    /// <summary>What is attached to arguments and options. Help calls it too, and must open no store, so it suggests nothing.</summary>
    public IEnumerable<CompletionItem> Mark(CompletionContext context) => suggested;

    private static CompletionAnswer AfterAtSign(string word) => word switch
    {
        ['@', '@', ..] => CompletionAnswer.None,
        ['@', ..] => new CompletionAnswer.Files("@"),
        "" => new CompletionAnswer.Words([new Candidate("@", "The contents of a file.", IsWhole: false)]),
        _ => CompletionAnswer.None,
    };
}
