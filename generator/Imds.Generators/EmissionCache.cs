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

    public static VersionFiles Write(ServiceView service, PartToWrite asked) =>
        Services.GetValue(service, static service => new Written(service)).Get(asked);

    private sealed class Written(ServiceView service)
    {
        private readonly Dictionary<PartToWrite, VersionFiles> _versions = [];
        private readonly Dictionary<CodeStyle, VersionEmitter> _emitters = [];

        public VersionFiles Get(PartToWrite asked)
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
                    line => service.Between(part.Minimum, part.Version, line), asked.Taken,
                    asked.Own.ToLookup(member => member.Type, member => member.Name)));
                _versions.Add(asked, files);
                return files;
            }
        }
    }
}

/// <summary>All that the files of a version depend on, beside the service.</summary>
/// <param name="Taken">Names of generated types that types of the project have.</param>
/// <param name="Own">Members that the project declares in parts of generated types.</param>
internal sealed record PartToWrite(
    Plan.Part Part, EquatableArray<string> Taken, EquatableArray<OwnMember> Own, CodeStyle Style);
