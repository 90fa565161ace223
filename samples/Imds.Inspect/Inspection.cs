using Imds;
using Inspect.Output;
using Inspect.Sections;

namespace Inspect;

/// <summary>Reads the sections one after the other and shows each.</summary>
internal static class Inspection
{
    /// <exception cref="ImdsException">The service cannot be reached, or is none, or does not know the api-version.</exception>
    public static async Task RunAsync(
        ImdsClient imds, Uri endpoint, IEnumerable<Section> sections, IOutput output, CancellationToken cancellationToken)
    {
        // What every VM has. If even this fails, so would each section.
        ImdsList<string> parts = await imds.Instance.ListAsync(cancellationToken);
        if (!parts.Contains("compute/"))
        {
            throw new ImdsException(
                ImdsFailure.NotImds,
                $"{endpoint}: something answers, but not with the metadata of a virtual machine. See what listens at this address.");
        }

        output.Begin(endpoint, imds.ApiVersion);
        foreach (var section in sections)
        {
            output.Begin(section);
            try
            {
                output.Show(section, await section.ReadAsync(imds, cancellationToken));
            }
            catch (ImdsException e)
            {
                // Not every VM has everything; the rest is worth showing.
                output.ShowFailure(section, e);
            }
        }

        output.End();
    }
}
