using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Imds.Generators.CodeFixes;

/// <summary>IMDS101: raises the target to the lowest version that has what the code uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RaiseVersionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AvailabilityRules.NotAvailable.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new RaiseVersionFixAll();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Raise.ToFitAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } raise)
            {
                context.RegisterCodeFix(CodeAction.Create(raise.Title, raise.ApplyAsync, nameof(RaiseVersionFix)), diagnostic);
            }
        }
    }
}
