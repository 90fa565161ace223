using Imds;
using Inspect.Sections;

namespace Inspect.Output;

/// <summary>Where what was read goes.</summary>
internal interface IOutput
{
    void Begin(Uri endpoint, ImdsApiVersion apiVersion);

    /// <summary>A section is about to be read, which may take a while.</summary>
    void Begin(Section section);

    void Show(Section section, Content content);

    void ShowFailure(Section section, ImdsException failure);

    void End();
}
