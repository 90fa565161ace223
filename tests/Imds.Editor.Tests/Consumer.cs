using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Editor.Tests;

/// <summary>A project with the generated code in it, as the package makes it, opened in the services of an editor.</summary>
public sealed class Consumer : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.Create(MefHostServices.DefaultAssemblies));
    private readonly Microsoft.CodeAnalysis.Project _project;

    public Consumer()
    {
        var run = new Imds.Generators.Tests.Harness.Project { ApiVersion = "2021-02-01" }.Run().WithoutFindings();
        _project = _workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer",
            LanguageNames.CSharp,
            parseOptions: run.Compilation.SyntaxTrees.First().Options, compilationOptions: run.Compilation.Options,
            metadataReferences: run.Compilation.References.Select(Documented)));
        foreach (var (name, text) in run.Sources)
        {
            _project = _project.AddDocument(name, SourceText.From(text), filePath: name).Project;
        }
    }

    /// <summary>A method in which an expression stands, and the place of the <c>$</c> in it, which is the caret.</summary>
    public (Document Document, int Position) Open(string expression)
    {
        var source = $$"""
            using Imds;

            internal static class Program
            {
                public static void Use(ImdsClient imds, Instance vm)
                {
                    {{expression}}
                }
            }

            """;
        var position = source.IndexOf('$', StringComparison.Ordinal);
        return (_project.AddDocument("Program.cs", source.Remove(position, 1)), position);
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>A reference with the documentation beside it, as a package has it.</summary>
    private static MetadataReference Documented(MetadataReference reference) =>
        reference is PortableExecutableReference { FilePath: { } path } && Path.ChangeExtension(path, ".xml") is var xml && File.Exists(xml)
            ? MetadataReference.CreateFromFile(path, documentation: XmlDocumentationProvider.CreateFromFile(xml)) : reference;
}
