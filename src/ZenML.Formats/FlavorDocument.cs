using ZenML.Core.Errors;
using ZenML.Core.Flavors;

namespace ZenML.Formats;

/// <summary>Flavors as JSON or YAML: what <c>flavor register</c> reads and the store keeps.</summary>
public static class FlavorDocument
{
    /// <summary>Reads one flavor from JSON or YAML.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, one line for each mistake, naming the property.</exception>
    public static FlavorDefinition Parse(string text) => throw new NotImplementedException();

    /// <summary>Reads a JSON list of flavors.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, as for <see cref="Parse"/>.</exception>
    public static IReadOnlyList<FlavorDefinition> ParseMany(string json) => throw new NotImplementedException();

    /// <summary>Writes a flavor on one line; <see cref="Parse"/> reads it back as the same.</summary>
    public static string WriteJson(FlavorDefinition definition) => throw new NotImplementedException();
}
