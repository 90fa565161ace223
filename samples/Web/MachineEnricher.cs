// Why: each line of the log says on which machine it was written, and for whom.
using Contoso.Machine;
using Microsoft.Extensions.Diagnostics.Enrichment;

namespace Web;

internal sealed class MachineEnricher : ILogEnricher
{
    public Instance Machine { get; set; } = Instance.Empty;

    public void Enrich(IEnrichmentTagCollector collector)
    {
        collector.Add("host.name", Machine.Compute.Name);
        foreach (var tag in Machine.Compute.TagsList.Where(tag => tag.Name == "environment"))
        {
            collector.Add($"azure.tag.{tag.Name}", tag.Value);
        }
    }
}
