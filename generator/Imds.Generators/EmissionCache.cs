using System.Runtime.CompilerServices;
using Imds.Generators.Configuration;
using Imds.Generators.Emit;
using Imds.Generators.Versions;

namespace Imds.Generators;

/// <summary>
/// What has been written for a service, as long as the service is known: a project that is built again, and others of its solution that
/// choose alike, get the same files.
/// </summary>
internal static class EmissionCache
{
    private const int Capacity = 128;

    private static readonly ConditionalWeakTable<ServiceView, Written> Services = new();

    public static VersionFiles Write(
        ServiceView service, Plan.Part part, EquatableArray<string> taken, CodeStyle style) =>
        Services.GetValue(service, static service => new Written(service)).Get((part, taken, style));

    private sealed class Written(ServiceView service)
    {
        private readonly Dictionary<(Plan.Part Part, EquatableArray<string> Taken, CodeStyle Style), VersionFiles> _versions = [];
        private readonly Dictionary<CodeStyle, VersionEmitter> _emitters = [];

        public VersionFiles Get((Plan.Part Part, EquatableArray<string> Taken, CodeStyle Style) asked)
        {
            lock (_versions)
            {
                if (_versions.TryGetValue(asked, out var files))
                {
                    return files;
                }

                // More than all versions of one style: somebody is trying settings out.
                if (_versions.Count >= Capacity)
                {
                    _versions.Clear();
                    _emitters.Clear();
                }

                if (!_emitters.TryGetValue(asked.Style, out var emitter))
                {
                    _emitters.Add(asked.Style, emitter = new VersionEmitter(asked.Style));
                }

                var part = asked.Part;
                files = emitter.Emit(Lowering.Lower(service.At(part.Version), part.Version, part.Namespace,
                    line => service.Between(part.Minimum, part.Version, line), asked.Taken));
                _versions.Add(asked, files);
                return files;
            }
        }
    }
}
