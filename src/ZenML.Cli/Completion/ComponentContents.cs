using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Cli.Completion;

/// <summary>What a component has: the one that is the first argument, or that of the active stack.</summary>
internal static class ComponentContents
{
    /// <summary>The names of the attributes that it has.</summary>
    public static CompletionSource Attributes(ComponentType type) =>
        Of(type, component => component.Configuration.Select(attribute => new Candidate(attribute.Key)));

    /// <summary>Its labels.</summary>
    public static CompletionSource Labels(ComponentType type) =>
        Of(type, component => component.Labels.Select(label => new Candidate(label.Key, label.Value)));

    /// <summary>The names of the attributes that its flavor has, which is in <c>--flavor</c> if it is a new component.</summary>
    public static CompletionSource AttributesOfFlavor(ComponentType type) => CompletionSource.InStore(async (request, token) =>
        (await FindFlavorAsync(type, request, token)).Definition.Schema.Attributes
            .Select(attribute => new Candidate(attribute.Name, Describe(attribute))));

    /// <summary>A value of one of these attributes: a word of the flavor, a reference to a secret, or <c>@path</c>.</summary>
    public static CompletionSource ValuesOfFlavor(ComponentType type) => new(async (request, token) =>
        request.Word is not ['@', ..] && !request.Word.Contains("{{", StringComparison.Ordinal) && request.Attribute is { } name
            && (await FindFlavorAsync(type, request.OfStore(), token)).Definition.Schema.Find(name) is { } attribute
            && WordsOf(attribute.Shape).ToArray() is { Length: > 0 } words
                ? new CompletionAnswer.Words([.. words.Select(word => new Candidate(word))])
                : await CompletionSource.TextWithReferences.AnswerAsync(request, token));

    private static string Describe(FlavorAttribute attribute)
    {
        string[] notes = [attribute.IsRequired ? "required" : "", attribute.IsSensitive ? "sensitive, use {{name.key}}" : ""];
        return string.Join(", ", notes.Where(note => note.Length > 0));
    }

    private static IEnumerable<string> WordsOf(AttributeShape shape) => shape switch
    {
        AttributeShape.Text text => text.Choices,
        AttributeShape.Boolean => ["true", "false"],
        AttributeShape.AnyOf any => any.Shapes.SelectMany(WordsOf).Distinct(StringComparer.Ordinal),
        _ => [],
    };

    private static CompletionSource Of(ComponentType type, Func<Component, IEnumerable<Candidate>> read) =>
        CompletionSource.InStore(async (request, token) => read(await FindAsync(type, request, token)));

    private static async Task<Flavor> FindFlavorAsync(ComponentType type, StoreRequest request, CancellationToken cancellationToken)
    {
        var name = request.Typed.ValueOf("--flavor") ?? (await FindAsync(type, request, cancellationToken)).Flavor;
        return await request.Client.Flavors.GetAsync(type, name, LookupMode.Reading, cancellationToken);
    }

    private static async Task<Component> FindAsync(ComponentType type, StoreRequest request, CancellationToken cancellationToken) =>
        request.Typed.Arguments is [var name, ..]
            ? await request.Client.Components.GetAsync(type, name, LookupMode.Reading, cancellationToken)
            : (await request.Client.Stacks.GetActiveAsync(cancellationToken)).Find(type)
                ?? throw new ZenException(ErrorCode.NotFound, $"The active stack has no {type.Words()}.");
}
