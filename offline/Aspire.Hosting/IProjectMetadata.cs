namespace Aspire.Hosting;

/// <summary>Implemented by the generated classes of namespace <c>Projects</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }
}
