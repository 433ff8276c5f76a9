namespace ZenML.Core.Runs.Models;

/// <summary>What people write about a model. In a change, null means unchanged.</summary>
public sealed record ModelCard
{
    /// <summary>A card without texts.</summary>
    public static ModelCard Empty { get; } = new();

    /// <summary>The license.</summary>
    public string? License { get; init; }

    /// <summary>What the model is.</summary>
    public string? Description { get; init; }

    /// <summary>Who it is for.</summary>
    public string? Audience { get; init; }

    /// <summary>What it is for.</summary>
    public string? UseCases { get; init; }

    /// <summary>What it cannot do.</summary>
    public string? Limitations { get; init; }

    /// <summary>What was weighed against what.</summary>
    public string? TradeOffs { get; init; }

    /// <summary>Ethical considerations.</summary>
    public string? Ethics { get; init; }

    /// <summary>Returns this card with the texts of another one that are not null.</summary>
    public ModelCard With(ModelCard changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return new()
        {
            License = changes.License ?? License,
            Description = changes.Description ?? Description,
            Audience = changes.Audience ?? Audience,
            UseCases = changes.UseCases ?? UseCases,
            Limitations = changes.Limitations ?? Limitations,
            TradeOffs = changes.TradeOffs ?? TradeOffs,
            Ethics = changes.Ethics ?? Ethics,
        };
    }
}
