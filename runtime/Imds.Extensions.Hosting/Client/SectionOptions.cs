using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imds.Hosting;

/// <summary>The section that the application chose for the options; null where it chose none.</summary>
internal sealed record ChosenSection(IConfiguration? Section);

/// <summary>Sets the options of clients by the configuration: the chosen section, or else the one called Imds.</summary>
internal sealed class SectionOptions(ChosenSection chosen, IServiceProvider services) : IConfigureOptions<ImdsClientOptions>
{
    private const string Name = "Imds";

    public void Configure(ImdsClientOptions options)
    {
        if ((chosen.Section ?? services.GetService<IConfiguration>()?.GetSection(Name)) is { } section)
        {
            var problems = ClientSettingsReader.Read(section, options);
            if (problems.Count > 0)
            {
                throw new OptionsValidationException(Options.DefaultName, typeof(ImdsClientOptions), problems);
            }
        }
    }
}
