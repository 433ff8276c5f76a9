using ZenML.Core.Errors;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;

namespace ZenML.Pipelines;

/// <summary>The stack that a pipeline runs on, as a step sees it.</summary>
public sealed class StepStack
{
    internal StepStack(string name, IReadOnlyList<StepComponent> components)
    {
        Name = name;
        Components = components;
    }

    /// <summary>The name of the stack.</summary>
    public string Name { get; }

    /// <summary>Its components, in the order of their types.</summary>
    public IReadOnlyList<StepComponent> Components { get; }

    /// <summary>Returns the component of a type.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: the stack has no such component.</exception>
    public StepComponent this[ComponentType type] => Find(type)
        ?? throw new ZenException(ErrorCode.NotFound, Name == Stack.DefaultName
            ? MessageText.Of($"The stack '{Name}' has no {type.Words()}, and it cannot be changed. Use a stack that has one: "
                + $"zenml stack list, then zenml stack set NAME. To register one: zenml stack register --help")
            : MessageText.Of($"The stack '{Name}' has no {type.Words()}. To add one: "
                + $"zenml stack update {ShellWord.Quote(Name)} --{type.CommandName()} NAME"));

    /// <summary>Returns the component of a type, or null if the stack has none.</summary>
    public StepComponent? Find(ComponentType type) => Components.FirstOrDefault(component => component.Type == type);
}
