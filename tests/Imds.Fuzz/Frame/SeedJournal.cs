using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Imds.Fuzz.Frame;

/// <summary>
/// The seeds that are being checked, in a file that is gone when the run ends as it should. A stack that overflows ends the process, and
/// then the file says where.
/// </summary>
public sealed class SeedJournal : IDisposable
{
    private const int Width = 20;

    private readonly SafeFileHandle _file;

    public SeedJournal(FuzzTarget target)
    {
        var folder = Directory.CreateDirectory(Repository.PathOf("artifacts", "fuzz")).FullName;
        _file = File.OpenHandle(Path.Combine(folder, $"{target.Name}.{Environment.ProcessId}.seeds"), FileMode.Create, FileAccess.Write,
            FileShare.Read, FileOptions.DeleteOnClose);
    }

    public void Begin(int worker, long seed) => RandomAccess.Write(_file,
        Encoding.ASCII.GetBytes(seed.ToString(CultureInfo.InvariantCulture).PadLeft(Width - 1) + "\n"), worker * Width);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
